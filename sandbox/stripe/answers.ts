import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import type { Fault } from '#sandbox/faults.ts';
import { randomText } from '#sandbox/identifiers.ts';
import { StripeRefusal } from './errors.ts';
import { apiVersion } from './event-object.ts';
import type { IdempotencyRecord } from './records.ts';

export function newRequestId(): string {
  return `req_${randomText(14)}`;
}

function headersOf(requestId: string, key: string | undefined): Record<string, string> {
  return {
    'request-id': requestId,
    'stripe-version': apiVersion,
    ...(key !== undefined && { 'idempotency-key': key, 'original-request': requestId }),
  };
}

export function objectAnswer(object: object, requestId: string, key: string | undefined): Answer {
  return jsonAnswer(200, object, headersOf(requestId, key));
}

export function refusalAnswer(refusal: StripeRefusal, requestId: string, key?: string): Answer {
  return jsonAnswer(
    refusal.status,
    { error: { ...refusal.body, request_log_url: null } },
    headersOf(requestId, key),
  );
}

/** The first answer of this key, once more. */
export function replayedAnswer(kept: IdempotencyRecord, requestId: string): Answer {
  return {
    status: kept.status,
    body: kept.body,
    headers: {
      'content-type': 'application/json',
      ...headersOf(requestId, kept.key),
      'idempotent-replayed': 'true',
      'original-request': kept.requestId,
    },
  };
}

export function faultAnswer(fault: Fault): Answer {
  return refusalAnswer(refusalOf(fault), newRequestId());
}

function refusalOf(fault: Fault): StripeRefusal {
  if (fault.kind === 'rate-limit') {
    return new StripeRefusal(429, {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    });
  }
  if (fault.status === 402) {
    return new StripeRefusal(402, {
      type: 'card_error',
      code: 'card_declined',
      message: 'Your card was declined.',
    });
  }
  const type = fault.status >= 500 ? 'api_error' : 'invalid_request_error';
  return new StripeRefusal(fault.status, {
    type,
    message: 'An unknown error occurred (a fault of the sandbox).',
  });
}
