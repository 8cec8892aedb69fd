import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twilioAt } from '#sandbox/official-clients.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let client: twilio.Twilio;
beforeAll(async () => {
  rig = await startRig();
  client = twilioAt(rig.url);
});
afterAll(() => rig.close());

describe('an SMS', () => {
  it('is taken, arrives, and tells its status callback with a valid signature', async () => {
    const statusCallback = `${rig.receiver.url}/twilio?n=42`;
    const message = await client.messages.create({
      to: '+971501234567',
      from: 'Majlis',
      body: 'Your consultation is confirmed.',
      statusCallback,
    });
    expect(message).toMatchObject({
      status: 'queued',
      to: '+971501234567',
      from: 'Majlis',
      numSegments: '1',
      errorCode: null,
    });
    const call = await rig.receiver.waitFor(
      ({ body }) => body.includes('MessageStatus=delivered') && body.includes(message.sid),
    );
    const parameters = Object.fromEntries(new URLSearchParams(call.body));
    const signature = String(call.headers['x-twilio-signature']);
    expect(twilio.validateRequest(rig.keys.twilioAuthToken, signature, statusCallback, parameters)).toBe(
      true,
    );
    const delivered = await client.messages(message.sid).fetch();
    expect(delivered).toMatchObject({ status: 'delivered' });
    expect(Object.values(delivered.toJSON())).not.toContain(undefined);
  });

  it('is found again by its recipient, and shown to the control API', async () => {
    const body = 'Reminder MJ-1/R2';
    await client.messages.create({ to: '+971501110000', from: 'Majlis', body });
    const found = await client.messages.list({
      to: '+971501110000',
      dateSentAfter: new Date(Date.now() - 60_000),
      limit: 20,
    });
    expect(found.map((message) => message.body)).toEqual([body]);
    const { body: inbox } = await rig.control(
      'GET',
      `/messages?to=${encodeURIComponent('+971501110000')}&channel=sms`,
    );
    expect(inbox.data).toMatchObject([{ channel: 'sms', to: '+971501110000', text: body }]);
  });

  it('counts Arabic in parts of 70 characters', async () => {
    const message = await client.messages.create({
      to: '+971501234567',
      from: 'Majlis',
      body: 'م'.repeat(71),
    });
    expect(message.numSegments).toBe('2');
  });

  it('ends undelivered when the handset cannot be reached', async () => {
    const { sid } = await client.messages.create({
      to: '+971500000002',
      from: 'Majlis',
      body: 'Hello',
      statusCallback: `${rig.receiver.url}/twilio`,
    });
    await rig.receiver.waitFor(({ body }) => body.includes(sid) && body.includes('ErrorCode=30003'));
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 });
  });
});

describe('a message that Twilio refuses', () => {
  const good = { to: '+971501234567', from: 'Majlis', body: 'Hello' };
  it.each([
    { reason: 'no number', change: { to: '0501234567' }, code: 21211 },
    { reason: 'a sender that is not ours', change: { from: '!' }, code: 21212 },
    { reason: 'no text', change: { body: '' }, code: 21602 },
    { reason: 'too long a text', change: { body: 'x'.repeat(1601) }, code: 21617 },
    { reason: 'a callback that is no URL', change: { statusCallback: 'nowhere' }, code: 21609 },
    { reason: 'a recipient who opted out', change: { to: '+971500000004' }, code: 21610 },
    { reason: 'a landline', change: { to: '+971500000003' }, code: 21614 },
  ])('has code $code for $reason', async ({ change, code }) => {
    await expect(client.messages.create({ ...good, ...change })).rejects.toMatchObject({
      status: 400,
      code,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  it('needs the right secret', async () => {
    await expect(twilioAt(rig.url, 'wrong').messages.create(good)).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
  });

  it('is a RestException, as the SDK makes it', async () => {
    await expect(client.messages('SM00000000000000000000000000000000').fetch()).rejects.toBeInstanceOf(
      twilio.RestException,
    );
  });
});
