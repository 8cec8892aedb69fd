import { randomUUID } from 'node:crypto';
import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import type { Fault } from '#sandbox/faults.ts';
import type { OAuthRefusal } from '#sandbox/calendars/oauth-refusal.ts';

/** An answer of Microsoft Graph that says no; the SDK raises it as a `GraphError`. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'GraphRefusal';
    this.status = status;
    this.code = code;
  }
}

export function invalidProperty(message: string): GraphRefusal {
  return new GraphRefusal(400, 'ErrorPropertyValidationFailure', message);
}

export function itemNotFound(): GraphRefusal {
  return new GraphRefusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

export function refusalAnswer(
  { status, code, message }: Pick<GraphRefusal, 'status' | 'code' | 'message'>,
  headers: Record<string, string> = {},
): Answer {
  const id = randomUUID();
  const innerError = { date: secondsNow(), 'request-id': id, 'client-request-id': id };
  return jsonAnswer(status, { error: { code, message, innerError } }, { 'request-id': id, ...headers });
}

const codes: Readonly<Record<number, string>> = {
  401: 'InvalidAuthenticationToken',
  403: 'ErrorAccessDenied',
  404: 'ErrorItemNotFound',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

export function faultAnswer(fault: Fault): Answer {
  if (fault.kind === 'rate-limit') {
    return refusalAnswer(
      new GraphRefusal(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'),
      { 'retry-after': String(Math.ceil(fault.ms / 1000)) },
    );
  }
  const { status } = fault;
  const code = codes[status] ?? (status >= 500 ? 'InternalServerError' : 'BadRequest');
  return refusalAnswer(new GraphRefusal(status, code, 'An error occurred (a fault of the sandbox)'));
}

/** The identity platform answers in the words of OAuth, with numbers of its own. */
export function tokenRefusalAnswer({ status, error, code, message }: OAuthRefusal): Answer {
  const id = randomUUID();
  return jsonAnswer(status, {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${id} Correlation ID: ${id} Timestamp: ${secondsNow()}`,
    error_codes: [code],
    timestamp: secondsNow(),
    trace_id: id,
    correlation_id: id,
    ...(code === 65_001 && { suberror: 'consent_required' }),
  });
}

export function tokenFaultAnswer(fault: Fault): Answer {
  const isRateLimit = fault.kind === 'rate-limit';
  const answer = tokenRefusalAnswer({
    name: 'OAuthRefusal',
    status: isRateLimit ? 429 : fault.status,
    error: isRateLimit || fault.status >= 500 ? 'temporarily_unavailable' : 'invalid_request',
    code: 90_033,
    message: 'A transient error has occurred. Please try again (a fault of the sandbox).',
  });
  return isRateLimit
    ? { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(fault.ms / 1000)) } }
    : answer;
}

function secondsNow(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
