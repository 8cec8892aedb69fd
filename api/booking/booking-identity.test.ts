import { describe, expect, it } from 'vitest';
import { bodyHash, bookingIdentity, callerNameOf, idempotencyKeyOf } from './booking-identity.ts';

const client = { kind: 'user', id: 'u1', sessionId: 's', role: 'client', isPartner: false } as const;

describe('a booking’s id and number', () => {
  it('come from caller and key alone, so that a repeat names the same consultation', () => {
    const first = bookingIdentity('user:a', 'key');
    expect(bookingIdentity('user:a', 'key')).toEqual(first);
    expect(first.consultationId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(first.consultationNumber).toMatch(/^MJ-[0-9A-HJKMNP-TV-Z]{10}$/);
  });

  it('differ for every other caller and key', () => {
    const pairs = [
      ['user:a', 'k'],
      ['user:a', 'k2'],
      ['user:b', 'k'],
      ['partner:a', 'k'],
      ['user:a\nk', ''],
    ] as const;
    const identities = pairs.map(([caller, key]) => bookingIdentity(caller, key));
    expect(new Set(identities.map(({ consultationId }) => consultationId)).size).toBe(pairs.length);
    expect(new Set(identities.map(({ consultationNumber }) => consultationNumber)).size).toBe(pairs.length);
  });

  it('keep a partner’s apart from a user’s, and the same when its API key is replaced', () => {
    const key = { kind: 'key', keyId: 'k1', partnerId: 'p', scopes: [] } as const;
    expect(callerNameOf(client)).toBe('user:u1');
    expect(callerNameOf(key)).toBe(callerNameOf({ ...key, keyId: 'k2' }));
  });
});

describe('the Idempotency-Key header', () => {
  it.each(['a', 'A-1_~!', 'x'.repeat(255)])('takes %s', (key) => expect(idempotencyKeyOf(key)).toBe(key));

  it.each([undefined, ''])('is required: %s', (key) => {
    expect(() => idempotencyKeyOf(key)).toThrow(
      expect.objectContaining({ code: 'idempotency_key_required' }),
    );
  });

  it.each(['with space', 'é', '\t', 'x'.repeat(256), ['a', 'b']])('is visible ASCII: %s', (key) => {
    expect(() => idempotencyKeyOf(key as string)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});

describe('the hash of a body', () => {
  it('does not depend on the order of its fields', () => {
    expect(bodyHash({ a: 1, b: { c: [1, 2], d: null } })).toEqual(
      bodyHash({ b: { d: null, c: [1, 2] }, a: 1 }),
    );
  });

  it.each([{ a: 2 }, { a: '1' }, { a: 1, b: undefined, c: 1 }, { b: 1 }, [1]])('differs for %j', (body) => {
    expect(bodyHash(body)).not.toEqual(bodyHash({ a: 1 }));
  });
});
