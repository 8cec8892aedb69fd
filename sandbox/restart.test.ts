import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { laylaAtGoogle, signInWithGoogle } from './calendars/signed-in.ts';
import { googleCalendarAt } from './official-calendar-clients.ts';
import { twilioAt } from './official-clients.ts';
import { rigKeys, startReceiver, startRig, stripeAt } from './rig.ts';
import { bookingSession, paidIntentId } from './stripe/booking-session.ts';

const entry = fileURLToPath(new URL('./main.ts', import.meta.url));

function newDataFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'majlis-sandbox-')), 'state.jsonl');
}

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    output: () => output,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    exited: new Promise<number | null>((resolve) => child.once('exit', resolve)),
    ready: async () => {
      await expect.poll(() => output, { timeout: 10_000 }).toContain('Server listening');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('after a kill -9 the sandbox', () => {
  it('goes on where it was: sessions, payments, keys, rooms and waiting webhooks', async () => {
    const receiver = await startReceiver();
    const port = await freePort();
    const environment = {
      SANDBOX_PORT: String(port),
      SANDBOX_DATA: newDataFile(),
      SANDBOX_TOKEN: 'token',
      STRIPE_WEBHOOK_URL: `${receiver.url}/stripe`,
      TWILIO_ACCOUNT_SID: rigKeys.twilioAccountSid,
      TWILIO_API_KEY: rigKeys.twilioApiKey,
      TWILIO_API_SECRET: rigKeys.twilioApiSecret,
    };
    const url = `http://127.0.0.1:${port}`;
    const stripe = stripeAt(url);
    const parameters = bookingSession();

    const first = start(environment);
    await first.ready();
    const session = await stripe.checkout.sessions.create(parameters, { idempotencyKey: 'co:1:1' });
    const room = await twilioAt(url).video.v1.rooms.create({ uniqueName: 'consultation-1' });
    receiver.answerWith(500, 500, 500, 500, 500, 500, 500, 500);
    const pay = { method: 'POST', headers: { 'x-sandbox-token': 'token' } };
    expect((await fetch(`${url}/_sandbox/checkout/${session.id}/pay`, pay)).status).toBe(200);
    first.kill('SIGKILL');
    await first.exited;

    receiver.answerWith();
    const second = start(environment);
    await second.ready();
    expect((await stripe.checkout.sessions.create(parameters, { idempotencyKey: 'co:1:1' })).id).toBe(
      session.id,
    );
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })).toMatchObject(
      { status: 'complete', payment_intent: { status: 'requires_capture' } },
    );
    expect(await twilioAt(url).video.v1.rooms('consultation-1').fetch()).toMatchObject({ sid: room.sid });
    await receiver.waitFor(
      (call) => call.body.includes('checkout.session.completed') && call.body.includes(session.id),
    );
    second.kill('SIGTERM');
    expect(await second.exited).toBe(0);
    await receiver.close();
  });

  it('drops a change that was cut off in the middle of being written, and nothing else', async () => {
    const dataFile = newDataFile();
    const before = await startRig({ dataFile });
    const intent = await paidIntentId(before);
    await before.close();
    appendFileSync(dataFile, '[{"collection":"sessions","id":"cs_test_torn","rec');
    const after = await startRig({ dataFile });
    expect(await after.stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'requires_capture' });
    await expect(after.stripe.checkout.sessions.retrieve('cs_test_torn')).rejects.toMatchObject({
      statusCode: 404,
    });
    await after.close();
    expect(readFileSync(dataFile, 'utf8').endsWith(']\n')).toBe(true);
  });
});

describe('calendars', () => {
  it('are as they were after a restart: events, consents, tokens, channels and where to read on', async () => {
    const dataFile = newDataFile();
    const before = await startRig({ dataFile });
    const signIn = await signInWithGoogle(before);
    const calendar = googleCalendarAt(before.url, signIn);
    const busyTimes = `/calendars/google/${laylaAtGoogle}/events`;
    const { id } = (await before.control('POST', busyTimes, { date: '2026-12-01' })).body;
    await calendar.events.watch({
      calendarId: 'primary',
      requestBody: { id: 'channel-1', type: 'web_hook', address: `${before.receiver.url}/google` },
    });
    const { data } = await calendar.events.list({ calendarId: 'primary' });
    await before.close();

    const after = await startRig({ dataFile });
    await after.control('DELETE', `${busyTimes}/${id}`);
    const again = googleCalendarAt(after.url, signIn);
    const since = await again.events.list({ calendarId: 'primary', syncToken: data.nextSyncToken ?? '' });
    expect(since.data.items).toMatchObject([{ id, status: 'cancelled' }]);
    const { data: webhooks } = (await after.control('GET', '/webhooks')).body;
    expect(webhooks.map(({ kind }: { kind: string }) => kind)).toEqual(['calendar sync', 'calendar exists']);
    await after.close();
  });

  it('forget what was deleted a month ago', async () => {
    const rig = await startRig();
    const busyTimes = '/calendars/ics/layla.alhashimi/events';
    const { id } = (await rig.control('POST', busyTimes, { date: '2026-12-01' })).body;
    await rig.control('DELETE', `${busyTimes}/${id}`);
    await rig.control('POST', '/clock', { ms: 30 * 86_400_000 });
    expect((await rig.control('GET', busyTimes)).body.data).toMatchObject([{ id, isDeleted: true }]);
    await rig.control('POST', '/clock', { ms: 86_400_000 });
    expect((await rig.control('GET', busyTimes)).body.data).toEqual([]);
    await rig.close();
  });
});

describe('the end of the sandbox', () => {
  it('does not wait for callers that are kept waiting', async () => {
    const rig = await startRig({ dataFile: newDataFile() });
    await rig.control('POST', '/faults', { provider: 'stripe', operation: '*', kind: 'timeout-before' });
    const caller = rig.stripe.balance.retrieve().catch((error: unknown) => error);
    await expect.poll(async () => (await rig.control('GET', '/requests')).body.data.length).toBe(1);
    await rig.close();
    expect(await caller).toMatchObject({ type: 'StripeConnectionError' });
  });
});

describe('the process', () => {
  it.each([
    {
      fault: 'a live key',
      environment: { STRIPE_SECRET_KEY: 'sk_live_0123456789' },
      text: 'STRIPE_SECRET_KEY is a live key, which the sandbox refuses',
    },
    {
      fault: 'a client that Google gave to somebody',
      environment: { GOOGLE_CALENDAR_CLIENT_ID: '123456789012-a1.apps.googleusercontent.com' },
      text: 'GOOGLE_CALENDAR_CLIENT_ID is a real client, which the sandbox refuses',
    },
    {
      fault: 'a client that Microsoft gave to somebody',
      environment: { OUTLOOK_CLIENT_ID: '6731de76-14a6-49ae-97bc-0123456789ab' },
      text: 'OUTLOOK_CLIENT_ID is a real client, which the sandbox refuses',
    },
    {
      fault: 'a port that is none',
      environment: { SANDBOX_PORT: 'many' },
      text: 'SANDBOX_PORT is not a port',
    },
    {
      fault: 'a key that cannot be read',
      environment: { SENDGRID_WEBHOOK_PRIVATE_KEY: 'abc' },
      text: 'SENDGRID_WEBHOOK_PRIVATE_KEY is not a private key',
    },
  ])('does not start with $fault, and says so without the value', async ({ environment, text }) => {
    const child = start({ SANDBOX_PORT: '0', ...environment });
    expect(await child.exited).not.toBe(0);
    expect(child.output()).toContain(text);
    expect(child.output()).not.toContain('0123456789');
  });

  it('says in one sentence that its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const child = start({ SANDBOX_PORT: String(port) });
    expect(await child.exited).toBe(1);
    expect(child.output()).toBe(`Port ${port} is taken; set SANDBOX_PORT to another one.\n`);
    taken.close();
  });
});
