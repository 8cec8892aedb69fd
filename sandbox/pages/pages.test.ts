import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendgridAt, twilioAt } from '#sandbox/official-clients.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';
import { paidIntentId } from '#sandbox/stripe/booking-session.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await paidIntentId(rig);
  await sendgridAt(rig.url).send({
    to: 'client@majlis.test',
    from: 'no-reply@majlis.test',
    subject: 'Confirmed & paid',
    text: 'See you <then>.',
    html: '<html><head></head><body><p>See you</p></body></html>',
    attachments: [
      {
        content: Buffer.from('BEGIN:VCALENDAR').toString('base64'),
        filename: 'invite.ics',
        type: 'text/calendar',
      },
    ],
  });
  await twilioAt(rig.url).messages.create({
    to: '+971501234567',
    from: 'Majlis',
    body: 'Starts in <1> hour',
  });
  await twilioAt(rig.url).video.v1.rooms.create({ uniqueName: 'room-1' });
});
afterAll(() => rig.close());

async function open(path: string): Promise<{ text: string; headers: Headers }> {
  const response = await fetch(`${rig.url}${path}`);
  expect(response.status).toBe(200);
  return { text: (await response.text()).replaceAll(/\s+/g, ' '), headers: response.headers };
}

async function submit(path: string, fields: Record<string, string> = {}): Promise<void> {
  const response = await fetch(`${rig.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: rig.url },
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
}

describe('the pages', () => {
  it('show messages to one person or to all, with their text and invitation', async () => {
    const { text } = await open('/inbox');
    for (const part of [
      'Confirmed &amp; paid',
      'See you &lt;then&gt;.',
      'Starts in &lt;1&gt; hour',
      'BEGIN:VCALENDAR',
    ])
      expect(text).toContain(part);
    expect((await open('/inbox?to=client@majlis.test')).text).not.toContain('Starts in');
  });

  it('show an e-mail in a frame that can run nothing', async () => {
    const { text } = await open('/inbox');
    const address = /src="(\/inbox\/[^"]+\/html)"/.exec(text)?.[1] ?? '';
    expect(text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const frame = await open(address);
    expect(frame.headers.get('content-security-policy')).toMatch(/^default-src 'none';.* sandbox /);
    expect(frame.text).toContain('<head><base target="_blank"></head>');
    expect((await open(address.replace('/html', '/invite.ics'))).headers.get('content-type')).toContain(
      'text/calendar',
    );
  });

  it('show requests with their answers, and payments with their amounts', async () => {
    const { text } = await open('/requests?provider=stripe');
    expect(text).toContain('stripe checkout.sessions.create');
    expect(text).not.toContain('twilio messages.create');
    expect((await open('/payments')).text).toContain('Only authorised</dt> <dd>AED 577.50');
  });

  it('change the fate of webhooks', async () => {
    await submit('/webhooks/mode', { mode: 'hold' });
    expect((await rig.control('GET', '/webhooks')).body.mode).toBe('hold');
    await paidIntentId(rig);
    // At least those four: the e-mail of before may report its delivery in between.
    expect((await open('/webhooks')).text).toMatch(/Release \d held/);
    await submit('/webhooks/release');
    await submit('/webhooks/mode', { mode: 'deliver' });
    await submit('/webhooks/mode', { mode: 'nonsense' });
    expect((await rig.control('GET', '/webhooks')).body.mode).toBe('deliver');
  });

  it('add faults and clear them', async () => {
    await submit('/faults', { operation: 'stripe refunds.create', kind: 'error', times: '2' });
    expect((await open('/')).text).toContain('<code>stripe refunds.create</code> error 500 · 2 more');
    await submit('/faults/clear');
    expect((await rig.control('GET', '/faults')).body.data).toEqual([]);
  });

  it('let people come and go in rooms', async () => {
    await submit('/rooms/room-1/join', { identity: 'client:1' });
    expect((await open('/rooms')).text).toContain('client:1');
    await submit('/rooms/room-1/leave', { identity: 'client:1' });
    expect((await rig.control('GET', '/rooms')).body.data[0].participants).toMatchObject([
      { identity: 'client:1', status: 'disconnected' },
    ]);
  });
});
