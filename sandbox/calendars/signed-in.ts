import { expect } from 'vitest';
import { sandboxClients } from '#sandbox/calendars/clients.ts';
import {
  type GoogleSignIn,
  googleCalendarAt,
  googleSignInAt,
  graphAt,
} from '#sandbox/official-calendar-clients.ts';
import type { ControlBody, Rig } from '#sandbox/rig.ts';

export const redirectUri = 'http://localhost:3000/api/calendars/google/callback';
export const laylaAtGoogle = 'layla.alhashimi@gmail.test';

/** Answers a consent page as a browser does; gives back where that leads. */
export async function answerConsent(
  rig: Rig,
  consentUrl: string,
  fields: Record<string, string>,
  scopes?: readonly string[],
): Promise<URL> {
  const { pathname, search, searchParams } = new URL(consentUrl);
  const response = await fetch(`${rig.url}${pathname}/answer`, {
    method: 'POST',
    body: new URLSearchParams([
      ['query', search.slice(1)],
      ...(scopes ?? searchParams.get('scope')?.split(' ') ?? []).map((scope): [string, string] => [
        'scope',
        scope,
      ]),
      ...Object.entries(fields),
    ]),
    headers: { origin: rig.url },
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  return new URL(response.headers.get('location') ?? '');
}

const usualScopes = [
  'https://www.googleapis.com/auth/calendar.events.owned',
  'https://www.googleapis.com/auth/calendar.freebusy',
  'openid',
  'email',
];

/** Layla signs in with Google and allows these scopes, by the official client. */
export async function signInWithGoogle(
  rig: Rig,
  scope: readonly string[] = usualScopes,
): Promise<GoogleSignIn> {
  const client = googleSignInAt(rig.url, redirectUri);
  const consentUrl = client.generateAuthUrl({ access_type: 'offline', prompt: 'consent', scope: [...scope] });
  const answer = await answerConsent(rig, consentUrl, { answer: 'allow', address: laylaAtGoogle });
  const { tokens } = await client.getToken(answer.searchParams.get('code') ?? '');
  client.setCredentials(tokens);
  return client;
}

export async function laylasGoogleCalendar(rig: Rig) {
  return googleCalendarAt(rig.url, await signInWithGoogle(rig));
}

export const laylaAtMicrosoft = 'layla.alhashimi@outlook.test';
export const outlookRedirectUri = 'http://localhost:3000/api/calendars/outlook/callback';
const outlookScopes = 'offline_access Calendars.ReadWrite User.Read';

export function microsoftConsentUrl(rig: Rig, change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: sandboxClients.microsoftClientId,
    redirect_uri: outlookRedirectUri,
    response_type: 'code',
    scope: outlookScopes,
    state: 'state-1',
    ...change,
  });
  return `${rig.url}/microsoft/common/oauth2/v2.0/authorize?${query.toString()}`;
}

/** Asks the token endpoint as the product's client. */
export async function microsoftTokens(rig: Rig, fields: Record<string, string>) {
  const response = await fetch(`${rig.url}/microsoft/common/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: sandboxClients.microsoftClientId,
      client_secret: sandboxClients.microsoftClientSecret,
      ...fields,
    }),
  });
  const body: ControlBody = await response.json();
  return { status: response.status, headers: response.headers, body };
}

/** Layla signs in with Microsoft. */
export async function signInWithMicrosoft(rig: Rig, change: Record<string, string> = {}) {
  const answer = await answerConsent(rig, microsoftConsentUrl(rig, change), {
    answer: 'allow',
    address: laylaAtMicrosoft,
  });
  const { body } = await microsoftTokens(rig, {
    grant_type: 'authorization_code',
    code: answer.searchParams.get('code') ?? '',
    redirect_uri: outlookRedirectUri,
  });
  return body;
}

export async function laylasGraph(rig: Rig, options: { retries?: number } = {}) {
  return graphAt(rig.url, (await signInWithMicrosoft(rig)).access_token, options);
}
