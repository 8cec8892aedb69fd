import { createHash } from 'node:crypto';
import type { ApiConfig } from '#api/config.ts';

export const consentProviders = ['google', 'outlook'] as const;
export type ConsentProviderName = (typeof consentProviders)[number];

/** Somebody's calendar account, as a provider lets it be asked for (RFC 6749, with PKCE of RFC 7636). */
export interface ConsentProvider {
  name: ConsentProviderName;
  /** As people know it. */
  title: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  authorizationUrl: string;
  tokenUrl: string;
  /** Where it says whose account it is, when the answer with the tokens does not. */
  accountUrl?: string;
  scopes: readonly string[];
  /** Without these, which a person can take out of the consent, there is nothing that a connection could do. */
  neededScopes: readonly string[];
  extra: Readonly<Record<string, string>>;
}

/** As narrow as they are: the events of calendars that the lawyer owns, and when the lawyer is busy. */
const googleScopes = [
  'https://www.googleapis.com/auth/calendar.events.owned',
  'https://www.googleapis.com/auth/calendar.freebusy',
];

type Settings = Pick<
  ApiConfig,
  | 'PUBLIC_URL'
  | 'GOOGLE_CALENDAR_CLIENT_ID'
  | 'GOOGLE_CALENDAR_CLIENT_SECRET'
  | 'GOOGLE_API_BASE'
  | 'OUTLOOK_CLIENT_ID'
  | 'OUTLOOK_CLIENT_SECRET'
  | 'OUTLOOK_API_BASE'
>;

/** Those that were set up here, by name. */
export function consentProvidersIn(config: Settings): Map<ConsentProviderName, ConsentProvider> {
  const all = [googleIn(config), outlookIn(config)];
  return new Map(all.flatMap((provider) => (provider ? [[provider.name, provider]] : [])));
}

function googleIn(config: Settings): ConsentProvider | undefined {
  const {
    GOOGLE_CALENDAR_CLIENT_ID: clientId,
    GOOGLE_CALENDAR_CLIENT_SECRET: clientSecret,
    GOOGLE_API_BASE: base,
  } = config;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return {
    name: 'google',
    title: 'Google Calendar',
    clientId,
    clientSecret,
    redirectUri: redirectUriOf(config, 'google'),
    authorizationUrl: `${base ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
    tokenUrl: `${base ?? 'https://oauth2.googleapis.com'}/token`,
    scopes: ['openid', 'email', ...googleScopes],
    neededScopes: googleScopes,
    // A refresh token comes only with a consent that is asked for anew.
    extra: { access_type: 'offline', prompt: 'consent' },
  };
}

function outlookIn(config: Settings): ConsentProvider | undefined {
  const { OUTLOOK_CLIENT_ID: clientId, OUTLOOK_CLIENT_SECRET: clientSecret, OUTLOOK_API_BASE: base } = config;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const authority = `${base ?? 'https://login.microsoftonline.com'}/common/oauth2/v2.0`;
  return {
    name: 'outlook',
    title: 'Outlook',
    clientId,
    clientSecret,
    redirectUri: redirectUriOf(config, 'outlook'),
    authorizationUrl: `${authority}/authorize`,
    tokenUrl: `${authority}/token`,
    accountUrl: `${base ?? 'https://graph.microsoft.com'}/v1.0/me?$select=mail,userPrincipalName`,
    scopes: ['offline_access', 'Calendars.ReadWrite', 'User.Read'],
    neededScopes: ['Calendars.ReadWrite'],
    extra: { response_mode: 'query', prompt: 'select_account' },
  };
}

function redirectUriOf({ PUBLIC_URL }: Settings, name: ConsentProviderName): string {
  return `${PUBLIC_URL}/api/calendars/${name}/callback`;
}

/** Where the person is sent to say yes. What comes back is worth something only together with the verifier. */
export function consentPageOf(
  provider: ConsentProvider,
  { state, verifier }: { state: string; verifier: string },
): string {
  const url = new URL(provider.authorizationUrl);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: provider.redirectUri,
    scope: provider.scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...provider.extra,
  }).toString();
  return url.href;
}
