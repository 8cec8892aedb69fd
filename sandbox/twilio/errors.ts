import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import type { Fault } from '#sandbox/faults.ts';

/** An answer that Twilio gives with its own numeric code; the SDK raises it as a `RestException`. */
export class TwilioRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'TwilioRefusal';
    this.status = status;
    this.code = code;
  }
}

export function invalid(code: number, message: string): TwilioRefusal {
  return new TwilioRefusal(400, code, message);
}

export function notFound(path: string): TwilioRefusal {
  return new TwilioRefusal(404, 20404, `The requested resource ${path} was not found`);
}

export function refusalAnswer({ status, code, message }: TwilioRefusal): Answer {
  return jsonAnswer(status, {
    code,
    message,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  });
}

export function faultAnswer(fault: Fault): Answer {
  if (fault.kind === 'rate-limit') return refusalAnswer(new TwilioRefusal(429, 20429, 'Too Many Requests'));
  const code = fault.status >= 500 ? 20500 : 20001;
  return refusalAnswer(new TwilioRefusal(fault.status, code, 'An error occurred (a fault of the sandbox)'));
}
