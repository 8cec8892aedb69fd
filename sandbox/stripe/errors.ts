const documentation = 'https://stripe.com/docs/error-codes';

export type StripeErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

export interface StripeErrorBody {
  type: StripeErrorType;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  doc_url?: string;
  payment_intent?: object;
  charge?: string;
}

/** An answer that Stripe gives with `{error: …}`; the SDK picks its class by status and type. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;

  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.name = 'StripeRefusal';
    this.status = status;
    this.body =
      body.code === undefined
        ? body
        : { ...body, doc_url: `${documentation}/${body.code.replaceAll('_', '-')}` };
  }
}

/** A request that cannot be executed: 400 with the parameter that is to blame. */
export function invalidRequest(message: string, more: { code?: string; param?: string } = {}): StripeRefusal {
  return new StripeRefusal(400, { type: 'invalid_request_error', message, ...more });
}

export function noSuch(object: string, id: string, param: string): StripeRefusal {
  return new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${object}: '${id}'`,
    param,
  });
}

/** The object is in a state that does not allow this. */
export function unexpectedState(message: string, paymentIntent: object): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: paymentIntent,
  });
}
