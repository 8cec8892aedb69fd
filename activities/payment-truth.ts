import type Stripe from 'stripe';
import type { PaymentTruth } from './contract.ts';

/** The parts of a session, read with `payment_intent.latest_charge` expanded, that say where its money is. */
export type SeenSession = Pick<Stripe.Checkout.Session, 'status' | 'payment_intent'>;

/** What has to be expanded so that `truthOf` sees everything. */
export const seen = ['payment_intent.latest_charge'];

/**
 * Where the money of a session is. Only the session and its payment intent tell: with manual capture the session's own
 * `payment_status` stays `unpaid` when the card has been authorised.
 */
export function truthOf(session: SeenSession): PaymentTruth {
  if (session.status !== 'complete') return { state: session.status === 'expired' ? 'expired' : 'open' };
  const intent = intentOf(session);
  if (intent?.status === 'requires_capture') return { state: 'authorised', ...lapseOf(intent) };
  if (intent?.status === 'succeeded') return { state: 'captured' };
  if (intent?.status === 'canceled') return { state: 'voided' };
  // Complete, and the bank has not answered yet: it can still go either way.
  return { state: 'open' };
}

export function intentOf({ payment_intent: intent }: SeenSession): Stripe.PaymentIntent | undefined {
  return typeof intent === 'object' && intent !== null ? intent : undefined;
}

function lapseOf({ latest_charge: charge }: Stripe.PaymentIntent): Pick<PaymentTruth, 'captureBefore'> {
  if (typeof charge !== 'object' || charge === null) return {};
  const seconds = charge.payment_method_details?.card?.capture_before;
  return seconds === undefined ? {} : { captureBefore: seconds * 1000 };
}
