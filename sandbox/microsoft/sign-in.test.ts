import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerConsent,
  laylaAtMicrosoft,
  microsoftConsentUrl,
  microsoftTokens,
  outlookRedirectUri,
  signInWithMicrosoft,
} from '#sandbox/calendars/signed-in.ts';
import { graphAt } from '#sandbox/official-calendar-clients.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const codeFields = (code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: outlookRedirectUri,
});

describe('signing in with Microsoft', () => {
  it('exchanges a code once, with its verifier, for tokens of the account', async () => {
    const verifier = 'v'.repeat(64);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const url = microsoftConsentUrl(rig, { code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await fetch(url)).status).toBe(200);
    const answer = await answerConsent(rig, url, { answer: 'allow', address: laylaAtMicrosoft });
    expect(answer.searchParams.get('state')).toBe('state-1');
    const fields = codeFields(answer.searchParams.get('code') ?? '');
    const wrong = await microsoftTokens(rig, { ...fields, code_verifier: 'w'.repeat(64) });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [501_481] } });
    const { status, body } = await microsoftTokens(rig, { ...fields, code_verifier: verifier });
    expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
    expect(await graphAt(rig.url, body.access_token).api('/me').get()).toMatchObject({
      mail: laylaAtMicrosoft,
      displayName: 'Layla Al Hashimi',
    });
    const again = await microsoftTokens(rig, { ...fields, code_verifier: verifier });
    expect(again.body).toMatchObject({ error: 'invalid_grant', error_codes: [54_005] });
  });

  it('takes a code for ten minutes, and from where it was sent to', async () => {
    const code = async (): Promise<string> => {
      const url = microsoftConsentUrl(rig);
      const answer = await answerConsent(rig, url, { answer: 'allow', address: laylaAtMicrosoft });
      return answer.searchParams.get('code') ?? '';
    };
    const elsewhere = { ...codeFields(await code()), redirect_uri: 'http://localhost:3000/other' };
    expect((await microsoftTokens(rig, elsewhere)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [500_112],
    });
    const late = codeFields(await code());
    await rig.control('POST', '/clock', { ms: 10 * 60_000 });
    expect((await microsoftTokens(rig, late)).body.error_codes).toEqual([70_008]);
  });

  it('leads back with access_denied when somebody says no', async () => {
    const answer = await answerConsent(rig, microsoftConsentUrl(rig), { answer: 'deny' });
    expect(Object.fromEntries(answer.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'state-1',
    });
  });

  it('is blocked for a real client and for a foreign address to return to', async () => {
    const realClient = { client_id: '6731de76-14a6-49ae-97bc-6eba6914391e' };
    for (const change of [realClient, { redirect_uri: 'https://evil.test/' }])
      expect((await fetch(microsoftConsentUrl(rig, change))).ok).toBe(false);
    expect(await microsoftTokens(rig, { ...realClient, ...codeFields('code') })).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client' },
    });
  });

  it('needs the right secret', async () => {
    const { status, body } = await microsoftTokens(rig, { client_secret: 'other', ...codeFields('code') });
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' });
  });

  it('gives a new refresh token with every access token, until the consent is taken back', async () => {
    const first = await signInWithMicrosoft(rig);
    const refresh = (token: string) =>
      microsoftTokens(rig, { grant_type: 'refresh_token', refresh_token: token });
    const second = await refresh(first.refresh_token);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
    await rig.control('POST', '/clock', { ms: 91 * 86_400_000 });
    expect(await refresh(second.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [65_001] },
    });
  });

  it('opens nothing without a token, and only what somebody allowed', async () => {
    await expect(graphAt(rig.url, 'guess').api('/me').get()).rejects.toMatchObject({
      statusCode: 401,
      code: 'InvalidAuthenticationToken',
    });
    const { access_token: token } = await signInWithMicrosoft(rig, { scope: 'User.Read' });
    await expect(graphAt(rig.url, token).api('/me/events').get()).rejects.toMatchObject({
      statusCode: 403,
      code: 'ErrorAccessDenied',
    });
  });
});
