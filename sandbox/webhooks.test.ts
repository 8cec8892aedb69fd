import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Received, type Rig, startRig } from './rig.ts';
import { bookingSession } from './stripe/booking-session.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

async function paid(): Promise<string> {
  const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
  await rig.control('POST', `/checkout/${id}/pay`);
  return id;
}

function typeOf({ body }: Received): string {
  const event: { type: string } = JSON.parse(body);
  return event.type;
}

const paymentEvents = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.amount_capturable_updated',
  'checkout.session.completed',
];

describe('webhooks', () => {
  it('are delivered at once, and their fate is known', async () => {
    await paid();
    for (const type of paymentEvents) await rig.receiver.waitFor((call) => typeOf(call) === type);
    await expect
      .poll(async () =>
        (await rig.control('GET', '/webhooks')).body.data.map((webhook: { fate: string }) => webhook.fate),
      )
      .toEqual(Array(4).fill('delivered'));
  });

  it('wait while they are held, and are released in either order', async () => {
    await rig.control('POST', '/webhooks', { mode: 'hold' });
    await paid();
    expect(rig.receiver.received).toEqual([]);
    expect((await rig.control('POST', '/webhooks/release')).body).toEqual({ released: 4 });
    for (const type of paymentEvents) await rig.receiver.waitFor((call) => typeOf(call) === type);
  });

  it('never come when they are dropped, but can be listed and sent by hand', async () => {
    await rig.control('POST', '/webhooks', { mode: 'drop' });
    await paid();
    const lost = await rig.stripe.events.list({
      delivery_success: false,
      types: ['checkout.session.completed'],
    });
    expect(lost.data.map((event) => event.type)).toEqual(['checkout.session.completed']);
    expect(rig.receiver.received).toEqual([]);
    const { data } = (await rig.control('GET', '/webhooks')).body;
    const dropped = data.find((webhook: { kind: string }) => webhook.kind === 'checkout.session.completed');
    expect(dropped.fate).toBe('dropped');
    await rig.control('POST', `/webhooks/${dropped.id}/resend`);
    await rig.receiver.waitFor((call) => typeOf(call) === 'checkout.session.completed');
  });

  it('come twice with the same id when they are duplicated', async () => {
    await rig.control('POST', '/webhooks', { mode: 'duplicate' });
    await paid();
    await expect.poll(() => rig.receiver.received.length, { timeout: 3_000 }).toBe(8);
    const ids = rig.receiver.received.map(({ body }) => String(JSON.parse(body).id));
    expect(new Set(ids).size).toBe(4);
  });

  it('come in reverse when they are shuffled', async () => {
    await rig.control('POST', '/webhooks', { mode: 'shuffle' });
    await paid();
    await expect.poll(() => rig.receiver.received.length, { timeout: 3_000 }).toBe(4);
    expect(rig.receiver.received.map(typeOf)).not.toEqual(paymentEvents);
  });

  it('are repeated with a fresh signature until they are answered', async () => {
    rig.receiver.answerWith(500, 500, 500, 500);
    const id = await paid();
    await expect
      .poll(() => rig.receiver.received.filter((call) => call.body.includes(id)).length, { timeout: 4_000 })
      .toBeGreaterThan(1);
    for (const { body, headers } of rig.receiver.received) {
      expect(
        rig.stripe.webhooks.constructEvent(
          body,
          String(headers['stripe-signature']),
          rig.keys.stripeWebhookSecret,
        ).object,
      ).toBe('event');
    }
  });
});
