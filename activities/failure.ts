import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import pg from 'pg';
import Stripe from 'stripe';
import twilio from 'twilio';
import { Problem } from '#domain/problem.ts';

/**
 * What Temporal gets for what an activity threw. Histories are plain text to everybody who operates Temporal, and
 * providers repeat phone numbers and addresses in their messages, so no message of theirs, no stack and no cause passes:
 * codes only. Refusals by rule and requests that a provider will never take are final; everything else is tried again.
 *
 * Types: a refusal's own code, `payment_declined`, `provider_refused`, `provider_busy`, `provider_unavailable`,
 * `database_unavailable`, `network`.
 */
export function toFailure(error: unknown): unknown {
  if (error instanceof TemporalFailure) return error;
  if (error instanceof Problem) return refusal(error);
  if (error instanceof Stripe.errors.StripeCardError) {
    return final(`Stripe: declined (${error.decline_code || (error.code ?? 'no code')})`, 'payment_declined');
  }
  const answer = answerOf(error);
  if (answer) return failureOf(answer, error instanceof Stripe.errors.StripeInvalidRequestError);
  if (error instanceof pg.DatabaseError) {
    const where = error.constraint === undefined ? '' : `, ${error.constraint}`;
    return passing(`Postgres: ${error.code ?? 'no code'}${where}`, 'database_unavailable');
  }
  return networkFailure(error) ?? (error instanceof SyntaxError ? unreadable() : error);
}

/** For every activity of a worker: `interceptors: { activity: [failureInterceptor] }`. */
export const failureInterceptor: ActivityInterceptorsFactory = () => ({
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw toFailure(error);
      }
    },
  },
});

function refusal({ code, message, extras }: Problem): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code, extras);
}

function final(message: string, type: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type);
}

function passing(message: string, type: string): ApplicationFailure {
  return ApplicationFailure.retryable(message, type);
}

/** What a provider answered, in the little that is safe to show. */
interface Answer {
  provider: 'Stripe' | 'Twilio' | 'SendGrid';
  status: number;
  /** The provider's own code, never its words. */
  code: string | undefined;
  retryAfter: unknown;
}

function answerOf(error: unknown): Answer | undefined {
  if (error instanceof Stripe.errors.StripeError) {
    const { statusCode = 0, code, headers } = error;
    return { provider: 'Stripe', status: statusCode, code, retryAfter: headers?.['retry-after'] };
  }
  if (error instanceof twilio.RestException) {
    const code = error.code === undefined ? undefined : String(error.code);
    return { provider: 'Twilio', status: error.status, code, retryAfter: undefined };
  }
  if (isMailAnswer(error)) {
    return {
      provider: 'SendGrid',
      status: error.code,
      code: undefined,
      retryAfter: error.response.headers['retry-after'],
    };
  }
  return undefined;
}

/** SendGrid's error class is in none of the packages that are dependencies, so it is known by its shape. */
function isMailAnswer(
  error: unknown,
): error is Error & { code: number; response: { headers: Record<string, unknown> } } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return false;
  if (!('response' in error) || typeof error.response !== 'object' || error.response === null) return false;
  const { response } = error;
  return 'headers' in response && typeof response.headers === 'object' && response.headers !== null;
}

function failureOf({ provider, status, code, retryAfter }: Answer, isInvalid: boolean): ApplicationFailure {
  const message = `${provider}: ${status || 'no status'}${code === undefined ? '' : `, ${code}`}`;
  if (status === 429) {
    const delay = delayOf(retryAfter);
    return ApplicationFailure.create({
      message,
      type: 'provider_busy',
      nonRetryable: false,
      ...(delay !== undefined && { nextRetryDelay: delay }),
    });
  }
  const isRefused = provider === 'Stripe' ? isInvalid && status !== 409 : status >= 400 && status < 500;
  return isRefused ? final(message, 'provider_refused') : passing(message, 'provider_unavailable');
}

/** `Retry-After` in seconds, at most ten minutes of it: a longer wait is Temporal's own business. */
function delayOf(retryAfter: unknown): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && seconds > 0 ? Math.min(seconds, 600) * 1000 : undefined;
}

/** Errors of sockets and of the HTTP clients above them name the host and carry the whole request. */
function networkFailure(error: unknown): ApplicationFailure | undefined {
  if (error instanceof AggregateError) return networkFailure(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  // Node's own ERR_ codes are bugs of ours; those of axios are answers that broke off.
  const isNetwork = error.name === 'AxiosError' || /^E(?!RR_)[A-Z]+$/.test(error.code);
  return isNetwork ? passing(`Network: ${error.code}`, 'network') : undefined;
}

/** A parser quotes what it could not read. */
function unreadable(): ApplicationFailure {
  return passing('An answer could not be read', 'provider_unavailable');
}
