import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerConsent, laylaAtGoogle, redirectUri, signInWithGoogle } from '#sandbox/calendars/signed-in.ts';
import { sandboxClients } from '#sandbox/calendars/clients.ts';
import { googleCalendarAt, googleSignInAt } from '#sandbox/official-calendar-clients.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ publicUrl: 'https://majlis.example' });
});
afterAll(() => rig.close());

const scope = 'https://www.googleapis.com/auth/calendar.events.owned';

describe('signing in with Google', () => {
  it('leads back with a code and the state, and the code is exchanged once with its verifier', async () => {
    const client = googleSignInAt(rig.url, redirectUri);
    const { codeVerifier, codeChallenge = '' } = await client.generateCodeVerifierAsync();
    const plain = client.generateAuthUrl({ access_type: 'offline', scope, state: 'state-1' });
    const consentUrl = `${plain}&code_challenge=${codeChallenge}&code_challenge_method=S256`;
    expect((await fetch(consentUrl)).status).toBe(200);
    const answer = await answerConsent(rig, consentUrl, { answer: 'allow', address: laylaAtGoogle });
    expect(answer.href).toMatch(/^http:\/\/localhost:3000\/api\/calendars\/google\/callback\?/);
    expect(answer.searchParams.get('state')).toBe('state-1');
    const code = answer.searchParams.get('code') ?? '';

    await expect(client.getToken({ code, codeVerifier: 'x'.repeat(43) })).rejects.toMatchObject({
      status: 400,
      response: { data: { error: 'invalid_grant' } },
    });
    const { tokens } = await client.getToken({ code, codeVerifier });
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      scope,
      refresh_token: expect.stringMatching(/^1\/\/0/),
    });
    await expect(client.getToken({ code, codeVerifier })).rejects.toMatchObject({
      response: { data: { error: 'invalid_grant' } },
    });
  });

  it('leads back with access_denied when somebody says no', async () => {
    const consentUrl = googleSignInAt(rig.url, redirectUri).generateAuthUrl({ scope, state: 'state-2' });
    const answer = await answerConsent(rig, consentUrl, { answer: 'deny' });
    expect(Object.fromEntries(answer.searchParams)).toEqual({ error: 'access_denied', state: 'state-2' });
  });

  it('gives a refresh token with the first consent, and later only to those who ask again', async () => {
    const client = googleSignInAt(rig.url, redirectUri);
    const refreshTokenAfter = async (prompt?: string): Promise<string | null | undefined> => {
      const consentUrl = client.generateAuthUrl({ access_type: 'offline', scope, ...(prompt && { prompt }) });
      const answer = await answerConsent(rig, consentUrl, { answer: 'allow', other: 'first@gmail.test' });
      return (await client.getToken(answer.searchParams.get('code') ?? '')).tokens.refresh_token;
    };
    expect(await refreshTokenAfter()).toBeTypeOf('string');
    expect(await refreshTokenAfter()).toBeUndefined();
    expect(await refreshTokenAfter('consent')).toBeTypeOf('string');
  });

  it('may lead to the product where PUBLIC_URL says it is', async () => {
    const consentUrl = googleSignInAt(rig.url, 'https://majlis.example/callback').generateAuthUrl({ scope });
    expect((await fetch(consentUrl)).status).toBe(200);
  });

  it.each<{ reason: string; change: Record<string, string>; status: number; says: string }>([
    { reason: 'another client', change: { client_id: 'other' }, status: 401, says: 'invalid_client' },
    {
      reason: 'a real client',
      change: { client_id: '123456789012-a1b2c3.apps.googleusercontent.com' },
      status: 401,
      says: 'A real client id',
    },
    {
      reason: 'a foreign address to return to',
      change: { redirect_uri: 'https://evil.test/callback' },
      status: 400,
      says: 'redirect_uri_mismatch',
    },
    {
      reason: 'an address that only looks like this machine',
      change: { redirect_uri: 'http://localhost@evil.test/' },
      status: 400,
      says: 'redirect_uri_mismatch',
    },
    { reason: 'another flow', change: { response_type: 'token' }, status: 400, says: 'response_type' },
    { reason: 'no scope', change: { scope: '' }, status: 400, says: 'invalid_scope' },
    {
      reason: 'a challenge in plain text',
      change: { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
      status: 400,
      says: 'code_challenge',
    },
  ])('is blocked for $reason, and leads nowhere', async ({ change, status, says }) => {
    const consentUrl = new URL(googleSignInAt(rig.url, redirectUri).generateAuthUrl({ scope }));
    for (const [name, value] of Object.entries(change)) consentUrl.searchParams.set(name, value);
    const response = await fetch(consentUrl, { redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(says);
    const answer = await fetch(`${rig.url}${consentUrl.pathname}/answer`, {
      method: 'POST',
      body: new URLSearchParams({
        query: consentUrl.search.slice(1),
        answer: 'allow',
        address: laylaAtGoogle,
      }),
      headers: { origin: rig.url },
      redirect: 'manual',
    });
    expect(answer.status).toBe(status);
  });

  it('takes no answer from a page of somebody else', async () => {
    const response = await fetch(`${rig.url}/google/o/oauth2/v2/auth/answer`, { method: 'POST' });
    expect(response.status).toBe(403);
  });
});

describe('tokens of Google', () => {
  it('are renewed by the official client once they have expired', async () => {
    const signIn = await signInWithGoogle(rig);
    const before = signIn.credentials.access_token;
    await rig.control('POST', '/clock', { ms: 3_600_000 });
    const { data } = await googleCalendarAt(rig.url, signIn).events.list({ calendarId: 'primary' });
    expect(data.summary).toBe(laylaAtGoogle);
    expect(signIn.credentials.access_token).not.toBe(before);
  });

  it('are dead once they have been revoked', async () => {
    const signIn = await signInWithGoogle(rig);
    await signIn.revokeToken(signIn.credentials.refresh_token ?? '');
    await expect(
      googleCalendarAt(rig.url, signIn).events.list({ calendarId: 'primary' }),
    ).rejects.toMatchObject({ status: 400, response: { data: { error: 'invalid_grant' } } });
  });

  it('say whose account it is', async () => {
    const signIn = await signInWithGoogle(rig);
    const { data } = await signIn.request({ url: `${rig.url}/google/oauth2/v3/userinfo` });
    expect(data).toMatchObject({ email: laylaAtGoogle, name: 'Layla Al Hashimi' });
    const claims = Buffer.from(
      (signIn.credentials.id_token ?? '').split('.')[1] ?? '',
      'base64url',
    ).toString();
    expect(JSON.parse(claims)).toMatchObject({ email: laylaAtGoogle });
  });

  it('open only what somebody allowed', async () => {
    const signIn = await signInWithGoogle(rig, ['https://www.googleapis.com/auth/calendar.freebusy']);
    await expect(
      googleCalendarAt(rig.url, signIn).events.insert({ calendarId: 'primary', requestBody: {} }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    { reason: 'another secret', change: { googleClientSecret: 'GOCSPX-other' } },
    { reason: 'another client', change: { googleClientId: 'other.apps.googleusercontent.com' } },
    { reason: 'a real client', change: { googleClientId: '123456789012-a1.apps.googleusercontent.com' } },
  ])('are not given to $reason', async ({ change }) => {
    const client = googleSignInAt(rig.url, redirectUri, { ...sandboxClients, ...change });
    await expect(client.getToken('code')).rejects.toMatchObject({
      status: 401,
      response: { data: { error: 'invalid_client' } },
    });
  });

  it('and secrets are not kept in the log of requests', async () => {
    const signIn = await signInWithGoogle(rig);
    const log = JSON.stringify((await rig.control('GET', '/requests?provider=google')).body);
    expect(log).toContain('grant_type=authorization_code');
    for (const secret of [sandboxClients.googleClientSecret, signIn.credentials.refresh_token ?? '?'])
      expect(log).not.toContain(secret);
  });
});
