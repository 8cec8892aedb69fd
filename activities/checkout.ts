import type { Kysely } from 'kysely';
import type Stripe from 'stripe';
import { Problem } from '#domain/problem.ts';
import { getCheckoutDetails, openPayment, recordCheckout } from '#db/payments.ts';
import type { CheckoutDetails } from '#db/payments.ts';
import type { Payment } from '#db/rows/money.ts';
import type { Database } from '#db/schema.ts';
import type { CheckoutInput } from './contract.ts';
import { answered, createOnce, isKeySpent, isRefusal } from './stripe.ts';

export interface PaymentDependencies {
  db: Kysely<Database>;
  stripe: Stripe;
  /** Where the client returns to after paying. */
  publicUrl: string;
}

/** Opens the session of this attempt and writes its link down; refuses with `invalid_state` when the attempt is over. */
export async function openSession(
  deps: PaymentDependencies,
  input: CheckoutInput,
): Promise<{ sessionId: string }> {
  const payment = await openPayment(deps.db, input);
  if (payment.sessionId !== null && payment.checkoutUrl !== null) return { sessionId: payment.sessionId };
  if (payment.status !== 'open') throw new Problem('invalid_state', 'The checkout is closed');

  const session = await createOnce({
    key: keyOf(input),
    find: () => findSession(deps, input, payment),
    create: (key) => createSession(deps, { input, payment, key }),
  });
  if (session.url === null) throw new TypeError('Stripe gave no link for the session');
  const written = await recordCheckout(deps.db, {
    ...input,
    sessionId: session.id,
    checkoutUrl: session.url,
  });
  if (!written) throw new Problem('invalid_state', 'The checkout is closed');
  return { sessionId: session.id };
}

/**
 * The session of this attempt, written down or not: repeating its creation with the same key gives back the one that
 * exists. By then Stripe usually refuses to make it, because its end is too near; then there is none.
 */
export async function findSessionId(
  deps: PaymentDependencies,
  input: CheckoutInput,
  payment: Payment,
): Promise<string | undefined> {
  if (payment.sessionId !== null) return payment.sessionId;
  try {
    return (await createSession(deps, { input, payment, key: keyOf(input) })).id;
  } catch (error) {
    if (isKeySpent(error)) return (await findSession(deps, input, payment))?.id;
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function keyOf({ consultationId, attempt }: CheckoutInput): string {
  return `checkout:${consultationId}:${attempt}`;
}

const sessionsMax = 2000;

/** Stripe cannot be asked for a reference of ours, so the sessions of those minutes are looked through. */
async function findSession(
  { stripe }: PaymentDependencies,
  { consultationId, attempt, sessionExpiresAt }: CheckoutInput,
  { createdAt }: Payment,
): Promise<Stripe.Checkout.Session | undefined> {
  const created = { gte: seconds(createdAt.getTime()) - 300, lte: seconds(sessionExpiresAt) };
  let looked = 0;
  for await (const session of stripe.checkout.sessions.list({ created, limit: 100 })) {
    const isOurs = session.client_reference_id === consultationId;
    if (isOurs && session.metadata?.['attempt'] === String(attempt)) return session;
    looked += 1;
    if (looked === sessionsMax) throw new Error('too many sessions to look through');
  }
  return undefined;
}

interface NewSession {
  input: CheckoutInput;
  payment: Payment;
  key: string;
}

async function createSession(
  deps: PaymentDependencies,
  { input, payment, key }: NewSession,
): Promise<Stripe.Checkout.Session> {
  const details = await getCheckoutDetails(deps.db, input.consultationId);
  const session = await deps.stripe.checkout.sessions.create(
    sessionOf(input, payment, details, deps.publicUrl),
    {
      idempotencyKey: key,
    },
  );
  return answered(session, 'checkout.session');
}

/** The same bytes in every repeat: all of it is fixed when the slot is held. Of the consultation it names the number only. */
function sessionOf(
  { consultationId, attempt, sessionExpiresAt }: CheckoutInput,
  { currency, amountMinor }: Payment,
  { number, clientEmail, locale }: CheckoutDetails,
  publicUrl: string,
): Stripe.Checkout.SessionCreateParams {
  const name = `Consultation ${number}`;
  const metadata = { consultation_id: consultationId, attempt: String(attempt) };
  const page = `${publicUrl}/consultations/${consultationId}`;
  const price = { currency: currency.toLowerCase(), unit_amount: amountMinor, product_data: { name } };
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    submit_type: 'book',
    // Stripe's page has no Arabic; `auto` takes the browser's language where it can.
    locale: locale === 'en' ? 'en' : 'auto',
    client_reference_id: consultationId,
    customer_email: clientEmail,
    line_items: [{ quantity: 1, price_data: { ...price, tax_behavior: 'inclusive' } }],
    metadata,
    // Authorised first and captured by the workflow, so that every race ends in a void, which costs nothing.
    payment_intent_data: { capture_method: 'manual', description: name, metadata },
    // What was offered is what is charged: no conversion to the card's currency.
    adaptive_pricing: { enabled: false },
    expires_at: seconds(sessionExpiresAt),
    success_url: `${page}?paid={CHECKOUT_SESSION_ID}`,
    cancel_url: `${page}?payment=cancelled`,
  };
}

function seconds(instant: number): number {
  return Math.floor(instant / 1000);
}
