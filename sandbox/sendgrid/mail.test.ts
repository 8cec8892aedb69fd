import { verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Letter, sendgridAt } from '#sandbox/official-clients.ts';
import { type Received, type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const calendar = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';

function letter(to: string, change: object = {}): Letter {
  return {
    from: { email: 'no-reply@majlis.test', name: 'Majlis' },
    personalizations: [{ to: [{ email: to }], customArgs: { notification_id: 'n-1' } }],
    subject: 'Your consultation is confirmed',
    content: [
      { type: 'text/plain', value: 'See you then.' },
      { type: 'text/html', value: '<p>See you then.</p>' },
    ],
    attachments: [
      {
        content: Buffer.from(calendar).toString('base64'),
        filename: 'invite.ics',
        type: 'text/calendar; method=REQUEST',
        disposition: 'attachment',
      },
    ],
    trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
    ...change,
  };
}

function eventsIn(call: Received, messageId: string): { event: string; notification_id: string }[] {
  const events: { event: string; notification_id: string; sg_message_id: string }[] = JSON.parse(call.body);
  return events.filter((event) => event.sg_message_id.startsWith(messageId));
}

describe('an e-mail', () => {
  it('is accepted with an id and shown to its recipient with its invitation', async () => {
    const [response] = await sendgridAt(rig.url).send(letter('client@majlis.test'));
    expect(response.statusCode).toBe(202);
    expect(response.headers['x-message-id']).toMatch(/^\w{22}$/);
    const { body } = await rig.control('GET', '/messages?to=client@majlis.test&channel=email');
    expect(body.data).toMatchObject([
      {
        channel: 'email',
        to: 'client@majlis.test',
        subject: 'Your consultation is confirmed',
        text: 'See you then.',
        html: '<p>See you then.</p>',
        ics: calendar,
      },
    ]);
  });

  it('reports its delivery with a signature over the raw body', async () => {
    const [response] = await sendgridAt(rig.url).send(letter('lawyer@majlis.test'));
    const messageId = String(response.headers['x-message-id']);
    const call = await rig.receiver.waitFor(
      (received) => received.body.includes(messageId) && received.body.includes('delivered'),
    );
    expect(eventsIn(call, messageId)).toMatchObject([{ event: 'delivered', notification_id: 'n-1' }]);
    const timestamp = String(call.headers['x-twilio-email-event-webhook-timestamp']);
    const signature = Buffer.from(String(call.headers['x-twilio-email-event-webhook-signature']), 'base64');
    expect(verify('sha256', Buffer.from(timestamp + call.body), rig.sendgridPublicKey, signature)).toBe(true);
  });

  it('bounces for a mailbox called bounce', async () => {
    const [response] = await sendgridAt(rig.url).send(letter('bounce@majlis.test'));
    const messageId = String(response.headers['x-message-id']);
    const call = await rig.receiver.waitFor(
      (received) => received.body.includes(messageId) && received.body.includes('"bounce"'),
    );
    expect(eventsIn(call, messageId)).toMatchObject([{ event: 'bounce', type: 'bounce', status: '5.1.1' }]);
  });
});

describe('an e-mail that SendGrid refuses', () => {
  it.each<{ reason: string; change: object; field: string }>([
    { reason: 'no subject', change: { subject: '' }, field: 'subject' },
    {
      reason: 'an empty text',
      change: { content: [{ type: 'text/plain', value: '' }] },
      field: 'content.0.value',
    },
    {
      reason: 'HTML before text',
      change: {
        content: [
          { type: 'text/html', value: '<p>a</p>' },
          { type: 'text/plain', value: 'a' },
        ],
      },
      field: 'content',
    },
    {
      reason: 'a recipient without a mailbox',
      change: { personalizations: [{ to: [{ email: 'nobody' }] }] },
      field: 'personalizations.0.to.0.email',
    },
    {
      reason: 'the same recipient twice',
      change: { personalizations: [{ to: [{ email: 'a@b.test' }, { email: 'A@b.test' }] }] },
      field: 'personalizations.0',
    },
  ])('is a ResponseError that names the field for $reason', async ({ change, field }) => {
    const failure: unknown = await sendgridAt(rig.url)
      .send(letter('client@majlis.test', change))
      .catch((error: unknown) => error);
    expect(failure instanceof Error && failure.constructor.name).toBe('ResponseError');
    expect(failure).toMatchObject({ code: 400, response: { body: { errors: [{ field }] } } });
  });

  it('needs the right key', async () => {
    await expect(sendgridAt(rig.url, 'SG.other').send(letter('client@majlis.test'))).rejects.toMatchObject({
      code: 401,
    });
  });
});
