import type Stripe from 'stripe';
import { Problem } from '#domain/problem.ts';
import { advancePayment, findPayment, openPayment, sealPayment } from '#db/payments.ts';
import type { Payment } from '#db/rows/money.ts';
import { findSessionId, openSession } from './checkout.ts';
import type { PaymentDependencies } from './checkout.ts';
import type { PaymentActivities, PaymentState, PaymentTruth } from './contract.ts';
import { intentOf, seen, truthOf } from './payment-truth.ts';
import { createRefunds } from './refunds.ts';
import { answered } from './stripe.ts';

/**
 * The money of one consultation. Stripe's objects say what is true; Postgres is told, and only ever moves forward.
 * Expiring, capturing and voiding go out under a fresh key each time: they can be repeated by their nature, and under a
 * fixed key Stripe would repeat a stored failure for a day.
 */
export function createPayments(deps: PaymentDependencies): PaymentActivities {
  const { db, stripe } = deps;
  return {
    openCheckout: (input) => openSession(deps, input),

    async sealCheckout(input) {
      return { sealed: await sealPayment(db, input) };
    },

    async checkPayment({ consultationId }) {
      const known = await findSession(deps, consultationId);
      return known ? (await look(deps, known)).truth : { state: 'open' };
    },

    async expireCheckout(input) {
      const payment = await openPayment(db, input);
      const sessionId = await findSessionId(deps, input, payment);
      if (sessionId !== undefined) {
        return step(deps, { payment, sessionId, from: 'open' }, () =>
          stripe.checkout.sessions.expire(sessionId),
        );
      }
      await advancePayment(db, payment.id, { status: 'expired', at: new Date() });
      return { state: 'expired' };
    },

    async capturePayment({ consultationId }) {
      const known = await getSession(deps, consultationId);
      const paid = paidOf(await look(deps, known));
      if ('state' in paid) return paid;
      assertAmount(known.payment, paid);
      return step(deps, { ...known, from: 'authorised' }, () =>
        stripe.paymentIntents.capture(paid.intent.id),
      );
    },

    async voidPayment({ consultationId }) {
      const known = await getSession(deps, consultationId);
      const paid = paidOf(await look(deps, known));
      if ('state' in paid) return paid;
      return step(deps, { ...known, from: 'authorised' }, () => stripe.paymentIntents.cancel(paid.intent.id));
    },

    ...createRefunds(deps),
  };
}

interface KnownSession {
  payment: Payment;
  sessionId: string;
}

interface Seen {
  session: Stripe.Checkout.Session;
  truth: PaymentTruth;
}

async function findSession(
  { db }: PaymentDependencies,
  consultationId: string,
): Promise<KnownSession | undefined> {
  const payment = await findPayment(db, consultationId);
  if (payment === undefined || payment.sessionId === null) return undefined;
  return { payment, sessionId: payment.sessionId };
}

async function getSession(deps: PaymentDependencies, consultationId: string): Promise<KnownSession> {
  const known = await findSession(deps, consultationId);
  if (!known) throw new Problem('invalid_state', 'There is no checkout');
  return known;
}

/** What Stripe says now, written down. */
async function look(
  { db, stripe }: PaymentDependencies,
  { payment, sessionId }: KnownSession,
): Promise<Seen> {
  const session = answered(
    await stripe.checkout.sessions.retrieve(sessionId, { expand: seen }),
    'checkout.session',
  );
  const intent = intentOf(session);
  const truth = truthOf(session);
  await advancePayment(db, payment.id, {
    status: truth.state,
    sessionId,
    ...(intent && { paymentIntentId: intent.id }),
    ...(truth.captureBefore !== undefined && { captureBefore: new Date(truth.captureBefore) }),
    at: new Date(),
  });
  return { session, truth };
}

/** Takes a step at Stripe and tells where it led. After an error the state decides, not the error: the step may have worked. */
async function step(
  deps: PaymentDependencies,
  { from, ...known }: KnownSession & { from: PaymentState },
  act: () => Promise<unknown>,
): Promise<PaymentTruth> {
  const failure = await act().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const { truth } = await look(deps, known);
  if (truth.state !== from) return truth;
  throw failure === undefined ? new Error(`the payment is still ${from}`) : failure.error;
}

type Paid = Seen & { intent: Stripe.PaymentIntent };

/** The authorised payment, or where it is instead. Capturing or voiding what nobody has paid is a mistake. */
function paidOf({ session, truth }: Seen): Paid | PaymentTruth {
  const intent = intentOf(session);
  if (truth.state === 'open') throw new Problem('invalid_state', 'Nobody has paid');
  return truth.state === 'authorised' && intent ? { session, truth, intent } : truth;
}

/** Money moves only when what Stripe holds is what was sold. */
function assertAmount({ amountMinor, currency }: Payment, { session, intent }: Paid): void {
  const isPrice =
    session.amount_total === amountMinor &&
    intent.amount_capturable === amountMinor &&
    session.currency === currency.toLowerCase() &&
    intent.currency === currency.toLowerCase();
  if (!isPrice) throw new Problem('invalid_state', 'The authorised amount is not the price');
}
