import { createHash } from 'node:crypto';
import type { SandboxContext } from '#sandbox/context.ts';
import { randomText } from '#sandbox/identifiers.ts';
import { sameText } from '#sandbox/secrets.ts';
import type { State } from '#sandbox/state.ts';
import type { AuthorisationCode, CalendarAccount, CalendarToken, Consent } from './records.ts';

const codeLifeMs = 10 * 60_000;

export type Granted = Pick<AuthorisationCode, 'accountId' | 'clientId' | 'scopes'>;

/** Somebody presses Allow: the consent is kept, and a code goes back to the product. */
export function grantCode(
  { state, clock }: SandboxContext,
  granted: Granted & Pick<AuthorisationCode, 'redirectUri' | 'challenge' | 'givesRefreshToken'>,
): string {
  const now = clock.nowMs();
  const { accountId, clientId, scopes, redirectUri, challenge, givesRefreshToken } = granted;
  const id = `${accountId} ${clientId}`;
  state.calendarConsents.put(id, { id, accountId, clientId, scopes, grantedAt: now, revokedAt: null });
  const code = `4/0A${randomText(60)}`;
  state.calendarCodes.put(code, {
    code,
    accountId,
    clientId,
    redirectUri,
    scopes,
    challenge,
    givesRefreshToken,
    expiresAt: now + codeLifeMs,
    isUsed: false,
  });
  return code;
}

export function consentOf(state: State, accountId: string, clientId: string): Consent | undefined {
  return state.calendarConsents.find(`${accountId} ${clientId}`);
}

export type CodeFault = 'unknown' | 'expired' | 'used' | 'redirect_uri' | 'verifier';

/** Uses a code up, or says what is wrong with it. */
export function redeemCode(
  { state, clock }: SandboxContext,
  given: { code: string; clientId: string; redirectUri: string; verifier: string | null },
): AuthorisationCode | CodeFault {
  const found = state.calendarCodes.find(given.code);
  if (!found || found.clientId !== given.clientId) return 'unknown';
  if (found.isUsed) return 'used';
  if (found.expiresAt <= clock.nowMs()) return 'expired';
  if (found.redirectUri !== given.redirectUri) return 'redirect_uri';
  if (!answersChallenge(found.challenge, given.verifier)) return 'verifier';
  state.calendarCodes.put(found.code, { ...found, isUsed: true });
  return found;
}

function answersChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  return verifier !== null && sameText(createHash('sha256').update(verifier).digest('base64url'), challenge);
}

export function issueAccessToken(
  { state, clock }: SandboxContext,
  granted: Granted,
  { prefix, lifeSeconds }: { prefix: string; lifeSeconds: number },
): string {
  const token = `${prefix}${randomText(120)}`;
  const { accountId, clientId, scopes } = granted;
  const expiresAt = clock.nowMs() + lifeSeconds * 1000;
  state.calendarAccessTokens.put(token, { token, accountId, clientId, scopes, expiresAt });
  return token;
}

export function issueRefreshToken(
  { state, clock }: SandboxContext,
  granted: Granted,
  { prefix, lifeSeconds }: { prefix: string; lifeSeconds: number },
): string {
  const token = `${prefix}${randomText(90)}`;
  const { accountId, clientId, scopes } = granted;
  const expiresAt = clock.nowMs() + lifeSeconds * 1000;
  state.calendarRefreshTokens.put(token, { token, accountId, clientId, scopes, expiresAt });
  return token;
}

/** The refresh token, unless it was revoked, belongs to another client or was not used for too long. */
export function liveRefreshToken(
  { state, clock }: SandboxContext,
  token: string,
  clientId: string,
): CalendarToken | undefined {
  const found = state.calendarRefreshTokens.find(token);
  return found && found.clientId === clientId && found.expiresAt > clock.nowMs() ? found : undefined;
}

export function liveAccessToken(
  { state, clock }: SandboxContext,
  authorization: string | undefined,
): CalendarToken | undefined {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  const found = token === undefined ? undefined : state.calendarAccessTokens.find(token);
  return found && found.expiresAt > clock.nowMs() ? found : undefined;
}

/** Somebody takes back what they allowed: every token and code of it is dead, and nothing is announced any more. Says how many consents that were. */
export function revokeConsents(
  { state, clock }: SandboxContext,
  account: CalendarAccount,
  clientId?: string,
): number {
  const concerns = (granted: { accountId: string; clientId: string }): boolean =>
    granted.accountId === account.id && (clientId === undefined || granted.clientId === clientId);
  for (const tokens of [state.calendarRefreshTokens, state.calendarAccessTokens])
    for (const { token } of tokens.list().filter(concerns)) tokens.remove(token);
  for (const { code } of state.calendarCodes.list().filter(concerns)) state.calendarCodes.remove(code);
  for (const kept of [state.googleChannels, state.subscriptions])
    for (const { id } of kept.list().filter(concerns)) kept.remove(id);
  const live = state.calendarConsents.list().filter((one) => concerns(one) && one.revokedAt === null);
  for (const consent of live)
    state.calendarConsents.put(consent.id, { ...consent, revokedAt: clock.nowMs() });
  return live.length;
}

/** Tokens that have expired are forgotten; codes stay, so that a late one is told from one that never was. */
export function forgetExpired({ state, clock }: SandboxContext): void {
  const now = clock.nowMs();
  for (const tokens of [state.calendarAccessTokens, state.calendarRefreshTokens])
    for (const { token, expiresAt } of tokens.list()) if (expiresAt <= now) tokens.remove(token);
}
