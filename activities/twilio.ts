import twilio from 'twilio';
import type { Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';

export interface TwilioAccount {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
  /** Another place for all of Twilio's hosts. */
  apiBase?: string | undefined;
}

const timeout = 10_000;

/** The products that are called; their names are their hosts' and their folders below another base. */
const products = new Set(['api', 'video']);

/** A client for Twilio. It never repeats a request by itself: a message that may have gone out is looked for first. */
export function createTwilio({ accountSid, apiKey, apiSecret, apiBase }: TwilioAccount): Twilio {
  const httpClient = apiBase === undefined ? new RequestClient({ timeout }) : new RedirectedClient(apiBase);
  return twilio(apiKey, apiSecret, { accountSid, httpClient });
}

/**
 * `https://video.twilio.com/v1/Rooms` below another base: `{base}/video/v1/Rooms`. A host that is not known here is
 * refused, because a request that slips through would reach the real Twilio with made-up keys.
 */
export function redirectedUri(uri: string, apiBase: string): string {
  const { protocol, hostname, pathname, search } = new URL(uri);
  const product = hostname.endsWith('.twilio.com') ? hostname.slice(0, -'.twilio.com'.length) : '';
  if (protocol !== 'https:' || !products.has(product)) throw new TypeError(`${hostname} is not redirected`);
  return `${apiBase.replace(/\/$/, '')}/${product}${pathname}${search}`;
}

/** The SDK has no option for another address; the HTTP client is the seam that it offers. */
class RedirectedClient extends RequestClient {
  readonly #apiBase: string;

  constructor(apiBase: string) {
    super({ timeout });
    this.#apiBase = apiBase;
  }

  override request<Body>(options: RequestClient.RequestOptions<Body>) {
    return super.request<Body>({ ...options, uri: redirectedUri(options.uri, this.#apiBase) });
  }
}
