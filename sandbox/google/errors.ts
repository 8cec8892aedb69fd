import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import type { Fault } from '#sandbox/faults.ts';
import type { OAuthRefusal } from '#sandbox/calendars/oauth-refusal.ts';

interface Details {
  status: number;
  reason: string;
  message: string;
  domain?: string;
  /** The parameter or header that is to blame. */
  location?: string;
  locationType?: 'parameter' | 'header';
}

/** An answer of the Calendar API that says no; the SDK raises it as a `GaxiosError`. */
export class GoogleRefusal extends Error {
  readonly details: Details;

  constructor(details: Details) {
    super(details.message);
    this.name = 'GoogleRefusal';
    this.details = details;
  }
}

export function invalid(message: string, reason = 'invalid', location?: string): GoogleRefusal {
  return new GoogleRefusal({
    status: 400,
    reason,
    message,
    ...(location !== undefined && { location, locationType: 'parameter' as const }),
  });
}

export function notFound(): GoogleRefusal {
  return new GoogleRefusal({ status: 404, reason: 'notFound', message: 'Not Found' });
}

export function refusalAnswer({ details }: GoogleRefusal, headers: Record<string, string> = {}): Answer {
  const { status, reason, message, domain = 'global', location, locationType } = details;
  const error = { domain, reason, message, ...(location !== undefined && { locationType, location }) };
  return jsonAnswer(status, { error: { errors: [error], code: status, message } }, headers);
}

export function faultAnswer(fault: Fault): Answer {
  if (fault.kind === 'rate-limit') {
    return refusalAnswer(
      new GoogleRefusal({
        status: 429,
        reason: 'rateLimitExceeded',
        message: 'Rate Limit Exceeded',
        domain: 'usageLimits',
      }),
      { 'retry-after': String(Math.ceil(fault.ms / 1000)) },
    );
  }
  return refusalAnswer(
    new GoogleRefusal({
      status: fault.status,
      reason: reasons[fault.status] ?? (fault.status >= 500 ? 'backendError' : 'badRequest'),
      message: 'An error occurred (a fault of the sandbox)',
    }),
  );
}

const reasons: Readonly<Record<number, string>> = {
  401: 'authError',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'deleted',
  412: 'conditionNotMet',
};

export function tokenRefusalAnswer({ status, error, message }: OAuthRefusal): Answer {
  return jsonAnswer(status, { error, error_description: message });
}

export function tokenFaultAnswer(fault: Fault): Answer {
  const status = fault.kind === 'rate-limit' ? 429 : fault.status;
  const error =
    status === 429 ? 'rate_limit_exceeded' : status >= 500 ? 'internal_failure' : 'invalid_request';
  return jsonAnswer(status, { error, error_description: 'An error occurred (a fault of the sandbox)' });
}
