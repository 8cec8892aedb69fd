import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import type { Fault } from '#sandbox/faults.ts';

export interface MailFault {
  message: string;
  field: string | null;
  help: string | null;
}

const help = 'http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html';

export function mailFault(field: string | null, message: string, topic?: string): MailFault {
  return { message, field, help: topic === undefined ? null : `${help}#message.${topic}` };
}

export function refusalAnswer(
  status: number,
  errors: readonly MailFault[],
  headers: Record<string, string> = {},
): Answer {
  return jsonAnswer(status, { errors }, headers);
}

export function faultAnswer(fault: Fault): Answer {
  if (fault.kind === 'rate-limit') {
    const resetAt = String(Math.ceil(Date.now() / 1000) + 1);
    return refusalAnswer(429, [mailFault(null, 'too many requests')], {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': resetAt,
    });
  }
  return refusalAnswer(fault.status, [mailFault(null, 'An error occurred (a fault of the sandbox)')]);
}
