import { randomText } from '#sandbox/identifiers.ts';
import { chargeObject } from './charge-object.ts';
import { type Cause, type Engine, noRequest } from './engine.ts';
import { invalidRequest, noSuch, unexpectedState } from './errors.ts';
import { type Expansions, readExpansions } from './expansions.ts';
import { listObject, pageOf, readPage, readRange } from './lists.ts';
import type { Call, Operation } from './operation.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import { getPaymentIntent } from './payment-intents.ts';
import type { ChargeRecord, RefundRecord } from './records.ts';
import { refundObject } from './refund-object.ts';
import { findTestCard } from './test-cards.ts';

const expandable = ['charge', 'payment_intent', 'payment_intent.latest_charge'];
/** How long the bank of a card with a late answer takes. */
const bankAnswerSeconds = 2;

type NewRefund = Pick<RefundRecord, 'reason' | 'metadata'> & { amount: number | undefined };

export function refundOperations(engine: Engine): Operation[] {
  return [
    {
      name: 'refunds.create',
      method: 'POST',
      path: '/v1/refunds',
      prepare: (call) => prepareCreate(engine, call),
    },
    {
      name: 'refunds.list',
      method: 'GET',
      path: '/v1/refunds',
      prepare: (call) => prepareList(engine, call),
    },
    {
      name: 'refunds.retrieve',
      method: 'GET',
      path: '/v1/refunds/:id',
      prepare: (call) => prepareRetrieve(engine, call),
    },
  ];
}

function prepareCreate(engine: Engine, { parameters, cause }: Call): () => object {
  const paymentIntentId = parameters.text('payment_intent');
  const chargeId = parameters.text('charge');
  const input: NewRefund = {
    amount: parameters.integer('amount'),
    reason: parameters.oneOf('reason', ['duplicate', 'fraudulent', 'requested_by_customer']) ?? null,
    metadata: parameters.metadata() ?? {},
  };
  const expand = readExpansions(parameters, expandable);
  if (paymentIntentId === undefined && chargeId === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      { code: 'parameter_missing' },
    );
  }
  if (input.amount !== undefined && input.amount < 1) {
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  return () => {
    const charge =
      paymentIntentId === undefined
        ? getCharge(engine, chargeId ?? '')
        : capturedCharge(engine, paymentIntentId);
    return rendered(engine, refund(engine, charge, input, cause), expand);
  };
}

function getCharge(engine: Engine, id: string): ChargeRecord {
  const charge = engine.state.charges.find(id);
  if (!charge) throw noSuch('charge', id, 'charge');
  return charge;
}

function capturedCharge(engine: Engine, paymentIntentId: string): ChargeRecord {
  const intent = getPaymentIntent(engine, paymentIntentId, 'payment_intent');
  const charge = engine.state.charges.find(intent.latestChargeId ?? '');
  if (intent.status === 'succeeded' && charge) return charge;
  throw unexpectedState(
    `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    paymentIntentObject(engine.state, intent),
  );
}

function refund(engine: Engine, charge: ChargeRecord, input: NewRefund, cause: Cause): RefundRecord {
  const { state, clock } = engine;
  const left = charge.amountCaptured - charge.amountRefunded;
  if (charge.captured && left <= 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const amount = input.amount ?? left;
  if (!charge.captured || amount > left) {
    throw invalidRequest(
      `Refund amount (${amountText(amount, charge)}) is greater than unrefunded amount on charge (${amountText(left, charge)})`,
      { param: 'amount' },
    );
  }
  const bank = findTestCard(charge.cardNumber).refund;
  const record: RefundRecord = {
    id: `re_3${randomText(23)}`,
    chargeId: charge.id,
    paymentIntentId: charge.paymentIntentId,
    created: clock.nowSeconds(),
    amount,
    currency: charge.currency,
    status: bank?.first ?? 'succeeded',
    reason: input.reason,
    failureReason: null,
    metadata: input.metadata,
    balanceTransactionId: `txn_3${randomText(23)}`,
    later: bank ? { status: bank.later, at: clock.nowSeconds() + bankAnswerSeconds } : null,
  };
  state.refunds.put(record.id, record);
  const refunded: ChargeRecord = { ...charge, amountRefunded: charge.amountRefunded + amount };
  state.charges.put(charge.id, refunded);
  engine.emit('refund.created', refundObject(record), cause);
  engine.emit('charge.refunded', chargeObject(state, refunded), cause, {
    amount_refunded: charge.amountRefunded,
  });
  return record;
}

/** The bank's late answer to a refund: it arrives, or the money comes back. */
export function settleRefund(engine: Engine, refunding: RefundRecord): void {
  const { later } = refunding;
  if (!later) return;
  const failed = later.status === 'failed';
  const settled: RefundRecord = {
    ...refunding,
    status: later.status,
    failureReason: failed ? 'expired_or_canceled_card' : null,
    later: null,
  };
  engine.state.refunds.put(settled.id, settled);
  const charge = engine.state.charges.find(settled.chargeId);
  if (failed && charge)
    engine.state.charges.put(charge.id, {
      ...charge,
      amountRefunded: charge.amountRefunded - settled.amount,
    });
  const previous = { status: refunding.status };
  engine.emit('refund.updated', refundObject(settled), noRequest, previous);
  engine.emit('charge.refund.updated', refundObject(settled), noRequest, previous);
  if (failed) engine.emit('refund.failed', refundObject(settled), noRequest, previous);
}

function prepareRetrieve(engine: Engine, { id, parameters }: Call): () => object {
  const expand = readExpansions(parameters, expandable);
  return () => {
    const found = engine.state.refunds.find(id);
    if (!found) throw noSuch('refund', id, 'id');
    return rendered(engine, found, expand);
  };
}

function prepareList(engine: Engine, { parameters }: Call): () => object {
  const page = readPage(parameters);
  const paymentIntentId = parameters.text('payment_intent');
  const chargeId = parameters.text('charge');
  const created = readRange(parameters, 'created');
  const expand = readExpansions(parameters, expandable, true);
  return () => {
    if (paymentIntentId !== undefined) getPaymentIntent(engine, paymentIntentId, 'payment_intent');
    const found = engine.state.refunds
      .list()
      .filter((record) => paymentIntentId === undefined || record.paymentIntentId === paymentIntentId)
      .filter((record) => chargeId === undefined || record.chargeId === chargeId)
      .filter((record) => created.includes(record.created));
    const { data, hasMore } = pageOf(found, page, 'refund');
    return listObject(
      '/v1/refunds',
      data.map((record) => rendered(engine, record, expand)),
      hasMore,
    );
  };
}

function rendered(engine: Engine, record: RefundRecord, expand: Expansions): object {
  const charge = expand.has('charge') ? engine.state.charges.find(record.chargeId) : undefined;
  const intent = expand.has('payment_intent')
    ? engine.state.paymentIntents.find(record.paymentIntentId)
    : undefined;
  return {
    ...refundObject(record),
    ...(charge && { charge: chargeObject(engine.state, charge, expand.under('charge')) }),
    ...(intent && {
      payment_intent: paymentIntentObject(engine.state, intent, expand.under('payment_intent')),
    }),
  };
}

function amountText(minor: number, charge: ChargeRecord): string {
  return `${(minor / 100).toFixed(2)} ${charge.currency}`;
}
