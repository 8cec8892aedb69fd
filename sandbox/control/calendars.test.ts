import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerConsent,
  laylaAtGoogle,
  laylasGoogleCalendar,
  microsoftConsentUrl,
  microsoftTokens,
  redirectUri,
  signInWithGoogle,
  signInWithMicrosoft,
} from '#sandbox/calendars/signed-in.ts';
import { googleCalendarAt, googleSignInAt } from '#sandbox/official-calendar-clients.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const scope = [
  'https://www.googleapis.com/auth/calendar.events.owned',
  'https://www.googleapis.com/auth/calendar.freebusy',
  'openid',
];

describe('the control API of calendars', () => {
  it('answers consent pages without a browser', async () => {
    const client = googleSignInAt(rig.url, redirectUri);
    const url = client.generateAuthUrl({ scope, state: 's' });
    const denied = await rig.control('POST', '/calendars/consent', { url, answer: 'deny' });
    expect(denied.body.location).toBe(`${redirectUri}?error=access_denied&state=s`);
    const allowed = await rig.control('POST', '/calendars/consent', {
      url,
      answer: 'allow',
      address: 'new@gmail.test',
    });
    const code = new URL(allowed.body.location).searchParams.get('code') ?? '';
    expect((await client.getToken(code)).tokens.scope).toBe(scope.join(' '));
    const outlook = { url: microsoftConsentUrl(rig), answer: 'allow', address: 'new@outlook.test' };
    expect((await rig.control('POST', '/calendars/consent', outlook)).status).toBe(200);
  });

  it.each<{ reason: string; body: object; status: number }>([
    { reason: 'another page', body: { url: 'http://localhost/', answer: 'deny' }, status: 404 },
    { reason: 'no answer', body: { url: 'http://localhost/' }, status: 400 },
    {
      reason: 'a request that is not valid',
      body: { url: 'http://localhost/google/o/oauth2/v2/auth', answer: 'allow' },
      status: 401,
    },
  ])('refuses $reason with $status', async ({ body, status }) => {
    expect((await rig.control('POST', '/calendars/consent', body)).status).toBe(status);
  });

  it('lets somebody take single scopes out of a consent', async () => {
    const client = googleSignInAt(rig.url, redirectUri);
    const consentUrl = client.generateAuthUrl({ scope });
    const answer = await answerConsent(rig, consentUrl, { answer: 'allow', address: laylaAtGoogle }, []);
    const { tokens } = await client.getToken(answer.searchParams.get('code') ?? '');
    expect(tokens.scope).toBe('openid');
    client.setCredentials(tokens);
    await expect(
      googleCalendarAt(rig.url, client).events.list({ calendarId: 'primary' }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it('moves and deletes what the product wrote, as its person does', async () => {
    const calendar = await laylasGoogleCalendar(rig);
    const requestBody = {
      id: 'cn000001',
      start: { dateTime: '2026-12-01T09:00:00Z' },
      end: { dateTime: '2026-12-01T10:00:00Z' },
    };
    await calendar.events.insert({ calendarId: 'primary', requestBody });
    const path = `/calendars/google/${laylaAtGoogle}/events`;
    expect((await rig.control('GET', path)).body.data).toMatchObject([{ id: 'cn000001', madeBy: 'product' }]);
    const moved = await rig.control('PATCH', `${path}/cn000001`, {
      date: '2026-12-02',
      start: '09:00',
      end: '10:00',
      zone: 'Europe/London',
    });
    expect(moved.body).toMatchObject({ start: '2026-12-02T09:00:00.000Z' });
    expect((await rig.control('DELETE', `${path}/cn000001`)).status).toBe(200);
    expect((await rig.control('DELETE', `${path}/cn000001`)).status).toBe(404);
    const { data } = await calendar.events.get({ calendarId: 'primary', eventId: 'cn000001' });
    expect(data.status).toBe('cancelled');
  });

  it('takes consents back: nothing can be renewed or read any more', async () => {
    const google = await signInWithGoogle(rig);
    const outlook = await signInWithMicrosoft(rig);
    const revoked = await rig.control('POST', `/calendars/google/${laylaAtGoogle}/revoke`);
    expect(revoked.body).toEqual({ revoked: 1 });
    await rig.control('POST', '/calendars/microsoft/layla.alhashimi@outlook.test/revoke');
    await expect(
      googleCalendarAt(rig.url, google).events.list({ calendarId: 'primary' }),
    ).rejects.toMatchObject({ response: { data: { error: 'invalid_grant' } } });
    const refresh = { grant_type: 'refresh_token', refresh_token: outlook.refresh_token };
    expect((await microsoftTokens(rig, refresh)).body.error).toBe('invalid_grant');
    const { data } = (await rig.control('GET', '/calendars')).body;
    expect(data.find(({ address }: { address: string }) => address === laylaAtGoogle)).toMatchObject({
      consents: [{ isRevoked: true }],
    });
  });

  it.each<{ reason: string; body: object }>([
    { reason: 'a date that is none', body: { date: '2026-02-30' } },
    { reason: 'an unknown zone', body: { date: '2026-12-01', start: '09:00', end: '10:00', zone: 'Mars' } },
    { reason: 'a time that is none', body: { date: '2026-12-01', start: '25:00', end: '26:00' } },
    { reason: 'a start without an end', body: { date: '2026-12-01', start: '09:00' } },
    { reason: 'a last day before the first', body: { date: '2026-12-02', endDate: '2026-12-01' } },
    { reason: 'something unknown', body: { date: '2026-12-02', colour: 'red' } },
  ])('refuses $reason with 400', async ({ body }) => {
    expect((await rig.control('POST', `/calendars/google/${laylaAtGoogle}/events`, body)).status).toBe(400);
  });
});
