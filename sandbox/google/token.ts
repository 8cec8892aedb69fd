import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import { isRealGoogleClient, realClientMessage } from '#sandbox/calendars/clients.ts';
import {
  type CodeFault,
  issueAccessToken,
  issueRefreshToken,
  liveRefreshToken,
  redeemCode,
  revokeConsents,
  type Granted,
} from '#sandbox/calendars/grants.ts';
import { identityToken, subjectOf } from '#sandbox/calendars/identity-token.ts';
import { OAuthRefusal } from '#sandbox/calendars/oauth-refusal.ts';
import { readTokenRequest, type TokenRequest } from '#sandbox/calendars/token-request.ts';
import { sameText } from '#sandbox/secrets.ts';

const accessLifeSeconds = 3599;
/** A refresh token that nobody has used for half a year is no longer taken. */
const refreshLifeSeconds = 180 * 86_400;

/** `https://oauth2.googleapis.com/token`: a code or a refresh token for an access token. */
export function exchangeTokens(context: SandboxContext, request: FastifyRequest): Answer {
  const asked = readTokenRequest(request);
  refuseClient(context, asked);
  const grantType = asked.form.get('grant_type');
  if (grantType === 'authorization_code') return tokensForCode(context, asked);
  if (grantType === 'refresh_token') return tokensForRefresh(context, asked);
  throw new OAuthRefusal({
    error: 'unsupported_grant_type',
    description: `Invalid grant_type: ${grantType ?? ''}`,
  });
}

/** `https://oauth2.googleapis.com/revoke`: ends the whole consent that a token came from. */
export function revokeToken(context: SandboxContext, request: FastifyRequest): Answer {
  const { form } = readTokenRequest(request);
  const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
  const token = query.get('token') ?? form.get('token') ?? '';
  const { state } = context;
  const found = state.calendarRefreshTokens.find(token) ?? state.calendarAccessTokens.find(token);
  const account = found && state.calendarAccounts.find(found.accountId);
  if (account?.provider !== 'google')
    throw new OAuthRefusal({ error: 'invalid_token', description: 'Token expired or revoked' });
  revokeConsents(context, account, found?.clientId);
  return jsonAnswer(200, {});
}

function refuseClient({ calendarClients }: SandboxContext, { clientId, clientSecret }: TokenRequest): void {
  const refuse = (description: string): OAuthRefusal =>
    new OAuthRefusal({ status: 401, error: 'invalid_client', description });
  if (isRealGoogleClient(clientId)) throw refuse(realClientMessage);
  if (!sameText(clientId, calendarClients.googleClientId)) throw refuse('The OAuth client was not found.');
  if (!sameText(clientSecret, calendarClients.googleClientSecret))
    throw refuse('The provided client secret is invalid.');
}

const codeFaults: Record<CodeFault, { error: string; description: string }> = {
  unknown: { error: 'invalid_grant', description: 'Malformed auth code.' },
  used: { error: 'invalid_grant', description: 'Bad Request' },
  expired: { error: 'invalid_grant', description: 'Bad Request' },
  redirect_uri: { error: 'redirect_uri_mismatch', description: 'Bad Request' },
  verifier: { error: 'invalid_grant', description: 'Invalid code verifier.' },
};

function tokensForCode(context: SandboxContext, { form, clientId }: TokenRequest): Answer {
  const redeemed = redeemCode(context, {
    code: form.get('code') ?? '',
    clientId,
    redirectUri: form.get('redirect_uri') ?? '',
    verifier: form.get('code_verifier'),
  });
  if (typeof redeemed === 'string') throw new OAuthRefusal(codeFaults[redeemed]);
  const refreshToken = redeemed.givesRefreshToken
    ? {
        refresh_token: issueRefreshToken(context, redeemed, {
          prefix: '1//0',
          lifeSeconds: refreshLifeSeconds,
        }),
      }
    : {};
  return tokenAnswer(context, redeemed, refreshToken);
}

function tokensForRefresh(context: SandboxContext, { form, clientId }: TokenRequest): Answer {
  const found = liveRefreshToken(context, form.get('refresh_token') ?? '', clientId);
  if (!found)
    throw new OAuthRefusal({
      error: 'invalid_grant',
      description: 'Token has been expired or revoked.',
    });
  const expiresAt = context.clock.nowMs() + refreshLifeSeconds * 1000;
  context.state.calendarRefreshTokens.put(found.token, { ...found, expiresAt });
  return tokenAnswer(context, found, {});
}

function tokenAnswer(context: SandboxContext, granted: Granted, more: object): Answer {
  const { state, clock, calendarClients } = context;
  const account = state.calendarAccounts.find(granted.accountId);
  const claims = account && {
    iss: 'https://accounts.google.com',
    aud: granted.clientId,
    sub: subjectOf(account),
    email: account.address,
    email_verified: true,
    name: account.name,
    iat: clock.nowSeconds(),
    exp: clock.nowSeconds() + accessLifeSeconds,
  };
  return jsonAnswer(200, {
    access_token: issueAccessToken(context, granted, { prefix: 'ya29.a0', lifeSeconds: accessLifeSeconds }),
    expires_in: accessLifeSeconds,
    ...more,
    scope: granted.scopes.join(' '),
    token_type: 'Bearer',
    ...(claims &&
      granted.scopes.includes('openid') && {
        id_token: identityToken(claims, calendarClients.googleClientSecret),
      }),
  });
}
