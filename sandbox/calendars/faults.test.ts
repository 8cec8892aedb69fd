import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  laylaAtGoogle,
  laylasGoogleCalendar,
  laylasGraph,
  microsoftTokens,
  signInWithGoogle,
  signInWithMicrosoft,
} from './signed-in.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

function fault(provider: string, operation: string, kind: string, more: object = {}) {
  return rig.control('POST', '/faults', { provider, operation, kind, times: 1, ...more });
}

const calendarId = 'primary';
const google = {
  start: { dateTime: '2026-12-01T09:00:00Z' },
  end: { dateTime: '2026-12-01T10:00:00Z' },
};
const outlook = {
  subject: 'Consultation',
  start: { dateTime: '2026-12-01T09:00:00', timeZone: 'UTC' },
  end: { dateTime: '2026-12-01T10:00:00', timeZone: 'UTC' },
};

describe('a fault at Google', () => {
  it.each([
    { kind: 'rate-limit', status: 429, made: 0 },
    { kind: 'error', status: 404, made: 0 },
    { kind: 'error', status: 500, made: 0 },
  ])('is a GaxiosError $status for $kind', async ({ kind, status, made }) => {
    const calendar = await laylasGoogleCalendar(rig);
    await fault('google', 'events.insert', kind, kind === 'error' ? { status } : {});
    await expect(calendar.events.insert({ calendarId, requestBody: google })).rejects.toMatchObject({
      status,
    });
    expect((await calendar.events.list({ calendarId })).data.items).toHaveLength(made);
  });

  it('may have written the event although the connection was cut', async () => {
    const calendar = await laylasGoogleCalendar(rig);
    await fault('google', 'events.insert', 'reset');
    await expect(calendar.events.insert({ calendarId, requestBody: google })).rejects.toThrow(/.+/);
    expect((await calendar.events.list({ calendarId })).data.items).toHaveLength(1);
  });

  it('at the token endpoint is repeated by the official client', async () => {
    const signIn = await signInWithGoogle(rig);
    await fault('google', 'oauth.token', 'error', { status: 503 });
    signIn.setCredentials({ refresh_token: signIn.credentials.refresh_token ?? null });
    expect((await signIn.getAccessToken()).token).toMatch(/^ya29\./);
    const { data } = (await rig.control('GET', '/requests?operation=oauth.token')).body;
    expect(data.map(({ status }: { status: number }) => status)).toEqual([200, 503, 200]);
  });
});

describe('a fault at Microsoft', () => {
  it('is repeated by the official client when it is throttled and may wait', async () => {
    const graph = await laylasGraph(rig, { retries: 2 });
    await fault('microsoft', 'events.create', 'rate-limit');
    await graph.api('/me/events').post(outlook);
    const { data } = (await rig.control('GET', '/requests?operation=events.create')).body;
    expect(data.map(({ status }: { status: number }) => status)).toEqual([429, 201]);
  });

  it('says after how long to come again', async () => {
    const graph = await laylasGraph(rig);
    await fault('microsoft', 'calendarView.list', 'rate-limit', { ms: 7_000 });
    await expect(
      graph.api('/me/calendarView?startDateTime=2026-12-01&endDateTime=2026-12-02').get(),
    ).rejects.toMatchObject({ statusCode: 429, code: 'ApplicationThrottled' });
  });

  it('is a GraphError, and nothing was made', async () => {
    const graph = await laylasGraph(rig);
    await fault('microsoft', 'events.create', 'error', { status: 500 });
    await expect(graph.api('/me/events').post(outlook)).rejects.toMatchObject({
      statusCode: 500,
      code: 'InternalServerError',
    });
    expect((await graph.api('/me/events').get()).value).toEqual([]);
  });

  it('may have made the event although the connection was cut', async () => {
    const graph = await laylasGraph(rig);
    await fault('microsoft', 'events.create', 'reset');
    await expect(graph.api('/me/events').post({ ...outlook, transactionId: 't-1' })).rejects.toThrow(/.*/);
    await graph.api('/me/events').post({ ...outlook, transactionId: 't-1' });
    expect((await graph.api('/me/events').get()).value).toHaveLength(1);
  });

  it('at the token endpoint speaks OAuth', async () => {
    const { refresh_token: refreshToken } = await signInWithMicrosoft(rig);
    await fault('microsoft', 'oauth.token', 'rate-limit', { ms: 3_000 });
    const refused = await microsoftTokens(rig, { grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(refused).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('3');
  });
});

describe('a body that is no JSON', () => {
  it.each([
    { path: `/google/calendar/v3/calendars/${laylaAtGoogle}/events`, shape: { error: { code: 400 } } },
    { path: '/calendar/v3/freeBusy', shape: { error: { errors: [{ reason: 'parseError' }] } } },
    { path: '/microsoft/v1.0/me/events', shape: { error: { code: 'BadRequest' } } },
  ])('is refused in the shape of $path', async ({ path, shape }) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${rig.url}${path}`, { method: 'POST', headers, body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject(shape);
  });
});
