import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig, stripeAt } from '#sandbox/rig.ts';
import { bookingSession } from './booking-session.ts';

const dayMs = 24 * 3_600_000;
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

describe('an idempotency key', () => {
  it('gives the first answer again, and says so', async () => {
    const parameters = bookingSession();
    const first = await rig.stripe.checkout.sessions.create(parameters, { idempotencyKey: 'co:1:1' });
    const again = await rig.stripe.checkout.sessions.create(parameters, { idempotencyKey: 'co:1:1' });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'original-request': first.lastResponse.requestId,
    });
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
  });

  it('raises StripeIdempotencyError when it comes with other parameters', async () => {
    await rig.stripe.checkout.sessions.create(bookingSession(), { idempotencyKey: 'co:2:1' });
    const changed = bookingSession({ client_reference_id: 'another' });
    const failure: unknown = await rig.stripe.checkout.sessions
      .create(changed, { idempotencyKey: 'co:2:1' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(failure).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  });

  it('is in use while its first request is under way', async () => {
    await rig.control('POST', '/faults', {
      provider: 'stripe',
      operation: 'checkout.sessions.create',
      kind: 'latency',
      ms: 300,
      times: 1,
    });
    const parameters = bookingSession();
    const [slow, quick] = await Promise.allSettled([
      rig.stripe.checkout.sessions.create(parameters, { idempotencyKey: 'co:3:1' }),
      rig.stripe.checkout.sessions.create(parameters, { idempotencyKey: 'co:3:1' }),
    ]);
    expect(slow.status).toBe('fulfilled');
    expect(quick).toMatchObject({
      status: 'rejected',
      reason: { statusCode: 409, code: 'idempotency_key_in_use' },
    });
  });

  it('keeps a 500 for a day, and then works again', async () => {
    const parameters = bookingSession({ expires_at: Math.floor(Date.now() / 1000) + 35 * 60 });
    await rig.control('POST', '/faults', {
      provider: 'stripe',
      operation: 'checkout.sessions.create',
      kind: 'error',
      times: 1,
    });
    for (const replayed of [undefined, 'true']) {
      const failure: unknown = await rig.stripe.checkout.sessions
        .create(parameters, { idempotencyKey: 'co:4:1' })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Stripe.errors.StripeAPIError);
      expect(
        failure instanceof Stripe.errors.StripeAPIError && failure.headers?.['idempotent-replayed'],
      ).toBe(replayed);
    }
    await rig.control('POST', '/clock', { ms: dayMs });
    const later = bookingSession({ expires_at: Math.floor((Date.now() + dayMs) / 1000) + 35 * 60 });
    expect(await rig.stripe.checkout.sessions.create(later, { idempotencyKey: 'co:4:1' })).toMatchObject({
      status: 'open',
    });
  });

  it('keeps a refusal that came out of the work, but not one of the parameters', async () => {
    const tiny = {
      line_items: [
        { quantity: 1, price_data: { currency: 'aed', unit_amount: 1, product_data: { name: 'a' } } },
      ],
      expires_at: undefined,
    };
    const create = (parameters: object) =>
      rig.stripe.checkout.sessions.create(
        { ...bookingSession(), ...parameters },
        { idempotencyKey: 'co:5:1' },
      );
    await expect(create({ locale: 'ar' })).rejects.toMatchObject({ param: 'locale' });
    await expect(create(tiny)).rejects.toMatchObject({ code: 'amount_too_small' });
    await expect(create({ expires_at: undefined })).rejects.toMatchObject({ rawType: 'idempotency_error' });
  });

  it('survives the SDK’s own retry after a cut connection: one session for one call', async () => {
    const before = (await rig.control('GET', '/ledger')).body.sessions.length;
    await rig.control('POST', '/faults', {
      provider: 'stripe',
      operation: 'checkout.sessions.create',
      kind: 'reset',
      times: 1,
    });
    const now = Math.floor((await rig.now()) / 1000);
    await stripeAt(rig.url, { maxNetworkRetries: 1 }).checkout.sessions.create(
      bookingSession({ expires_at: now + 35 * 60 }),
    );
    expect((await rig.control('GET', '/ledger')).body.sessions.length).toBe(before + 1);
  });
});
