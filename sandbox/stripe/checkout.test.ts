import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig } from '#sandbox/rig.ts';
import { bookingSession, paidIntentId } from './booking-session.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

describe('a checkout session', () => {
  it('opens with a link to the hosted page and no payment intent', async () => {
    const session = await rig.stripe.checkout.sessions.create(bookingSession());
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 57_750,
      currency: 'aed',
      client_reference_id: 'consultation-1',
      metadata: { consultation_id: 'consultation-1', attempt: '1' },
      ui_mode: 'hosted_page',
      url: `${rig.url}/c/pay/${session.id}`,
    });
  });

  it('is authorised, not captured, when the card is held by hand', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    expect((await rig.control('POST', `/checkout/${id}/pay`, { card: '4242424242424242' })).body).toEqual({
      status: 'paid',
    });
    const session = await rig.stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      url: null,
      payment_intent: {
        status: 'requires_capture',
        amount_capturable: 57_750,
        amount_received: 0,
        metadata: { consultation_id: 'consultation-1' },
        latest_charge: { captured: false, payment_method_details: { card: { last4: '4242' } } },
      },
    });
  });

  it('is paid once its payment is captured, and its events say so with a valid signature', async () => {
    const paymentIntentId = await paidIntentId(rig);
    const captured = await rig.stripe.paymentIntents.capture(paymentIntentId);
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 57_750, amount_capturable: 0 });
    const { body, headers } = await rig.receiver.waitFor(
      (call) => call.body.includes('payment_intent.succeeded') && call.body.includes(paymentIntentId),
    );
    const event = rig.stripe.webhooks.constructEvent(
      body,
      String(headers['stripe-signature']),
      rig.keys.stripeWebhookSecret,
    );
    expect(event).toMatchObject({
      object: 'event',
      type: 'payment_intent.succeeded',
      api_version: Stripe.API_VERSION,
    });
  });

  it('expires on request, once, and says what it is when it is asked again', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    expect(await rig.stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null });
    await expect(rig.stripe.checkout.sessions.expire(id)).rejects.toThrow(
      'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of expired.',
    );
    expect((await rig.control('POST', `/checkout/${id}/pay`, {})).body).toEqual({
      status: 'closed',
      sessionStatus: 'expired',
    });
  });

  it('stays open after a declined card, and keeps the reason', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    expect((await rig.control('POST', `/checkout/${id}/pay`, { card: '4000000000000002' })).status).toBe(402);
    const session = await rig.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    expect(session).toMatchObject({
      status: 'open',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { decline_code: 'generic_decline' },
      },
    });
  });
});

describe('a payment', () => {
  it('is voided without a refund while it is only authorised', async () => {
    const id = await paidIntentId(rig);
    expect(await rig.stripe.paymentIntents.cancel(id)).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
    });
    expect((await rig.stripe.refunds.list({ payment_intent: id })).data).toEqual([]);
  });

  it('is given back in parts, and never more than was taken', async () => {
    const payment_intent = await paidIntentId(rig);
    await rig.stripe.paymentIntents.capture(payment_intent);
    const refund = await rig.stripe.refunds.create({
      payment_intent,
      amount: 28_875,
      metadata: { refund_op: 'op-1' },
    });
    expect(refund).toMatchObject({ object: 'refund', amount: 28_875, status: 'succeeded' });
    await expect(rig.stripe.refunds.create({ payment_intent, amount: 28_876 })).rejects.toThrow(
      'greater than unrefunded amount',
    );
    await rig.stripe.refunds.create({ payment_intent });
    await expect(rig.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    const list = await rig.stripe.refunds.list({ payment_intent });
    expect(list.data.map((entry) => entry.metadata?.['refund_op'])).toEqual([undefined, 'op-1']);
  });
});
