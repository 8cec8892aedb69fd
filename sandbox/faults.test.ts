import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendgridAt, twilioAt } from './official-clients.ts';
import { type Rig, startRig, stripeAt } from './rig.ts';
import { bookingSession } from './stripe/booking-session.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const sms = { to: '+971501234567', from: 'Majlis', body: 'Hello' };
const letter = { from: 'a@b.test', to: 'c@d.test', subject: 'Hello', text: 'Hello' };

function fault(provider: string, operation: string, kind: string, more: object = {}) {
  return rig.control('POST', '/faults', { provider, operation, kind, times: 1, ...more });
}

async function sessions(): Promise<number> {
  return (await rig.control('GET', '/ledger')).body.sessions.length;
}

describe('a fault at Stripe', () => {
  it('is a StripeRateLimitError when there were too many requests', async () => {
    await fault('stripe', 'checkout.sessions.create', 'rate-limit');
    await expect(rig.stripe.checkout.sessions.create(bookingSession())).rejects.toBeInstanceOf(
      Stripe.errors.StripeRateLimitError,
    );
    expect(await sessions()).toBe(0);
  });

  it.each([
    { status: 402, raised: Stripe.errors.StripeCardError },
    { status: 403, raised: Stripe.errors.StripePermissionError },
    { status: 500, raised: Stripe.errors.StripeAPIError },
    { status: 503, raised: Stripe.errors.StripeAPIError },
  ])('raises the class of status $status', async ({ status, raised }) => {
    await fault('stripe', 'checkout.sessions.create', 'error', { status });
    await expect(rig.stripe.checkout.sessions.create(bookingSession())).rejects.toBeInstanceOf(raised);
    expect(await sessions()).toBe(0);
  });

  it.each([
    { kind: 'timeout-before', made: 0 },
    { kind: 'timeout-after', made: 1 },
    { kind: 'reset', made: 1 },
  ])('leaves the caller in the dark after $kind, with $made sessions made', async ({ kind, made }) => {
    await fault('stripe', 'checkout.sessions.create', kind);
    // With `fetch` the SDK does not repeat a request by itself when its connection is cut.
    const impatient = stripeAt(rig.url, { timeout: 200, httpClient: Stripe.createFetchHttpClient() });
    await expect(impatient.checkout.sessions.create(bookingSession())).rejects.toBeInstanceOf(
      Stripe.errors.StripeConnectionError,
    );
    expect(await sessions()).toBe(made);
  });

  it('hits so many requests as it says, of its operation only', async () => {
    await fault('stripe', 'checkout.sessions.create', 'rate-limit', { times: 2 });
    expect(await rig.stripe.balance.retrieve()).toMatchObject({ object: 'balance' });
    const outcomes = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      outcomes.push(
        await rig.stripe.checkout.sessions.create(bookingSession()).then(
          () => 'made',
          () => 'refused',
        ),
      );
    }
    expect(outcomes).toEqual(['refused', 'refused', 'made']);
    expect((await rig.control('GET', '/faults')).body.data).toEqual([]);
  });

  it('lasts until it is cleared when nothing is said', async () => {
    await rig.control('POST', '/faults', { provider: 'stripe', operation: '*', kind: 'error', status: 503 });
    await expect(rig.stripe.balance.retrieve()).rejects.toMatchObject({ statusCode: 503 });
    await expect(rig.stripe.balance.retrieve()).rejects.toMatchObject({ statusCode: 503 });
    await rig.control('DELETE', '/faults');
    expect(await rig.stripe.balance.retrieve()).toMatchObject({ object: 'balance' });
  });
});

describe('a fault at Twilio', () => {
  it.each([
    { kind: 'rate-limit', status: 429, code: 20429 },
    { kind: 'error', status: 500, code: 20500 },
  ])('is a RestException $status for $kind', async ({ kind, status, code }) => {
    await fault('twilio', 'messages.create', kind);
    await expect(twilioAt(rig.url).messages.create(sms)).rejects.toMatchObject({ status, code });
    expect((await rig.control('GET', '/messages')).body.data).toEqual([]);
  });

  it('may have sent the message although the connection was cut', async () => {
    await fault('twilio', 'messages.create', 'reset');
    await expect(twilioAt(rig.url).messages.create(sms)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await rig.control('GET', '/messages')).body.data).toHaveLength(1);
  });
});

describe('a fault at SendGrid', () => {
  it.each([
    { kind: 'rate-limit', status: 429 },
    { kind: 'error', status: 503 },
  ])('is a ResponseError $status for $kind', async ({ kind, status }) => {
    await fault('sendgrid', 'mail.send', kind, { status });
    await expect(sendgridAt(rig.url).send(letter)).rejects.toMatchObject({ code: status });
    expect((await rig.control('GET', '/messages')).body.data).toEqual([]);
  });

  it('only takes longer with a latency', async () => {
    await fault('sendgrid', 'mail.send', 'latency', { ms: 120 });
    await sendgridAt(rig.url).send(letter);
    const [request] = (await rig.control('GET', '/requests?provider=sendgrid')).body.data;
    expect(request).toMatchObject({ operation: 'mail.send', status: 202, fault: 'latency' });
    expect(request.ms).toBeGreaterThanOrEqual(115);
  });
});

describe('a fault that cannot be', () => {
  it.each([
    { provider: 'stripe', operation: 'customers.create', kind: 'error' },
    { provider: 'paypal', operation: '*', kind: 'error' },
    { provider: 'stripe', operation: '*', kind: 'explosion' },
    { provider: 'stripe', operation: '*', kind: 'error', status: 200 },
  ])('is refused: $provider $operation $kind', async (body) => {
    expect((await rig.control('POST', '/faults', body)).status).toBe(400);
  });
});
