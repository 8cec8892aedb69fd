import { expect } from 'vitest';
import { type GoogleSignIn, googleCalendarAt, googleSignInAt } from '#sandbox/official-calendar-clients.ts';
import type { Rig } from '#sandbox/rig.ts';

export const redirectUri = 'http://localhost:3000/api/calendars/google/callback';
export const laylaAtGoogle = 'layla.alhashimi@gmail.test';

/** Answers a consent page as a browser does; gives back where that leads. */
export async function answerConsent(
  rig: Rig,
  consentUrl: string,
  fields: Record<string, string>,
): Promise<URL> {
  const { pathname, search } = new URL(consentUrl);
  const response = await fetch(`${rig.url}${pathname}/answer`, {
    method: 'POST',
    body: new URLSearchParams({ query: search.slice(1), ...fields }),
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
