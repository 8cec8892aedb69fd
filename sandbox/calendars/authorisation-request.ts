import { isProductUrl } from './product-url.ts';

/** What a product asks somebody for on the consent page. */
export interface AuthorisationRequest {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state: string | null;
  challenge: string | null;
  loginHint: string | null;
  isOffline: boolean;
  asksAgain: boolean;
}

/** Shown to the person instead of the consent page: to an address that is in doubt nobody is sent back. */
export interface AuthorisationFault {
  status: number;
  error: string;
  message: string;
}

export interface AuthorisationRules {
  clientId: string;
  isRealClient(clientId: string): boolean;
  publicUrl: string | undefined;
}

/** Reads the address of the consent page: RFC 6749 section 4.1.1 with PKCE (RFC 7636, S256 alone). */
export function readAuthorisationRequest(
  query: URLSearchParams,
  rules: AuthorisationRules,
): AuthorisationRequest | AuthorisationFault {
  const clientId = query.get('client_id') ?? '';
  const redirectUri = query.get('redirect_uri') ?? '';
  const scopes = (query.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  const fault = (status: number, error: string, message: string) => ({ status, error, message });

  if (rules.isRealClient(clientId))
    return fault(401, 'invalid_client', 'A real client id was sent to the sandbox. It was not kept.');
  if (clientId !== rules.clientId)
    return fault(
      401,
      'invalid_client',
      'The OAuth client was not found: this client_id is not the sandbox’s.',
    );
  if (!isProductUrl(redirectUri, rules.publicUrl))
    return fault(
      400,
      'redirect_uri_mismatch',
      'The redirect_uri leads neither to this machine nor to PUBLIC_URL.',
    );
  if (query.get('response_type') !== 'code')
    return fault(400, 'unsupported_response_type', 'The response_type must be code.');
  if (!['query', null].includes(query.get('response_mode')))
    return fault(400, 'invalid_request', 'The sandbox answers with the response_mode query alone.');
  if (scopes.length === 0) return fault(400, 'invalid_scope', 'Missing required parameter: scope');
  if (challenge === null ? method !== null : method !== 'S256' || !/^[\w-]{43}$/.test(challenge))
    return fault(
      400,
      'invalid_request',
      'The code_challenge must be 43 characters of base64url with the method S256.',
    );
  return {
    clientId,
    redirectUri,
    scopes,
    state: query.get('state'),
    challenge,
    loginHint: query.get('login_hint'),
    isOffline: query.get('access_type') === 'offline' || scopes.includes('offline_access'),
    asksAgain: (query.get('prompt') ?? '').split(' ').includes('consent'),
  };
}

/** Where the browser goes after the answer, as RFC 6749 sections 4.1.2 say. */
export function answerUrl(
  { redirectUri, state }: AuthorisationRequest,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}
