import { createHash } from 'node:crypto';
import type { State } from '#sandbox/state.ts';
import { invalidRequest, StripeRefusal } from './errors.ts';
import type { IdempotencyRecord } from './records.ts';

/** Stripe may forget a key after a day; a key that is used again then executes again. */
const lifeSeconds = 24 * 3600;

/** Keys whose request is being executed at this moment; a stopped process forgets them, as nothing is in flight then. */
export type KeysInFlight = Set<string>;

export function fingerprintOf(method: string, path: string, body: string): string {
  const parameters = [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([method, path, parameters]))
    .digest('hex');
}

/**
 * The kept answer of this key, if there is one. Refuses a key that came with other parameters (400
 * `idempotency_error`) and one whose first request is still being executed (409 `idempotency_key_in_use`).
 */
export function findKeptAnswer(
  state: State,
  inFlight: KeysInFlight,
  { key, fingerprint, now }: { key: string; fingerprint: string; now: number },
): IdempotencyRecord | undefined {
  if (key.length > 255) {
    throw invalidRequest(`Idempotency keys can be at most 255 characters long; yours has ${key.length}.`);
  }
  if (inFlight.has(key)) {
    throw new StripeRefusal(409, {
      type: 'invalid_request_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    });
  }
  const kept = state.idempotency.find(key);
  if (!kept || kept.created + lifeSeconds <= now) return undefined;
  if (kept.fingerprint === fingerprint) return kept;
  throw new StripeRefusal(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}
