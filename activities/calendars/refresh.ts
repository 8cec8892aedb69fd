import T from 'typebox';
import { Check } from 'typebox/value';
import { CalendarFailure, failureOfAnswer, failureOfCall } from './calendar-failure.ts';
import { callTimeoutMs } from './provider.ts';

/** The product as a provider of calendars knows it. */
export interface OAuthClient {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
}

export interface FreshAccess {
  accessToken: string;
  /** Some providers give a new one with each use. */
  refreshToken: string | undefined;
}

const Granted = T.Object({
  access_token: T.String({ minLength: 1 }),
  refresh_token: T.Optional(T.String({ minLength: 1 })),
});
const Refused = T.Object({ error: T.String() });

/** These say that the person has to consent again; everything else that is refused is a fault of ours. */
const consentIsGone: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
]);

/** Exchanges a refresh token for access, good for about an hour. */
export async function refreshAccess(client: OAuthClient, refreshToken: string): Promise<FreshAccess> {
  const { status, retryAfter, body } = await askForToken(client, refreshToken);
  if (status === 200 && Check(Granted, body)) {
    return { accessToken: body.access_token, refreshToken: body.refresh_token };
  }
  if (Check(Refused, body) && consentIsGone.has(body.error)) {
    throw new CalendarFailure('access_withdrawn', 'needs_lawyer');
  }
  if (status === 429 || status >= 500) throw failureOfAnswer({ status, reason: undefined, retryAfter });
  throw new CalendarFailure(status === 200 ? 'provider_unavailable' : 'provider_refused');
}

async function askForToken({ tokenUrl, clientId, clientSecret }: OAuthClient, refreshToken: string) {
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: clientSecret,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(callTimeoutMs),
    });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after') ?? undefined;
    return { status: response.status, retryAfter, body: parsed(text) };
  } catch (error) {
    throw failureOfCall(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
