import T from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { ConsentProvider } from './consent-providers.ts';

/** What a consent gave: the one thing that is kept, and whose account it is. */
export interface Consent {
  refreshToken: string;
  account: string;
}

/** `refused`: the same again would be refused again. `unavailable`: nobody knows; a new consent can be tried. */
export class ExchangeError extends Error {
  readonly kind: 'refused' | 'unavailable';

  /** `reason` is a code: a provider's words may repeat what was sent. */
  constructor(kind: 'refused' | 'unavailable', reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ExchangeError';
    this.kind = kind;
  }
}

/** A person waits for it in front of an empty page. */
const PATIENCE_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;

const Tokens = T.Object({
  access_token: T.String({ minLength: 1 }),
  refresh_token: T.Optional(T.String({ minLength: 1, maxLength: 8192 })),
  scope: T.Optional(T.String()),
  id_token: T.Optional(T.String()),
});
const Refusal = T.Object({ error: T.String({ pattern: '^[a-z_]{1,60}$' }) });
const IdClaims = T.Object({ email: T.String({ minLength: 3, maxLength: 320 }) });
const Profile = T.Object({
  mail: T.Optional(T.Union([T.String({ maxLength: 320 }), T.Null()])),
  userPrincipalName: T.String({ minLength: 1, maxLength: 320 }),
});

/**
 * The consent behind a code. It changes nothing at the provider: tokens are read once, here, so that they are in no history
 * of a workflow. Throws `ExchangeError`.
 */
export async function exchangeCode(
  provider: ConsentProvider,
  { code, verifier }: { code: string; verifier: string },
): Promise<Consent> {
  const tokens = await ask(provider.tokenUrl, Tokens, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      redirect_uri: provider.redirectUri,
    }),
  });
  if (tokens.refresh_token === undefined) throw new ExchangeError('refused', 'no_refresh_token');
  if (!grantsAll(tokens.scope, provider.neededScopes)) throw new ExchangeError('refused', 'scope_missing');
  return { refreshToken: tokens.refresh_token, account: await accountOf(provider, tokens) };
}

/** Who grants all that was asked for need not be told so. Microsoft puts the API's address before a scope, in any case. */
function grantsAll(granted: string | undefined, needed: readonly string[]): boolean {
  if (granted === undefined) return true;
  const scopes = granted.toLowerCase().split(' ');
  return needed.every((scope) => {
    const wanted = scope.toLowerCase();
    return scopes.some((one) => one === wanted || one.endsWith(`/${wanted}`));
  });
}

async function accountOf(provider: ConsentProvider, tokens: Static<typeof Tokens>): Promise<string> {
  if (provider.accountUrl === undefined) return emailIn(tokens.id_token);
  const { mail, userPrincipalName } = await ask(provider.accountUrl, Profile, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  return mail || userPrincipalName;
}

/** It came from the provider itself and straight, so its signature says nothing more (OpenID Connect Core, 3.1.3.7). */
function emailIn(idToken: string | undefined): string {
  const claims = parsed(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8'));
  if (!Check(IdClaims, claims)) throw new ExchangeError('refused', 'account_unknown');
  return claims.email;
}

async function ask<S extends TSchema>(url: string, schema: S, init: RequestInit): Promise<Static<S>> {
  const { status, text } = await answerOf(url, init);
  const content = parsed(text);
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    throw new ExchangeError('refused', Check(Refusal, content) ? content.error : `http_${status}`);
  if (status !== 200) throw new ExchangeError('unavailable', `http_${status}`);
  if (!Check(schema, content)) throw new ExchangeError('unavailable', 'answer_unreadable');
  return content;
}

async function answerOf(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, text: await boundedText(answer) };
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('unavailable', 'no_answer', { cause });
  }
}

async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) throw new ExchangeError('unavailable', 'answer_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
