import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig, stripeAt } from '#sandbox/rig.ts';
import { bookingSession, paidIntentId, paymentIntentIdOf } from './booking-session.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const seconds = (): number => Math.floor(Date.now() / 1000);
const item = (price: object) => ({
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'aed', unit_amount: 57_750, product_data: { name: 'Consultation' }, ...price },
    },
  ],
});

describe('a session that Stripe refuses', () => {
  it.each<{ reason: string; change: object; code?: string; param?: string }>([
    {
      reason: 'a parameter that it does not know',
      change: { payment_method_types: ['card'] },
      code: 'parameter_unknown',
      param: 'payment_method_types',
    },
    {
      reason: 'an unknown nested parameter',
      change: { payment_intent_data: { colour: 'red' } },
      code: 'parameter_unknown',
      param: 'payment_intent_data[colour]',
    },
    { reason: 'no mode', change: { mode: undefined }, code: 'parameter_missing', param: 'mode' },
    { reason: 'a mode that does not exist', change: { mode: 'gift' }, param: 'mode' },
    {
      reason: 'the name that the hosted page no longer has',
      change: { ui_mode: 'hosted' },
      param: 'ui_mode',
    },
    { reason: 'no items', change: { line_items: undefined }, code: 'parameter_missing', param: 'line_items' },
    {
      reason: 'half a fils',
      change: item({ unit_amount: 52_500.5 }),
      code: 'parameter_invalid_integer',
      param: 'line_items[0][price_data][unit_amount]',
    },
    {
      reason: 'no product',
      change: item({ product_data: undefined }),
      code: 'parameter_missing',
      param: 'line_items[0][price_data][product_data]',
    },
    { reason: 'less than two dirhams', change: item({ unit_amount: 199 }), code: 'amount_too_small' },
    {
      reason: 'too large an amount',
      change: item({ unit_amount: 100_000_000 }),
      code: 'amount_too_large',
      param: 'line_items[0][price_data][unit_amount]',
    },
    {
      reason: 'an end before half an hour',
      change: { expires_at: seconds() + 29 * 60 },
      param: 'expires_at',
    },
    { reason: 'an end after a day', change: { expires_at: seconds() + 25 * 3600 }, param: 'expires_at' },
    { reason: 'a locale without a page', change: { locale: 'ar' }, param: 'locale' },
    {
      reason: 'an address without a mailbox',
      change: { customer_email: 'nobody' },
      code: 'email_invalid',
      param: 'customer_email',
    },
    {
      reason: 'a link that is none',
      change: { success_url: 'majlis' },
      code: 'url_invalid',
      param: 'success_url',
    },
    {
      reason: 'an empty text',
      change: { client_reference_id: '' },
      code: 'parameter_invalid_empty',
      param: 'client_reference_id',
    },
    {
      reason: 'a text where a truth value belongs',
      change: { adaptive_pricing: { enabled: 'perhaps' } },
      param: 'adaptive_pricing[enabled]',
    },
    {
      reason: 'a text where an object belongs',
      change: { adaptive_pricing: 'off' },
      param: 'adaptive_pricing',
    },
    {
      reason: 'metadata of more than 500 characters',
      change: { metadata: { note: 'x'.repeat(501) } },
      param: 'metadata',
    },
    {
      reason: 'more than 50 keys of metadata',
      change: { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) },
      param: 'metadata',
    },
    { reason: 'an expansion that does not exist', change: { expand: ['lawyer'] }, param: 'expand[0]' },
  ])('raises StripeInvalidRequestError for $reason', async ({ change, code, param }) => {
    const failure: unknown = await rig.stripe.checkout.sessions
      .create(bookingSession(change))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(failure).toMatchObject({
      statusCode: 400,
      rawType: 'invalid_request_error',
      requestId: expect.stringMatching(/^req_/),
      ...(code !== undefined && { code }),
      ...(param !== undefined && { param }),
    });
  });
});

describe('a request that Stripe does not let in', () => {
  it.each([
    { reason: 'another key', key: 'sk_test_other', text: 'Invalid API Key provided: sk_test_********' },
    {
      reason: 'a live key, which it does not repeat',
      key: 'sk_live_0123456789abcdef',
      text: 'A live key was sent to the sandbox.',
    },
  ])('raises StripeAuthenticationError for $reason', async ({ key, text }) => {
    const failure: unknown = await stripeAt(rig.url, {}, key)
      .balance.retrieve()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(failure instanceof Error && failure.message.startsWith(text)).toBe(true);
    expect(JSON.stringify((await rig.control('GET', '/requests')).body)).not.toContain(key);
  });
});

describe('an object that is not there, or not in the right state', () => {
  it.each<{ what: string; call: (stripe: Stripe) => Promise<unknown>; param: string }>([
    {
      what: 'a session',
      call: (stripe) => stripe.checkout.sessions.retrieve('cs_test_none'),
      param: 'session',
    },
    { what: 'a payment', call: (stripe) => stripe.paymentIntents.retrieve('pi_none'), param: 'intent' },
    { what: 'a charge', call: (stripe) => stripe.charges.retrieve('ch_none'), param: 'id' },
    { what: 'a refund', call: (stripe) => stripe.refunds.retrieve('re_none'), param: 'id' },
    { what: 'an event', call: (stripe) => stripe.events.retrieve('evt_none'), param: 'id' },
  ])('is resource_missing for $what', async ({ call, param }) => {
    await expect(call(rig.stripe)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
      param,
    });
  });

  it('is payment_intent_unexpected_state for a capture or a void that comes too late', async () => {
    const id = await paidIntentId(rig);
    await rig.stripe.paymentIntents.capture(id);
    const late = { code: 'payment_intent_unexpected_state', payment_intent: { id, status: 'succeeded' } };
    await expect(rig.stripe.paymentIntents.capture(id)).rejects.toMatchObject(late);
    await expect(rig.stripe.paymentIntents.cancel(id)).rejects.toMatchObject(late);
  });

  it('refuses to refund what was never captured, and to capture more than was authorised', async () => {
    const id = await paidIntentId(rig);
    await expect(rig.stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    await expect(rig.stripe.paymentIntents.capture(id, { amount_to_capture: 57_751 })).rejects.toMatchObject({
      code: 'amount_too_large',
    });
  });

  it('refuses to cancel a payment that its session still owns', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    await rig.control('POST', `/checkout/${id}/pay`, { card: '4000000000000002' });
    const intent = await paymentIntentIdOf(rig.stripe, id);
    await expect(rig.stripe.paymentIntents.cancel(intent)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('says which addresses it does not know', async () => {
    await expect(rig.stripe.customers.list()).rejects.toThrow(
      'Unrecognized request URL (GET: /v1/customers)',
    );
  });
});
