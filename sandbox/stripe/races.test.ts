import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig } from '#sandbox/rig.ts';
import { bookingSession, paidIntentId } from './booking-session.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

describe('a payment in the moment of the expiry', () => {
  it('wins when it comes first: the session cannot be expired any more', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    expect(
      (await rig.control('POST', `/checkout/${id}/pay`, { during: 'expire', first: 'pay' })).status,
    ).toBe(202);
    await expect(rig.stripe.checkout.sessions.expire(id)).rejects.toThrow(
      'This Checkout Session has a status of complete.',
    );
    const session = await rig.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    expect(session).toMatchObject({ status: 'complete', payment_intent: { status: 'requires_capture' } });
    expect((await rig.control('GET', `/checkout/${id}`)).body.armed.outcome).toEqual({ status: 'paid' });
  });

  it('takes nothing when the expiry comes first', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    await rig.control('POST', `/checkout/${id}/pay`, { during: 'expire', first: 'expire' });
    expect(await rig.stripe.checkout.sessions.expire(id)).toMatchObject({
      status: 'expired',
      payment_intent: null,
    });
    expect((await rig.control('GET', `/checkout/${id}`)).body).toMatchObject({
      status: 'expired',
      armed: { outcome: { status: 'closed', sessionStatus: 'expired' } },
    });
  });
});

describe('time', () => {
  it('expires a session by itself, and cancels what was begun', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    await rig.control('POST', `/checkout/${id}/pay`, { card: '4000002500003155' });
    await rig.control('POST', '/clock', { ms: 36 * 60_000 });
    const session = await rig.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    expect(session).toMatchObject({ status: 'expired', payment_intent: { status: 'canceled' } });
    await rig.receiver.waitFor(({ body }) => body.includes('checkout.session.expired') && body.includes(id));
  });

  it('gives back an authorisation that nobody captured within seven days', async () => {
    const intent = await paidIntentId(rig, '4242424242424242', await rig.now());
    await rig.control('POST', '/clock', { ms: 7 * 24 * 3_600_000 });
    expect(await rig.stripe.paymentIntents.retrieve(intent)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    });
  });

  it('tells that a refund failed after all', async () => {
    const intent = await paidIntentId(rig, '4000000000005126', await rig.now());
    await rig.stripe.paymentIntents.capture(intent);
    const refund = await rig.stripe.refunds.create({ payment_intent: intent });
    expect(refund.status).toBe('succeeded');
    await rig.control('POST', '/clock', { ms: 3_000 });
    const failed = await rig.stripe.refunds.retrieve(refund.id);
    expect(failed).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
    await rig.receiver.waitFor(({ body }) => body.includes('"refund.failed"') && body.includes(refund.id));
  });
});
