import Stripe from 'stripe';

export interface StripeAccount {
  secretKey: string;
  /** Another place for Stripe's API. */
  apiBase?: string | undefined;
}

/**
 * A client for Stripe. It repeats nothing by itself but a closed connection: Temporal does, with growing pauses, where
 * people can see it. Eight seconds stay well inside an activity's own limit, so that an attempt that timed out is no
 * longer talking to Stripe when the next one begins.
 */
export function createStripe({ secretKey, apiBase }: StripeAccount): Stripe {
  return new Stripe(secretKey, {
    ...(apiBase === undefined ? {} : placeOf(apiBase)),
    appInfo: { name: 'Majlis' },
    timeout: 8_000,
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function placeOf(apiBase: string): Pick<Stripe.StripeConfig, 'protocol' | 'host' | 'port'> {
  const { protocol, hostname, port, pathname } = new URL(apiBase);
  if (pathname !== '/') throw new TypeError('the address of the Stripe API has no path');
  const secure = protocol === 'https:';
  return { protocol: secure ? 'https' : 'http', host: hostname, port: port || (secure ? '443' : '80') };
}

/**
 * The object that Stripe answered with. The SDK takes every answer without an `error` for a success, whatever its status,
 * so a proxy's page in the middle would pass for a refund.
 */
export function answered<const Kind extends string, T extends { id: string; object: Kind }>(
  answer: T,
  kind: Kind,
): T {
  const { id, object }: { id: unknown; object: unknown } = answer;
  if (object === kind && typeof id === 'string' && id !== '') return answer;
  throw new TypeError(`Stripe did not answer with a ${kind}`);
}

/** Whether Stripe refused the request itself: sent again, it is refused again. */
export function isRefusal(error: unknown): error is Stripe.errors.StripeInvalidRequestError {
  return error instanceof Stripe.errors.StripeInvalidRequestError;
}

/**
 * Whether this idempotency key is used up: Stripe repeats a stored failure under it for a day, or remembers other
 * parameters. What the first request did is found out by looking; only another key can do anything.
 * @see https://docs.stripe.com/api/idempotent_requests
 */
export function isKeySpent(error: unknown): boolean {
  // 409: the first request is still running, so the key is the right one and only too early.
  if (error instanceof Stripe.errors.StripeIdempotencyError) return error.statusCode !== 409;
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return (error.statusCode ?? 0) >= 500 && error.headers?.['idempotent-replayed'] === 'true';
}

export interface Creation<T> {
  key: string;
  /** What an earlier request made, when it made anything. */
  find: () => Promise<T | undefined>;
  create: (key: string) => Promise<T>;
}

/** How many keys one creation may use up. */
const generations = ['', ':r2', ':r3'];

/** Creates something once. Under a spent key it looks what the first request did before it takes the next key. */
export async function createOnce<T>({ key, find, create }: Creation<T>): Promise<T> {
  let spent: unknown;
  for (const generation of generations) {
    try {
      return await create(`${key}${generation}`);
    } catch (error) {
      if (!isKeySpent(error)) throw error;
      spent = error;
    }
    const found = await find();
    if (found !== undefined) return found;
  }
  throw spent;
}
