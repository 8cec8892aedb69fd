import type { FastifyRequest } from 'fastify';
import { isRealMicrosoftClient, realClientMessage } from '#sandbox/calendars/clients.ts';
import {
  type CodeFault,
  type Granted,
  issueAccessToken,
  issueRefreshToken,
  liveRefreshToken,
  redeemCode,
} from '#sandbox/calendars/grants.ts';
import { identityToken, uuidOf } from '#sandbox/calendars/identity-token.ts';
import { OAuthRefusal } from '#sandbox/calendars/oauth-refusal.ts';
import { readTokenRequest, type TokenRequest } from '#sandbox/calendars/token-request.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import { sameText } from '#sandbox/secrets.ts';

const accessLifeSeconds = 3600;
const refreshLifeSeconds = 90 * 86_400;

/** The identity platform's token endpoint. Every answer with a refresh token holds a new one; the old one goes on working. */
export function exchangeTokens(context: SandboxContext, request: FastifyRequest): Answer {
  const asked = readTokenRequest(request);
  refuseClient(context, asked);
  const grantType = asked.form.get('grant_type');
  if (grantType === 'authorization_code') return tokenAnswer(context, redeemed(context, asked));
  if (grantType === 'refresh_token') return tokenAnswer(context, refreshed(context, asked));
  throw new OAuthRefusal({
    error: 'unsupported_grant_type',
    code: 70_003,
    description: `The app requested an unsupported grant type '${grantType ?? ''}'.`,
  });
}

function refuseClient({ calendarClients }: SandboxContext, { clientId, clientSecret }: TokenRequest): void {
  if (isRealMicrosoftClient(clientId))
    throw new OAuthRefusal({ error: 'unauthorized_client', code: 700_016, description: realClientMessage });
  if (!sameText(clientId, calendarClients.microsoftClientId))
    throw new OAuthRefusal({
      error: 'unauthorized_client',
      code: 700_016,
      description: "This client_id is not the sandbox's: the application was not found in the directory.",
    });
  if (!sameText(clientSecret, calendarClients.microsoftClientSecret))
    throw new OAuthRefusal({
      status: 401,
      error: 'invalid_client',
      code: 7_000_215,
      description: 'Invalid client secret provided.',
    });
}

const codeFaults: Record<CodeFault, { code: number; description: string }> = {
  unknown: { code: 70_000, description: "The provided value for the 'code' parameter is not valid." },
  used: { code: 54_005, description: 'OAuth2 Authorization code was already redeemed.' },
  expired: { code: 70_008, description: 'The provided authorization code has expired.' },
  redirect_uri: {
    code: 500_112,
    description: 'The reply address does not match the one that was provided when the code was requested.',
  },
  verifier: { code: 501_481, description: 'The Code_Verifier does not match the code_challenge supplied.' },
};

function redeemed(context: SandboxContext, { form, clientId }: TokenRequest): Granted {
  const code = redeemCode(context, {
    code: form.get('code') ?? '',
    clientId,
    redirectUri: form.get('redirect_uri') ?? '',
    verifier: form.get('code_verifier'),
  });
  if (typeof code === 'string') throw new OAuthRefusal({ error: 'invalid_grant', ...codeFaults[code] });
  return code;
}

function refreshed(context: SandboxContext, { form, clientId }: TokenRequest): Granted {
  const found = liveRefreshToken(context, form.get('refresh_token') ?? '', clientId);
  if (found) return found;
  throw new OAuthRefusal({
    error: 'invalid_grant',
    code: 65_001,
    description: 'The user or administrator has not consented to use the application.',
  });
}

function tokenAnswer(context: SandboxContext, granted: Granted): Answer {
  const { state, clock, calendarClients } = context;
  const account = state.calendarAccounts.find(granted.accountId);
  const isOffline = granted.scopes.includes('offline_access');
  const claims = account && {
    iss: 'https://login.microsoftonline.com/common/v2.0',
    aud: granted.clientId,
    oid: uuidOf(account.id),
    sub: uuidOf(`${account.id} ${granted.clientId}`),
    preferred_username: account.address,
    email: account.address,
    name: account.name,
    iat: clock.nowSeconds(),
    exp: clock.nowSeconds() + accessLifeSeconds,
  };
  return jsonAnswer(200, {
    token_type: 'Bearer',
    scope: granted.scopes.filter((scope) => scope !== 'offline_access').join(' '),
    expires_in: accessLifeSeconds,
    ext_expires_in: accessLifeSeconds,
    access_token: issueAccessToken(context, granted, { prefix: 'EwB', lifeSeconds: accessLifeSeconds }),
    ...(isOffline && {
      refresh_token: issueRefreshToken(context, granted, { prefix: 'M.C5', lifeSeconds: refreshLifeSeconds }),
    }),
    ...(claims &&
      granted.scopes.includes('openid') && {
        id_token: identityToken(claims, calendarClients.microsoftClientSecret),
      }),
  });
}
