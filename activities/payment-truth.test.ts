import { describe, expect, it } from 'vitest';
import { truthOf } from './payment-truth.ts';
import type { SeenSession } from './payment-truth.ts';

/** A session as Stripe answers it, with the payment intent expanded, as far as the truth depends on it. */
function session(
  status: SeenSession['status'],
  intent?: { status: string; captureBefore?: number },
): SeenSession {
  const card = { capture_before: intent?.captureBefore };
  const paymentIntent = intent && {
    status: intent.status,
    latest_charge: { payment_method_details: { card } },
  };
  return { status, payment_intent: paymentIntent ?? null } as unknown as SeenSession;
}

describe('where the money of a session is', () => {
  it.each([
    ['open', undefined, 'open'],
    ['open', 'requires_payment_method', 'open'],
    ['expired', undefined, 'expired'],
    ['expired', 'canceled', 'expired'],
    ['complete', 'requires_capture', 'authorised'],
    ['complete', 'succeeded', 'captured'],
    ['complete', 'canceled', 'voided'],
    ['complete', 'processing', 'open'],
    ['complete', undefined, 'open'],
  ] as const)('a session that is %s with a payment that is %s: %s', (status, intent, state) => {
    expect(truthOf(session(status, intent && { status: intent })).state).toBe(state);
  });

  it('says until when an authorisation holds, in milliseconds', () => {
    expect(
      truthOf(session('complete', { status: 'requires_capture', captureBefore: 1_800_000_000 })),
    ).toEqual({
      state: 'authorised',
      captureBefore: 1_800_000_000_000,
    });
  });
});
