import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { answered, createOnce, createStripe } from './stripe.ts';

function failure(kind: 'stored' | 'fresh' | 'other_parameters'): Error {
  if (kind === 'other_parameters')
    return new Stripe.errors.StripeIdempotencyError({ type: 'idempotency_error' });
  const headers = kind === 'stored' ? { 'idempotent-replayed': 'true' } : {};
  return new Stripe.errors.StripeAPIError({ type: 'api_error', statusCode: 500, headers });
}

describe('creating once', () => {
  it.each(['stored', 'other_parameters'] as const)('looks before it takes another key: %s', async (kind) => {
    const keys: string[] = [];
    const made = await createOnce({
      key: 'refund:1:cancelled',
      find: async () => undefined,
      create: async (key) => {
        keys.push(key);
        if (keys.length === 1) throw failure(kind);
        return 'made';
      },
    });
    expect(made).toBe('made');
    expect(keys).toEqual(['refund:1:cancelled', 'refund:1:cancelled:r2']);
  });

  it('makes nothing when the first request had made it', async () => {
    const made = createOnce({
      key: 'a',
      find: async () => 'found',
      create: async () => {
        throw failure('stored');
      },
    });
    await expect(made).resolves.toBe('found');
  });

  it('leaves a fresh failure to the next attempt, under the same key', async () => {
    const fresh = failure('fresh');
    const create = async () => {
      throw fresh;
    };
    await expect(createOnce({ key: 'a', find: async () => 'found', create })).rejects.toBe(fresh);
  });

  it('gives up after three keys', async () => {
    const keys: string[] = [];
    const create = async (key: string) => {
      keys.push(key);
      throw failure('stored');
    };
    await expect(createOnce({ key: 'a', find: async () => undefined, create })).rejects.toThrow(
      Stripe.errors.StripeAPIError,
    );
    expect(keys).toEqual(['a', 'a:r2', 'a:r3']);
  });
});

describe('an answer of Stripe', () => {
  it('counts only when it is the object that was asked for', () => {
    const refund = { id: 're_1', object: 'refund' } as const;
    expect(answered(refund, 'refund')).toBe(refund);
    expect(() => answered({ id: '', object: 'refund' } as const, 'refund')).toThrow('refund');
    const page = { message: 'Not found' } as unknown as { id: string; object: 'refund' };
    expect(() => answered(page, 'refund')).toThrow('refund');
  });

  it('is never looked for below a path, where the SDK cannot go', () => {
    expect(() => createStripe({ secretKey: 'sk_test_x', apiBase: 'http://127.0.0.1:1/stripe' })).toThrow(
      'path',
    );
  });
});
