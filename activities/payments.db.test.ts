import type { Kysely } from 'kysely';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#db/schema.ts';
import { createProviderStage, holdConsultation, publicUrl } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterAll(() => stage.close());

const inMinutes = (n: number) => Date.now() + n * 60_000;

/** A held consultation and what is asked of its payment. */
async function held() {
  const { consultationId, ...rest } = await holdConsultation(stage.db);
  return {
    ...rest,
    consultationId,
    checkout: { consultationId, attempt: 1, sessionExpiresAt: inMinutes(35) },
  };
}

async function authorised(card?: string) {
  const booking = await held();
  const { sessionId } = await stage.activities.openCheckout(booking.checkout);
  await stage.pay(sessionId, card === undefined ? {} : { card });
  return { ...booking, sessionId };
}

async function captured(card?: string) {
  const booking = await authorised(card);
  await stage.activities.capturePayment(booking);
  return booking;
}

async function rowOf(consultationId: string) {
  return stage.db
    .selectFrom('payment')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .executeTakeFirstOrThrow();
}

async function sessionsOf(sessionIds: readonly (string | null)[]) {
  return (await stage.ledger()).sessions.filter(({ id }) => sessionIds.includes(id));
}

async function creationsFor(consultationId: string) {
  const requests = await stage.requests('checkout.sessions.create');
  return requests.filter(({ parameters }) => parameters.includes(consultationId));
}

/** The database, but the first write of this kind fails: the process died between the provider's answer and the record. */
function dyingBefore(kind: RegExp): Kysely<Database> {
  let isDead = false;
  return stage.db.withPlugin({
    transformQuery: ({ node }) => {
      const text = JSON.stringify(node);
      if (!isDead && kind.test(text)) {
        isDead = true;
        throw new Error('the worker died here');
      }
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}

describe('a checkout', () => {
  it('is one session, however often it is opened', async () => {
    const { checkout, consultationId } = await held();
    const first = await stage.activities.openCheckout(checkout);
    const second = await stage.activities.openCheckout(checkout);
    expect(second).toEqual(first);
    expect(await rowOf(consultationId)).toMatchObject({ sessionId: first.sessionId, status: 'open' });
    expect(await sessionsOf([first.sessionId])).toEqual([
      expect.objectContaining({ status: 'open', amount: 57_750 }),
    ]);
    expect(await creationsFor(consultationId)).toHaveLength(1);
  });

  it('shows Stripe the number of the consultation and nothing of its matter', async () => {
    const { checkout, consultationId, number } = await held();
    await stage.activities.openCheckout(checkout);
    const [creation] = await creationsFor(consultationId);
    const sent = new URLSearchParams(creation?.parameters);
    expect(sent.get('line_items[0][price_data][product_data][name]')).toBe(`Consultation ${number}`);
    expect(sent.get('payment_intent_data[capture_method]')).toBe('manual');
    expect(sent.get('success_url')).toBe(
      `${publicUrl}/consultations/${consultationId}?paid={CHECKOUT_SESSION_ID}`,
    );
    expect(sent.get('cancel_url')).toBe(`${publicUrl}/consultations/${consultationId}?payment=cancelled`);
    expect(creation?.parameters).not.toMatch(/Sara|Haddad|Omar/);
  });

  it('stays one session when the worker dies before the link is written', async () => {
    const { checkout, consultationId } = await held();
    const dying = stage.activitiesOn(dyingBefore(/UpdateQueryNode/));
    await expect(dying.openCheckout(checkout)).rejects.toThrow('the worker died here');
    expect(await rowOf(consultationId)).toMatchObject({ sessionId: null, status: 'open' });

    const { sessionId } = await dying.openCheckout(checkout);
    expect(await rowOf(consultationId)).toMatchObject({ sessionId });
    const creations = (await stage.requests('checkout.sessions.create')).filter(({ parameters }) =>
      parameters.includes(consultationId),
    );
    expect(creations).toHaveLength(2);
    expect((await stage.ledger()).sessions.filter(({ id }) => id === sessionId)).toHaveLength(1);
  });

  it('finds its session under the same key when the answer was lost', async () => {
    const { checkout, consultationId } = await held();
    await stage.fail({ provider: 'stripe', operation: 'checkout.sessions.create', kind: 'reset', times: 2 });
    await expect(stage.activities.openCheckout(checkout)).rejects.toThrow('connection to Stripe');
    await stage.heal();
    const before = (await stage.ledger()).sessions.length;
    const { sessionId } = await stage.activities.openCheckout(checkout);
    expect((await stage.ledger()).sessions).toHaveLength(before);
    expect(await rowOf(consultationId)).toMatchObject({ sessionId });
  });

  it('takes another key when Stripe repeats a stored failure, and only after looking', async () => {
    const { checkout, consultationId } = await held();
    await stage.fail({
      provider: 'stripe',
      operation: 'checkout.sessions.create',
      kind: 'error',
      status: 500,
      times: 1,
    });
    await expect(stage.activities.openCheckout(checkout)).rejects.toThrow(Stripe.errors.StripeAPIError);
    const { sessionId } = await stage.activities.openCheckout(checkout);
    expect(await rowOf(consultationId)).toMatchObject({ sessionId, status: 'open' });

    // The second key's session is found by looking too, when its link was never written.
    await stage.db
      .updateTable('payment')
      .where('sessionId', '=', sessionId)
      .set({ sessionId: null, checkoutUrl: null })
      .execute();
    expect(await stage.activities.openCheckout(checkout)).toEqual({ sessionId });
  });

  it('cannot be opened any more once it is sealed', async () => {
    const { checkout, consultationId } = await held();
    expect(await stage.activities.sealCheckout(checkout)).toEqual({ sealed: true });
    await expect(stage.activities.openCheckout(checkout)).rejects.toMatchObject({ code: 'invalid_state' });
    expect(await creationsFor(consultationId)).toEqual([]);
    expect(await stage.activities.sealCheckout(checkout)).toEqual({ sealed: true });
  });

  it('cannot be sealed once its link is written', async () => {
    const { checkout } = await held();
    await stage.activities.openCheckout(checkout);
    expect(await stage.activities.sealCheckout(checkout)).toEqual({ sealed: false });
  });
});

describe('the end of a hold', () => {
  it('expires the session, twice as once', async () => {
    const { checkout, consultationId } = await held();
    const { sessionId } = await stage.activities.openCheckout(checkout);
    expect(await stage.activities.expireCheckout(checkout)).toEqual({ state: 'expired' });
    expect(await stage.activities.expireCheckout(checkout)).toEqual({ state: 'expired' });
    expect(await rowOf(consultationId)).toMatchObject({ status: 'expired' });
    expect(await sessionsOf([sessionId])).toEqual([expect.objectContaining({ status: 'expired' })]);
    await expect(stage.pay(sessionId)).rejects.toThrow('409');
  });

  it('learns that the payment won when it came in the same moment', async () => {
    const { checkout, consultationId } = await held();
    const { sessionId } = await stage.activities.openCheckout(checkout);
    await stage.pay(sessionId, { during: 'expire', first: 'pay' });
    const truth = await stage.activities.expireCheckout(checkout);
    expect(truth).toMatchObject({ state: 'authorised' });
    expect(truth.captureBefore).toBeGreaterThan(inMinutes(60 * 24 * 5));
    expect(await rowOf(consultationId)).toMatchObject({ status: 'authorised' });
  });

  it('wins when it was first in the same moment', async () => {
    const { checkout } = await held();
    const { sessionId } = await stage.activities.openCheckout(checkout);
    await stage.pay(sessionId, { during: 'expire', first: 'expire' });
    expect(await stage.activities.expireCheckout(checkout)).toEqual({ state: 'expired' });
  });

  it('finds and ends a session that was never written down', async () => {
    const { checkout, consultationId } = await held();
    const dying = stage.activitiesOn(dyingBefore(/UpdateQueryNode/));
    await expect(dying.openCheckout(checkout)).rejects.toThrow('the worker died here');
    expect(await stage.activities.sealCheckout(checkout)).toEqual({ sealed: true });

    expect(await stage.activities.expireCheckout(checkout)).toEqual({ state: 'expired' });
    const { sessionId } = await rowOf(consultationId);
    expect(sessionId).not.toBeNull();
    expect(await sessionsOf([sessionId])).toEqual([expect.objectContaining({ status: 'expired' })]);
  });

  it('is done when no session was ever made', async () => {
    const { checkout, consultationId } = await held();
    const late = { ...checkout, sessionExpiresAt: inMinutes(20) };
    expect(await stage.activities.expireCheckout(late)).toEqual({ state: 'expired' });
    expect(await rowOf(consultationId)).toMatchObject({ status: 'expired', sessionId: null });
  });

  it('goes by the state when the answer is lost', async () => {
    const { checkout } = await held();
    await stage.activities.openCheckout(checkout);
    await stage.fail({ provider: 'stripe', operation: 'checkout.sessions.expire', kind: 'reset', times: 2 });
    expect(await stage.activities.expireCheckout(checkout)).toEqual({ state: 'expired' });
    await stage.heal();
  });

  it('is not over while Stripe does not answer', async () => {
    const { checkout, consultationId } = await held();
    await stage.activities.openCheckout(checkout);
    await stage.fail({
      provider: 'stripe',
      operation: 'checkout.sessions.expire',
      kind: 'error',
      status: 503,
      times: 1,
    });
    await expect(stage.activities.expireCheckout(checkout)).rejects.toThrow(Stripe.errors.StripeAPIError);
    expect(await rowOf(consultationId)).toMatchObject({ status: 'open' });
  });
});

describe('the money', () => {
  it('is authorised first and captured once', async () => {
    const { consultationId, sessionId } = await authorised();
    expect(await stage.activities.checkPayment({ consultationId })).toMatchObject({ state: 'authorised' });
    expect(await stage.activities.capturePayment({ consultationId })).toEqual({ state: 'captured' });
    expect(await stage.activities.capturePayment({ consultationId })).toEqual({ state: 'captured' });
    expect(await rowOf(consultationId)).toMatchObject({
      status: 'captured',
      capturedMinor: 57_750,
      sessionId,
    });
  });

  it('is captured when the worker dies before it is written down', async () => {
    const { consultationId } = await authorised();
    const dying = stage.activitiesOn(dyingBefore(/"captured"/));
    await expect(dying.capturePayment({ consultationId })).rejects.toThrow('the worker died here');
    expect(await dying.capturePayment({ consultationId })).toEqual({ state: 'captured' });
    expect(await rowOf(consultationId)).toMatchObject({ status: 'captured' });
  });

  it('is not taken when it is not the price', async () => {
    const { consultationId } = await authorised();
    await stage.db
      .updateTable('payment')
      .where('consultationId', '=', consultationId)
      .set({ amountMinor: 50_000 })
      .execute();
    await expect(stage.activities.capturePayment({ consultationId })).rejects.toMatchObject({
      code: 'invalid_state',
    });
    expect(await rowOf(consultationId)).toMatchObject({ status: 'authorised', capturedMinor: 0 });
  });

  it('is given back by a void, once, and by then cannot be captured', async () => {
    const { consultationId } = await authorised();
    expect(await stage.activities.voidPayment({ consultationId })).toEqual({ state: 'voided' });
    expect(await stage.activities.voidPayment({ consultationId })).toEqual({ state: 'voided' });
    expect(await stage.activities.capturePayment({ consultationId })).toEqual({ state: 'voided' });
    expect(await rowOf(consultationId)).toMatchObject({ status: 'voided', capturedMinor: 0 });
  });

  it('says captured when a void comes too late', async () => {
    const { consultationId } = await captured();
    expect(await stage.activities.voidPayment({ consultationId })).toEqual({ state: 'captured' });
  });

  it('is not there before anybody has paid', async () => {
    const { consultationId, checkout } = await held();
    expect(await stage.activities.checkPayment({ consultationId })).toEqual({ state: 'open' });
    await stage.activities.openCheckout(checkout);
    expect(await stage.activities.checkPayment({ consultationId })).toEqual({ state: 'open' });
    await expect(stage.activities.capturePayment({ consultationId })).rejects.toMatchObject({
      code: 'invalid_state',
    });
  });
});

describe('a refund', () => {
  const refundsOf = async (consultationId: string) =>
    stage.db
      .selectFrom('refund')
      .where('consultationId', '=', consultationId)
      .selectAll()
      .orderBy('id')
      .execute();
  let refundsBefore = 0;
  beforeEach(async () => {
    refundsBefore = (await stage.ledger()).refunds.length;
  });
  const newRefunds = async () => (await stage.ledger()).refunds.slice(refundsBefore);

  it('goes out once for its reason, in parts that add up', async () => {
    const { consultationId } = await captured();
    const order = { consultationId, reason: 'cancelled', amountMinor: 28_875 };
    expect(await stage.activities.refundPayment(order)).toEqual({ status: 'succeeded' });
    expect(await stage.activities.refundPayment(order)).toEqual({ status: 'succeeded' });
    expect(await newRefunds()).toEqual([expect.objectContaining({ amount: 28_875 })]);
    expect(await refundsOf(consultationId)).toEqual([
      expect.objectContaining({
        amountMinor: 28_875,
        baseMinor: 25_000,
        feeMinor: 2500,
        vatMinor: 1375,
        status: 'succeeded',
      }),
    ]);
    expect(await rowOf(consultationId)).toMatchObject({ refundedMinor: 28_875 });
  });

  it('goes out once when the worker dies before it is written down', async () => {
    const { consultationId } = await captured();
    const order = { consultationId, reason: 'cancelled', amountMinor: 57_750 };
    const dying = stage.activitiesOn(dyingBefore(/provider_refund_id/));
    await expect(dying.refundPayment(order)).rejects.toThrow('the worker died here');
    expect(await dying.refundPayment(order)).toEqual({ status: 'succeeded' });
    expect(await newRefunds()).toHaveLength(1);
  });

  it('takes another key when Stripe repeats a stored failure', async () => {
    const { consultationId } = await captured();
    const order = { consultationId, reason: 'cancelled', amountMinor: 10_000 };
    await stage.fail({
      provider: 'stripe',
      operation: 'refunds.create',
      kind: 'error',
      status: 500,
      times: 1,
    });
    await expect(stage.activities.refundPayment(order)).rejects.toThrow(Stripe.errors.StripeAPIError);
    expect(await stage.activities.refundPayment(order)).toEqual({ status: 'succeeded' });
    expect(await newRefunds()).toHaveLength(1);
  });

  it('never exceeds what was captured, over all reasons', async () => {
    const { consultationId } = await captured();
    await stage.activities.refundPayment({ consultationId, reason: 'cancelled', amountMinor: 50_000 });
    await stage.activities.refundPayment({ consultationId, reason: 'missed_meeting', amountMinor: 57_750 });
    await expect(
      stage.activities.refundPayment({ consultationId, reason: 'late_payment', amountMinor: 1 }),
    ).rejects.toMatchObject({ code: 'invalid_state' });
    const amounts = (await newRefunds()).map(({ amount }) => amount);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(57_750);
    expect(await rowOf(consultationId)).toMatchObject({ refundedMinor: 57_750 });
  });

  it('that the bank returns is seen, and stays handled once somebody handled it', async () => {
    const { consultationId } = await captured('4000000000005126');
    await stage.activities.refundPayment({ consultationId, reason: 'cancelled', amountMinor: 57_750 });
    expect(await stage.activities.checkRefunds({ consultationId })).toEqual({
      failed: false,
      pending: false,
    });
    await stage.advance(60_000);
    expect(await stage.activities.checkRefunds({ consultationId })).toEqual({ failed: true, pending: false });
    // A second card refund would go to the same closed card.
    expect(
      await stage.activities.refundPayment({ consultationId, reason: 'cancelled', amountMinor: 57_750 }),
    ).toEqual({ status: 'failed' });

    await stage.activities.recordRefundHandled({ consultationId });
    await stage.activities.recordRefundHandled({ consultationId });
    expect(await stage.activities.checkRefunds({ consultationId })).toEqual({
      failed: false,
      pending: false,
    });
  });

  it('that the bank keeps waiting is pending until it answers', async () => {
    const { consultationId } = await captured('4000000000007726');
    const order = { consultationId, reason: 'cancelled', amountMinor: 57_750 };
    expect(await stage.activities.refundPayment(order)).toEqual({ status: 'pending' });
    expect(await stage.activities.checkRefunds({ consultationId })).toEqual({ failed: false, pending: true });
    await stage.advance(60_000);
    expect(await stage.activities.checkRefunds({ consultationId })).toEqual({
      failed: false,
      pending: false,
    });
  });
});

describe('a refund whose key Stripe has forgotten', () => {
  // On a stage of its own: the clock of the providers runs ahead afterwards.
  let before: ProviderStage;
  beforeAll(async () => {
    before = stage;
    stage = await createProviderStage();
  });
  afterAll(async () => {
    await stage.close();
    stage = before;
  });

  it('is found by its reason and does not go out again', async () => {
    const { consultationId } = await captured();
    const order = { consultationId, reason: 'cancelled', amountMinor: 10_000 };
    const dying = stage.activitiesOn(dyingBefore(/provider_refund_id/));
    await expect(dying.refundPayment(order)).rejects.toThrow('the worker died here');
    await stage.advance(25 * 3_600_000);
    expect(await stage.activities.refundPayment(order)).toEqual({ status: 'succeeded' });
    expect((await stage.ledger()).refunds).toHaveLength(1);
  });
});
