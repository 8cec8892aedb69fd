import type { FastifyRequest } from 'fastify';
import { bodyText } from '#sandbox/exchange.ts';

/** A request of a token endpoint: the form, and the client's credentials from it or from Basic authentication. */
export interface TokenRequest {
  form: URLSearchParams;
  clientId: string;
  clientSecret: string;
}

export function readTokenRequest(request: FastifyRequest): TokenRequest {
  const form = new URLSearchParams(bodyText(request.body));
  const [scheme, encoded = ''] = request.headers.authorization?.split(' ', 2) ?? [];
  const [id = '', secret = ''] =
    scheme === 'Basic' ? Buffer.from(encoded, 'base64').toString().split(':', 2).map(decodeURIComponent) : [];
  return {
    form,
    clientId: form.get('client_id') ?? id,
    clientSecret: form.get('client_secret') ?? secret,
  };
}

const shown = new Set(['grant_type', 'redirect_uri', 'scope']);

/** The form as the log of requests keeps it: with its names, and without anything that opens something. */
export function withoutSecrets(form: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const [name, value] of form) kept.append(name, shown.has(name) ? value : '***');
  return kept.toString();
}
