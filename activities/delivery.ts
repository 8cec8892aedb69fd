import twilio from 'twilio';

/** What is known of a message whose sending threw. */
export interface Refusal {
  /** For the notification's row: the provider's own number, or the status. */
  code: string;
  /** This recipient cannot be reached on this channel, now or later; nothing is wrong on our side. */
  isForGood: boolean;
}

/** Twilio's numbers for: not a number, not a mobile, opted out, a country that is switched off. */
const unreachable: ReadonlySet<number | undefined> = new Set([21211, 21408, 21610, 21612, 21614]);

/** These come from whatever stands before the provider, which may have gone on with the request. */
const fromTheMiddle: ReadonlySet<number> = new Set([408, 502, 504]);

/** Nothing had been sent when these happened. */
const neverConnected: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Why the message certainly did not go out; undefined when it may have gone out, as after a time-out. Neither provider
 * knows an idempotency key, so the difference decides whether the next attempt may send again.
 */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof twilio.RestException) {
    const { status, code } = error;
    return status < 500 ? { code: String(code ?? status), isForGood: unreachable.has(code) } : undefined;
  }
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error;
  if (typeof code === 'number')
    return fromTheMiddle.has(code) ? undefined : { code: String(code), isForGood: false };
  return typeof code === 'string' && neverConnected.has(code) ? { code, isForGood: false } : undefined;
}
