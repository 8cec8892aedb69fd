import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';
import { connectCalendar, findCalendar } from '#db/calendars.ts';
import { recordChannel } from '#db/calendars-state.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';

let stage: Stage;
let drop: () => Promise<void>;
let google: { channelId: string; secret: string };
let outlook: { channelId: string; secret: string };

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
});
beforeEach(async () => {
  google = await channel('google');
  outlook = await channel('outlook');
});
afterAll(async () => {
  await stage.close();
  await drop();
});

let channels = 0;
async function channel(provider: 'google' | 'outlook') {
  const { lawyerId } = await createSampleLawyer(stage.db);
  const wanted = { lawyerId, provider, account: 'a@example.com', secretFor: () => 'k1:x:y' };
  const { connectionId } = await connectCalendar(stage.db, wanted);
  channels += 1;
  const [channelId, channelSecret] = [`channel-${channels}`, `secret-${channels}`];
  const channelExpiresAt = new Date(sampleNow + 86_400_000);
  await recordChannel(stage.db, connectionId, {
    channelId,
    channelSecret,
    channelResourceId: null,
    channelExpiresAt,
  });
  expect(await findCalendar(stage.db, connectionId)).toMatchObject({ channelId });
  return { channelId, secret: channelSecret };
}

/** Temporal is away on this stage: 503 is a push that was proven, and will come again. */
const heard = 503;

describe('a push of Google', () => {
  const push = (channelId: string, secret: string, state = 'exists') =>
    stage.ask({
      method: 'POST',
      url: '/api/calendars/webhook/google',
      headers: {
        'content-type': 'application/json; utf-8',
        'x-goog-channel-id': channelId,
        'x-goog-channel-token': secret,
        'x-goog-resource-state': state,
        'x-goog-message-number': '1',
      },
    });

  it('with the token of its channel is heard, and asked for again while Temporal is away', async () => {
    const answer = await push(google.channelId, google.secret);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([heard, '5']);
  });

  it('that a channel is open says nothing', async () => {
    expect((await push(google.channelId, google.secret, 'sync')).statusCode).toBe(200);
  });

  it('that is not proven answers like one of a channel that does not exist', async () => {
    const answers = await Promise.all([
      push(google.channelId, 'another'),
      push(google.channelId, ''),
      push(google.channelId, `${google.secret} `.repeat(200)),
      push('unknown', google.secret),
      push('', ''),
      push('\u00ff', 'x'),
      push('x'.repeat(2000), 'x'),
      push(outlook.channelId, outlook.secret),
      stage.ask({ method: 'POST', url: '/api/calendars/webhook/google' }),
    ]);
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
      answers.map(() => [200, '{"received":true}']),
    );
  });
});

describe('a notification of Microsoft', () => {
  const url = '/api/calendars/webhook/outlook';
  const send = (payload: string | object, contentType = 'application/json') =>
    stage.ask({
      method: 'POST',
      url,
      headers: { 'content-type': contentType },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const noteOf = ({ channelId, secret }: typeof outlook) => ({
    subscriptionId: channelId,
    clientState: secret,
    changeType: 'updated',
    resource: 'Users/x/Events/y',
  });

  it.each(['Validation: Testing client application reachability', '<script>alert(1)</script>', 'é ü'])(
    'that only wants to know whether we are there hears its words: %s',
    async (token) => {
      const answer = await stage.ask({
        method: 'POST',
        url: `${url}?validationToken=${encodeURIComponent(token)}`,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
      expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([
        200,
        token,
        'text/plain; charset=utf-8',
      ]);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it('with the state of its subscription is heard, whatever else is in the same request', async () => {
    const answer = await send({ value: [noteOf({ channelId: 'x', secret: 'y' }), null, noteOf(outlook)] });
    expect(answer.statusCode).toBe(heard);
  });

  it('about the subscription itself is heard as well', async () => {
    const { subscriptionId, clientState } = noteOf(outlook);
    const lifecycle = { subscriptionId, clientState, lifecycleEvent: 'reauthorizationRequired' };
    expect((await send({ value: [lifecycle] })).statusCode).toBe(heard);
  });

  it('that is not proven, or is none, is taken like one that is', async () => {
    const answers = await Promise.all([
      send({ value: [noteOf({ ...outlook, secret: 'another' })] }),
      send({ value: [noteOf(google)] }),
      send({ value: [{ subscriptionId: outlook.channelId }] }),
      send({ value: [{ subscriptionId: `${outlook.channelId}\0`, clientState: outlook.secret }] }),
      send({ value: [] }),
      send({ value: 'x' }),
      send('null'),
      send('{'),
      send('', 'text/plain'),
      send({ value: [noteOf({ channelId: 'x', secret: 'y' })] }, 'application/xml'),
    ]);
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
      answers.map(() => [202, '{"received":true}']),
    );
  });

  it('that is far too large is not read', async () => {
    const answer = await send(`{"value":"${'x'.repeat(1024 * 1024)}"}`);
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'payload_too_large']);
  });
});
