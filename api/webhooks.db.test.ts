import { randomUUID, sign } from 'node:crypto';
import Stripe from 'stripe';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { claimNotification } from '#db/notifications.ts';
import { openPayment, recordCheckout } from '#db/payments.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage, stageConfig } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let consultationId: string;
let clientId: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  const { db } = stage;
  clientId = await createSampleClient(db);
  const booking = sampleBooking({ clientId, lawyerId: (await createSampleLawyer(db)).lawyerId });
  consultationId = booking.consultationId;
  await createConsultations({ db }).holdSlot(booking);
  await openPayment(db, { consultationId, attempt: 1 });
  const checkout = { sessionId: 'cs_known', checkoutUrl: 'https://pay.example/1' };
  await recordCheckout(db, { consultationId, attempt: 1, ...checkout });
});
afterAll(async () => {
  await stage.close();
  await drop();
});

async function stored(eventId: string) {
  return await stage.db
    .selectFrom('webhookInbox')
    .where('eventId', '=', eventId)
    .select(['consultationId', 'kind', 'handledAt'])
    .execute();
}

describe('an event of Stripe', () => {
  const eventOf = (object: object, id = `evt_${randomUUID()}`) =>
    JSON.stringify({ id, type: 'checkout.session.completed', data: { object } });
  const send = (
    payload: string,
    options: { secret?: string; signature?: string; timestamp?: number } = {},
  ) => {
    const { secret = 'whsec_new', timestamp = Math.floor(Date.now() / 1000) } = options;
    const signature =
      options.signature ?? Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    return stage.ask({
      method: 'POST',
      url: '/api/payments/webhook',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      payload,
    });
  };
  const stranger = { object: 'checkout.session', id: 'cs_of_somebody_else' };

  it.each(['whsec_old', 'whsec_new'])(
    'is taken with either secret while it is changed: %s',
    async (secret) => {
      const id = `evt_${randomUUID()}`;
      const answer = await send(eventOf(stranger, id), { secret });
      expect([answer.statusCode, answer.json()]).toEqual([200, { received: true }]);
      expect(await stored(id)).toMatchObject([{ consultationId: null, handledAt: expect.any(Date) }]);
    },
  );

  it.each([
    ['another secret', { secret: 'whsec_wrong' }],
    ['an old timestamp', { timestamp: Math.floor(Date.now() / 1000) - 3600 }],
    ['no signature', { signature: '' }],
    ['nonsense', { signature: 't=1,v1=00' }],
  ])('is refused and not stored with %s', async (_what, forgery) => {
    const id = `evt_${randomUUID()}`;
    const answer = await send(eventOf(stranger, id), forgery);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    expect(await stored(id)).toEqual([]);
  });

  it('is refused when its body was changed on the way', async () => {
    const payload = eventOf(stranger);
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_new', timestamp });
    expect((await send(payload.replace('cs_of', 'cs_for'), { signature })).statusCode).toBe(400);
  });

  it.each([
    'null',
    '[]',
    '{}',
    '{"id":"evt_1","type":"x"}',
    '{"id":7,"type":"x","data":{"object":{}}}',
    JSON.stringify({ id: 'evt_\0', type: 'x', data: { object: {} } }),
  ])('is refused when it is signed and no event: %s', async (payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  it('is kept without ids that cannot be any', async () => {
    const id = `evt_${randomUUID()}`;
    const answer = await send(eventOf({ object: 'checkout.session', id: 'cs_\0', payment_intent: '\0' }, id));
    expect(answer.statusCode).toBe(200);
    expect(await stored(id)).toMatchObject([{ consultationId: null }]);
  });

  it('is stored and asked for again while Temporal is away, and works once it is sent again', async () => {
    const id = `evt_${randomUUID()}`;
    const payload = eventOf({ object: 'checkout.session', id: 'cs_known' }, id);
    for (const _time of [1, 2]) {
      const answer = await send(payload);
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    }
    expect(await stored(id)).toEqual([
      { consultationId, kind: 'checkout.session.completed', handledAt: null },
    ]);
  });

  it('is known by our own mark when its ids are not written down yet', async () => {
    const id = `evt_${randomUUID()}`;
    const object = { object: 'payment_intent', id: 'pi_1', metadata: { consultation_id: consultationId } };
    await send(eventOf(object, id));
    expect(await stored(id)).toMatchObject([{ consultationId }]);
  });
});

describe('an event of Twilio', () => {
  const send = (
    path: string,
    parameters: Record<string, string>,
    options: { token?: string; url?: string } = {},
  ) => {
    const { token = stageConfig.TWILIO_AUTH_TOKEN, url = `${stageConfig.PUBLIC_URL}${path}` } = options;
    return stage.ask({
      method: 'POST',
      url: path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(token, url, parameters),
        host: 'whatever.example',
      },
      payload: new URLSearchParams(parameters).toString(),
    });
  };
  const joined = {
    RoomSid: 'RM1',
    RoomName: 'nobody’s',
    StatusCallbackEvent: 'participant-connected',
    SequenceNumber: '3',
  };

  it('is signed over our public address, whatever Host it names', async () => {
    expect((await send('/api/video/webhook', joined)).statusCode).toBe(200);
    expect(await stored('video:RM1:participant-connected:3:')).toHaveLength(1);
    expect((await send('/api/video/webhook', joined)).statusCode).toBe(200);
    expect(await stored('video:RM1:participant-connected:3:')).toHaveLength(1);
  });

  it.each([
    ['another token', { token: 'wrong' }],
    ['another address', { url: 'http://whatever.example/api/video/webhook' }],
  ])('is refused with %s', async (_what, forgery) => {
    const answer = await send('/api/video/webhook', { ...joined, SequenceNumber: '9' }, forgery);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    expect(await stored('video:RM1:participant-connected:9:')).toEqual([]);
  });

  it.each(['/api/video/webhook', '/api/notifications/webhook/twilio'])(
    'is refused with NUL in it: %s',
    async (path) => {
      const answer = await send(path, { ...joined, RoomName: '\0', MessageSid: '\0' });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    },
  );

  it('tells what became of a text message, also out of order', async () => {
    const id = await notification('sms');
    const path = `/api/notifications/webhook/twilio?n=${id}`;
    await stage.db
      .updateTable('notification')
      .where('id', '=', id)
      .set({ providerMessageId: 'SM1', status: 'sent' })
      .execute();
    for (const MessageStatus of ['delivered', 'sent', 'sending'])
      expect((await send(path, { MessageSid: 'SM1', MessageStatus })).statusCode).toBe(200);
    expect(await statusOf(id)).toMatchObject({ status: 'delivered' });
  });

  it('tells why a text message did not arrive', async () => {
    const id = await notification('sms', 'reminder_60');
    await stage.db
      .updateTable('notification')
      .where('id', '=', id)
      .set({ providerMessageId: 'SM2', status: 'sent' })
      .execute();
    const lost = { MessageSid: 'SM2', MessageStatus: 'undelivered', ErrorCode: '30003' };
    await send(`/api/notifications/webhook/twilio?n=${id}`, lost);
    expect(await statusOf(id)).toEqual({ status: 'failed', errorCode: '30003' });
  });
});

describe('events of SendGrid', () => {
  const send = (payload: string, { time = '1700000000', key = stage.mailKey } = {}) =>
    stage.ask({
      method: 'POST',
      url: '/api/notifications/webhook/sendgrid',
      headers: {
        'content-type': 'application/json',
        'x-twilio-email-event-webhook-timestamp': '1700000000',
        'x-twilio-email-event-webhook-signature': sign(
          'sha256',
          Buffer.from(`${time}${payload}`),
          key,
        ).toString('base64'),
      },
      payload,
    });

  it('come in batches; what is not known is passed over', async () => {
    const id = await notification('email');
    const batch = [
      { event: 'delivered', sg_event_id: `d-${id}`, notification_id: id },
      { event: 'processed', sg_event_id: `p-${id}`, notification_id: id },
      { event: 'open', sg_event_id: `o-${id}`, notification_id: id },
      { event: 'delivered', sg_event_id: `x-${id}`, notification_id: randomUUID() },
      { surprise: true },
    ];
    expect((await send(`${JSON.stringify(batch)}\r\n`)).statusCode).toBe(200);
    expect(await statusOf(id)).toMatchObject({ status: 'delivered' });
    expect(await stored(`o-${id}`)).toHaveLength(1);
  });

  it.each(['', 'x'])('are refused when they are signed and no JSON: "%s"', async (payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  it('are passed over with ids that cannot be any', async () => {
    const batch = JSON.stringify([{ event: 'open', sg_event_id: 'nul\0' }]);
    expect((await send(batch)).statusCode).toBe(200);
  });

  it('are refused when the signature is over something else', async () => {
    const batch = JSON.stringify([{ event: 'bounce', sg_event_id: 'forged' }]);
    expect((await send(batch, { time: '1' })).statusCode).toBe(400);
    expect(await stored('forged')).toEqual([]);
  });
});

async function notification(channel: 'sms' | 'email', kind = 'confirmed'): Promise<string> {
  const message = {
    consultationId,
    kind,
    recipient: 'client',
    channel,
    sequence: 0,
    userId: clientId,
  } as const;
  return (await claimNotification(stage.db, message)).id;
}

async function statusOf(id: string) {
  return await stage.db
    .selectFrom('notification')
    .where('id', '=', id)
    .select(['status', 'errorCode'])
    .executeTakeFirstOrThrow();
}
