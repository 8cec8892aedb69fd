import type Stripe from 'stripe';
import type { Rig } from '#sandbox/rig.ts';

/** The parameters with which the product opens a session, for tests. */
export function bookingSession(
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'aed',
          unit_amount: 57_750,
          tax_behavior: 'inclusive',
          product_data: { name: 'Consultation MJ-ABCDE23456' },
        },
      },
    ],
    success_url: 'http://localhost:3000/consultations/1?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/consultations/1',
    expires_at: Math.floor(Date.now() / 1000) + 35 * 60,
    client_reference_id: 'consultation-1',
    customer_email: 'client@majlis.test',
    metadata: { consultation_id: 'consultation-1', attempt: '1' },
    payment_intent_data: {
      capture_method: 'manual',
      description: 'Consultation MJ-ABCDE23456',
      metadata: { consultation_id: 'consultation-1' },
      transfer_group: 'consultation-1',
    },
    adaptive_pricing: { enabled: false },
    submit_type: 'book',
    locale: 'en',
    ...more,
  };
}

/** The payment intent of a session that somebody has tried to pay. */
export async function paymentIntentIdOf(stripe: Stripe, sessionId: string): Promise<string> {
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(sessionId);
  if (typeof intent !== 'string') throw new Error('nobody has tried to pay this session');
  return intent;
}

/** Opens a session and pays it; its payment is authorised, not captured. */
export async function paidIntentId(
  { stripe, control }: Rig,
  card = '4242424242424242',
  now = Date.now(),
): Promise<string> {
  const session = bookingSession({ expires_at: Math.floor(now / 1000) + 35 * 60 });
  const { id } = await stripe.checkout.sessions.create(session);
  await control('POST', `/checkout/${id}/pay`, { card });
  return paymentIntentIdOf(stripe, id);
}
