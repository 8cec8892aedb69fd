import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#domain/problem.ts';
import { failureInterceptor, toFailure } from './failure.ts';
import { createMailer } from './mail.ts';
import { createStripe } from './stripe.ts';
import { createTwilio } from './twilio.ts';

const phone = '+971501234567';

/** Answers each request as its path asks: `/429` or, below a provider's path, what `next` says. */
let next: { status: number; body: unknown; headers?: Record<string, string> } = { status: 200, body: {} };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(next.status, { 'content-type': 'application/json', ...next.headers });
  response.end(JSON.stringify(next.body));
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function thrownBy(work: () => Promise<unknown>): Promise<ApplicationFailure> {
  const failure = await work().then(
    () => undefined,
    (error: unknown) => toFailure(error),
  );
  if (!(failure instanceof ApplicationFailure)) throw new Error(`not converted: ${String(failure)}`);
  return failure;
}

function stripeAnswers(status: number, error: object, headers = {}) {
  next = { status, body: { error: { message: `No such ${phone}`, ...error } }, headers };
  return thrownBy(() => createStripe({ secretKey: 'sk_test_x', apiBase: base }).refunds.retrieve('re_1'));
}

function twilioAnswers(status: number) {
  next = { status, body: { code: 21211, message: `The number ${phone} is not valid`, status } };
  const account = { accountSid: `AC${'a'.repeat(32)}`, apiKey: 'SKx', apiSecret: 'x', apiBase: base };
  return thrownBy(() => createTwilio(account).messages.create({ to: phone, from: 'Majlis', body: 'x' }));
}

function mailAnswers(status: number, headers = {}) {
  next = { status, body: { errors: [{ message: `a@example.com ${phone}` }] }, headers };
  const mail = { to: 'a@example.com', subject: 's', html: 'h', text: 't', notificationId: 'n' };
  return thrownBy(() => createMailer({ apiKey: 'SG.x', apiBase: base, from: 'm@example.com' }).send(mail));
}

describe('a refusal by rule', () => {
  it('is final, with its code as the type and its extras as details', () => {
    const failure = toFailure(
      new Problem('slot_unavailable', 'This time is not offered', { reason: 'notice' }),
    );
    expect(failure).toMatchObject({
      type: 'slot_unavailable',
      nonRetryable: true,
      message: 'This time is not offered',
      details: [{ reason: 'notice' }],
    });
  });
});

describe('what a provider refuses for good', () => {
  it('is final at Stripe when the request is invalid', async () => {
    const failure = await stripeAnswers(404, { type: 'invalid_request_error', code: 'resource_missing' });
    expect(failure).toMatchObject({
      type: 'provider_refused',
      nonRetryable: true,
      message: 'Stripe: 404, resource_missing',
    });
  });

  it('is final when the card is declined', async () => {
    const failure = await stripeAnswers(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'lost_card',
    });
    expect(failure).toMatchObject({
      type: 'payment_declined',
      nonRetryable: true,
      message: 'Stripe: declined (lost_card)',
    });
  });

  it('is final at Twilio and SendGrid', async () => {
    expect(await twilioAnswers(400)).toMatchObject({
      type: 'provider_refused',
      nonRetryable: true,
      message: 'Twilio: 400, 21211',
    });
    expect(await mailAnswers(400)).toMatchObject({
      type: 'provider_refused',
      nonRetryable: true,
      message: 'SendGrid: 400',
    });
  });
});

describe('what may pass', () => {
  it.each([409, 500])('is tried again after a %i of Stripe', async (status) => {
    const failure = await stripeAnswers(status, { type: 'invalid_request_error', code: 'lock_timeout' });
    expect(failure).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
  });

  it('waits as long as a busy provider asks, but at most ten minutes', async () => {
    const busy = await stripeAnswers(429, { type: 'rate_limit_error' }, { 'retry-after': '7' });
    expect(busy).toMatchObject({ type: 'provider_busy', nonRetryable: false, nextRetryDelay: 7000 });
    expect(await mailAnswers(429, { 'retry-after': '86400' })).toMatchObject({ nextRetryDelay: 600_000 });
    expect(await twilioAnswers(429)).toMatchObject({ type: 'provider_busy', nonRetryable: false });
  });

  it('is tried again when nobody answers', async () => {
    const mail = { to: 'a@example.com', subject: 's', html: 'h', text: 't', notificationId: 'n' };
    const closed = createMailer({ apiKey: 'SG.x', apiBase: 'http://127.0.0.1:9', from: 'm@example.com' });
    const failure = await thrownBy(() => closed.send(mail));
    expect(failure).toMatchObject({ type: 'network', nonRetryable: false, message: 'Network: ECONNREFUSED' });
  });
});

describe('what Temporal may show', () => {
  it('holds nothing that a provider said', async () => {
    const failures = [
      await stripeAnswers(400, { type: 'invalid_request_error' }),
      await twilioAnswers(400),
      await mailAnswers(400),
      await twilioAnswers(503),
    ];
    for (const { message, stack, cause, details } of failures) {
      const shown = JSON.stringify([message, stack, String(cause), details]);
      expect(shown).not.toContain(phone);
      expect(shown).not.toContain('example.com');
    }
  });
});

describe('the interceptor', () => {
  it('converts what an activity throws and lets its result through', async () => {
    const { inbound } = failureInterceptor({} as never);
    const run = (next: () => Promise<unknown>) => inbound?.execute?.({ args: [], headers: {} }, next);
    await expect(run(() => Promise.resolve(7))).resolves.toBe(7);
    await expect(run(() => Promise.reject(new Problem('slot_taken', 'x')))).rejects.toMatchObject({
      type: 'slot_taken',
    });
  });

  it('leaves what Temporal itself throws, and bugs, as they are', () => {
    const cancelled = new CancelledFailure('cancelled');
    const bug = new TypeError('x is not a function');
    expect(toFailure(cancelled)).toBe(cancelled);
    expect(toFailure(bug)).toBe(bug);
  });
});
