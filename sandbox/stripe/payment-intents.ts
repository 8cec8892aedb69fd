import { randomText } from '#sandbox/identifiers.ts';
import { chargeObject } from './charge-object.ts';
import { type Cause, type Engine, noRequest } from './engine.ts';
import { invalidRequest, noSuch, unexpectedState } from './errors.ts';
import { readExpansions } from './expansions.ts';
import { listObject, pageOf, readPage, readRange } from './lists.ts';
import type { Call, Operation } from './operation.ts';
import { paymentIntentExpandable, paymentIntentObject } from './payment-intent-object.ts';
import type { ChargeRecord, PaymentIntentRecord } from './records.ts';

export function paymentIntentOperations(engine: Engine): Operation[] {
  return [
    {
      name: 'payment_intents.list',
      method: 'GET',
      path: '/v1/payment_intents',
      prepare: (call) => prepareList(engine, call),
    },
    {
      name: 'payment_intents.retrieve',
      method: 'GET',
      path: '/v1/payment_intents/:id',
      prepare: (call) => prepareRetrieve(engine, call),
    },
    {
      name: 'payment_intents.capture',
      method: 'POST',
      path: '/v1/payment_intents/:id/capture',
      prepare: (call) => prepareCapture(engine, call),
    },
    {
      name: 'payment_intents.cancel',
      method: 'POST',
      path: '/v1/payment_intents/:id/cancel',
      prepare: (call) => prepareCancel(engine, call),
    },
  ];
}

export function getPaymentIntent(engine: Engine, id: string, parameter = 'intent'): PaymentIntentRecord {
  const intent = engine.state.paymentIntents.find(id);
  if (!intent) throw noSuch('payment_intent', id, parameter);
  return intent;
}

/** Gives an authorisation back that nobody captured in time. */
export function lapseAuthorisation(engine: Engine, intent: PaymentIntentRecord, charge: ChargeRecord): void {
  engine.emit('charge.expired', chargeObject(engine.state, charge), noRequest);
  release(engine, intent, 'automatic', noRequest);
}

function prepareRetrieve(engine: Engine, { id, parameters }: Call): () => object {
  const expand = readExpansions(parameters, paymentIntentExpandable);
  const secret = parameters.text('client_secret');
  return () => {
    const intent = getPaymentIntent(engine, id);
    if (secret !== undefined && secret !== intent.clientSecret) throw noSuch('payment_intent', id, 'intent');
    return paymentIntentObject(engine.state, intent, expand);
  };
}

function prepareList(engine: Engine, { parameters }: Call): () => object {
  const page = readPage(parameters);
  const created = readRange(parameters, 'created');
  const expand = readExpansions(parameters, paymentIntentExpandable, true);
  return () => {
    const found = engine.state.paymentIntents.list().filter((intent) => created.includes(intent.created));
    const { data, hasMore } = pageOf(found, page, 'payment_intent');
    return listObject(
      '/v1/payment_intents',
      data.map((intent) => paymentIntentObject(engine.state, intent, expand)),
      hasMore,
    );
  };
}

function prepareCapture(engine: Engine, { id, parameters, cause }: Call): () => object {
  const asked = parameters.integer('amount_to_capture');
  const metadata = parameters.metadata();
  parameters.boolean('final_capture');
  const expand = readExpansions(parameters, paymentIntentExpandable);
  return () => {
    const intent = getPaymentIntent(engine, id);
    if (intent.status !== 'requires_capture') {
      throw unexpectedState(
        `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
        paymentIntentObject(engine.state, intent),
      );
    }
    const amount = asked ?? intent.amount;
    if (amount < 1 || amount > intent.amount) {
      throw invalidRequest(
        'The amount_to_capture must be at least 1 and at most the amount_capturable of the PaymentIntent.',
        {
          code: amount < 1 ? 'amount_too_small' : 'amount_too_large',
          param: 'amount_to_capture',
        },
      );
    }
    const captured = capture(
      engine,
      { ...intent, metadata: { ...intent.metadata, ...metadata } },
      amount,
      cause,
    );
    return paymentIntentObject(engine.state, captured, expand);
  };
}

function capture(
  engine: Engine,
  intent: PaymentIntentRecord,
  amount: number,
  cause: Cause,
): PaymentIntentRecord {
  const { state } = engine;
  const captured: PaymentIntentRecord = { ...intent, status: 'succeeded', amountReceived: amount };
  state.paymentIntents.put(intent.id, captured);
  const charge = state.charges.find(intent.latestChargeId ?? '');
  if (charge) {
    const paid: ChargeRecord = {
      ...charge,
      captured: true,
      amountCaptured: amount,
      captureBefore: null,
      balanceTransactionId: `txn_3${randomText(23)}`,
    };
    state.charges.put(charge.id, paid);
    engine.emit('charge.captured', chargeObject(state, paid), cause);
  }
  engine.emit('payment_intent.succeeded', paymentIntentObject(state, captured), cause);
  return captured;
}

function prepareCancel(engine: Engine, { id, parameters, cause }: Call): () => object {
  const reason =
    parameters.oneOf('cancellation_reason', [
      'abandoned',
      'duplicate',
      'fraudulent',
      'requested_by_customer',
    ]) ?? null;
  const expand = readExpansions(parameters, paymentIntentExpandable);
  return () => {
    const intent = getPaymentIntent(engine, id);
    if (intent.status === 'succeeded' || intent.status === 'canceled') {
      throw unexpectedState(
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
        paymentIntentObject(engine.state, intent),
      );
    }
    if (intent.status !== 'requires_capture') {
      throw unexpectedState(
        'This PaymentIntent belongs to a Checkout Session and can only be canceled while it requires capture. Expire the Checkout Session instead.',
        paymentIntentObject(engine.state, intent),
      );
    }
    return paymentIntentObject(engine.state, release(engine, intent, reason, cause), expand);
  };
}

/** Nothing was taken, so the charge counts as refunded without a refund of its own. */
function release(
  engine: Engine,
  intent: PaymentIntentRecord,
  reason: string | null,
  cause: Cause,
): PaymentIntentRecord {
  const { state } = engine;
  const canceled: PaymentIntentRecord = {
    ...intent,
    status: 'canceled',
    canceledAt: engine.clock.nowSeconds(),
    cancellationReason: reason,
  };
  state.paymentIntents.put(intent.id, canceled);
  const charge = state.charges.find(intent.latestChargeId ?? '');
  if (charge) {
    const released: ChargeRecord = { ...charge, amountRefunded: charge.amount, captureBefore: null };
    state.charges.put(charge.id, released);
    engine.emit('charge.refunded', chargeObject(state, released), cause, {
      amount_refunded: 0,
      refunded: false,
    });
  }
  engine.emit('payment_intent.canceled', paymentIntentObject(state, canceled), cause);
  return canceled;
}
