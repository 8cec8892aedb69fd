import { randomText } from '#sandbox/identifiers.ts';
import { chargeObject } from './charge-object.ts';
import type { Engine } from './engine.ts';
import { noRequest } from './engine.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import type { ChargeRecord, PaymentError, PaymentIntentRecord, SessionRecord } from './records.ts';
import { sessionObject, totalOf } from './session-object.ts';
import { findTestCard, type TestCard } from './test-cards.ts';

export interface Payer {
  card: string;
  email?: string | null;
  name?: string | null;
}

export type PaymentOutcome =
  | { status: 'paid' }
  | { status: 'declined'; message: string }
  | { status: 'challenged'; paymentIntentId: string }
  /** The session is no longer open, so nothing was asked of the card. */
  | { status: 'closed'; sessionStatus: 'complete' | 'expired' };

/** Card networks hold an authorisation made online for seven days. */
const authorisationSeconds = 7 * 24 * 3600;

/** Pays an open session the way the hosted page does. */
export function paySession(engine: Engine, session: SessionRecord, payer: Payer): PaymentOutcome {
  const now = engine.state.sessions.find(session.id) ?? session;
  if (now.status !== 'open') return { status: 'closed', sessionStatus: now.status };
  const card = findTestCard(payer.card);
  const known: SessionRecord = {
    ...now,
    payerEmail: payer.email ?? now.customerEmail,
    payerName: payer.name ?? null,
  };
  const intent = intentOf(engine, known);
  switch (card.outcome) {
    case 'success':
      authorise(engine, known, intent, card);
      return { status: 'paid' };
    case 'challenge':
      engine.state.sessions.put(known.id, { ...known, paymentIntentId: intent.id });
      change(
        engine,
        { ...intent, status: 'requires_action', challengedCard: card.number, lastPaymentError: null },
        'payment_intent.requires_action',
      );
      return { status: 'challenged', paymentIntentId: intent.id };
    case 'decline':
      return { status: 'declined', message: decline(engine, known, intent, card) };
  }
}

/** What the cardholder answered to the 3-D Secure challenge. */
export function answerChallenge(
  engine: Engine,
  intent: PaymentIntentRecord,
  approved: boolean,
): PaymentOutcome {
  const session = engine.state.sessions.find(intent.sessionId);
  if (!session || session.status !== 'open') {
    return { status: 'closed', sessionStatus: session?.status === 'complete' ? 'complete' : 'expired' };
  }
  if (intent.status !== 'requires_action' || intent.challengedCard === null) {
    return { status: 'declined', message: 'This payment does not wait for an answer.' };
  }
  const card = findTestCard(intent.challengedCard);
  if (approved) {
    authorise(engine, session, intent, card);
    return { status: 'paid' };
  }
  const message =
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
  fail(engine, intent, {
    code: 'payment_intent_authentication_failure',
    declineCode: null,
    message,
    chargeId: null,
  });
  return { status: 'declined', message };
}

/** The session's payment intent comes into being with the first attempt to pay. */
function intentOf(engine: Engine, session: SessionRecord): PaymentIntentRecord {
  const found =
    session.paymentIntentId === null ? undefined : engine.state.paymentIntents.find(session.paymentIntentId);
  if (found) return found;
  const id = `pi_3${randomText(23)}`;
  return change(
    engine,
    {
      ...session.paymentIntentData,
      id,
      sessionId: session.id,
      created: engine.clock.nowSeconds(),
      amount: totalOf(session),
      currency: session.currency,
      status: 'requires_payment_method',
      amountReceived: 0,
      latestChargeId: null,
      paymentMethodId: null,
      lastPaymentError: null,
      canceledAt: null,
      cancellationReason: null,
      clientSecret: `${id}_secret_${randomText(25)}`,
      challengedCard: null,
    },
    'payment_intent.created',
  );
}

function authorise(
  engine: Engine,
  session: SessionRecord,
  intent: PaymentIntentRecord,
  card: TestCard,
): void {
  const { state } = engine;
  const held = intent.captureMethod === 'manual';
  const charge = newCharge(engine, session, intent, card, held);
  state.charges.put(charge.id, charge);
  const complete: SessionRecord = { ...session, status: 'complete', paymentIntentId: intent.id };
  state.sessions.put(session.id, complete);
  const paid: PaymentIntentRecord = {
    ...intent,
    status: held ? 'requires_capture' : 'succeeded',
    amountReceived: held ? 0 : intent.amount,
    latestChargeId: charge.id,
    paymentMethodId: charge.paymentMethodId,
    lastPaymentError: null,
    challengedCard: null,
  };
  state.paymentIntents.put(paid.id, paid);
  engine.emit('charge.succeeded', chargeObject(state, charge), noRequest);
  change(engine, paid, held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded');
  engine.emit('checkout.session.completed', sessionObject(state, complete), noRequest);
}

function decline(
  engine: Engine,
  session: SessionRecord,
  intent: PaymentIntentRecord,
  card: TestCard,
): string {
  const { code, declineCode, message } = card.decline ?? {
    code: 'card_declined',
    declineCode: null,
    message: 'Your card was declined.',
  };
  const charge: ChargeRecord = {
    ...newCharge(engine, session, intent, card, true),
    status: 'failed',
    captureBefore: null,
    failureCode: code,
    failureMessage: message,
    declineCode,
  };
  engine.state.charges.put(charge.id, charge);
  engine.state.sessions.put(session.id, { ...session, paymentIntentId: intent.id });
  engine.emit('charge.failed', chargeObject(engine.state, charge), noRequest);
  fail(engine, { ...intent, latestChargeId: charge.id }, { code, declineCode, message, chargeId: charge.id });
  return message;
}

function fail(engine: Engine, intent: PaymentIntentRecord, error: PaymentError): void {
  change(
    engine,
    {
      ...intent,
      status: 'requires_payment_method',
      paymentMethodId: null,
      challengedCard: null,
      lastPaymentError: error,
    },
    'payment_intent.payment_failed',
  );
}

function change(engine: Engine, intent: PaymentIntentRecord, event: string): PaymentIntentRecord {
  engine.state.paymentIntents.put(intent.id, intent);
  engine.emit(event, paymentIntentObject(engine.state, intent), noRequest);
  return intent;
}

function newCharge(
  engine: Engine,
  session: SessionRecord,
  intent: PaymentIntentRecord,
  card: TestCard,
  held: boolean,
): ChargeRecord {
  const created = engine.clock.nowSeconds();
  return {
    id: `ch_3${randomText(23)}`,
    paymentIntentId: intent.id,
    sessionId: session.id,
    created,
    amount: intent.amount,
    currency: intent.currency,
    status: 'succeeded',
    captured: !held,
    amountCaptured: held ? 0 : intent.amount,
    amountRefunded: 0,
    captureBefore: held ? created + authorisationSeconds : null,
    cardNumber: card.number,
    paymentMethodId: `pm_1${randomText(23)}`,
    payerEmail: session.payerEmail,
    payerName: session.payerName,
    failureCode: null,
    failureMessage: null,
    declineCode: null,
    balanceTransactionId: held ? null : `txn_3${randomText(23)}`,
  };
}
