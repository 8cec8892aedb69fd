import { sameText } from '#sandbox/secrets.ts';
import { type StripeErrorBody, StripeRefusal } from './errors.ts';

/** Throws unless the request carries the sandbox's own secret key. A live key is never compared, kept or shown. */
export function refuseStripeKey(authorization: string | undefined, secretKey: string): void {
  const key = keyOf(authorization);
  if (key === undefined) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (isLiveKey(key)) {
    throw unauthorized(
      'A live key was sent to the sandbox. It was refused and not kept; check where this program believes Stripe is.',
    );
  }
  if (!sameText(key, secretKey)) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

/** Live secret, restricted and publishable keys. */
export function isLiveKey(key: string): boolean {
  return /^(?:sk|rk|pk)_live_/.test(key);
}

/** Stripe takes the key as a bearer token, or as the user name of Basic authentication. */
function keyOf(authorization: string | undefined): string | undefined {
  const [scheme, credentials] = authorization?.split(' ', 2) ?? [];
  if (credentials === undefined) return undefined;
  if (scheme === 'Bearer') return credentials;
  return scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString().split(':', 1)[0] : undefined;
}

function masked(key: string): string {
  return `${key.slice(0, 8)}${'*'.repeat(8)}${key.length > 12 ? key.slice(-4) : ''}`;
}

function unauthorized(message: string): StripeRefusal {
  const body: StripeErrorBody = { type: 'invalid_request_error', message };
  return new StripeRefusal(401, body);
}
