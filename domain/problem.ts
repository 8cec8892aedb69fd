/**
 * The catalogue of refusals. A code is permanent: it is never renamed, and never given to another meaning.
 * The status is what HTTP answers with; inside a workflow the same code travels as the type of an application failure.
 */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  idempotency_key_required: { status: 400, title: 'An Idempotency-Key header is required' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'This is not allowed for you' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  slot_taken: { status: 409, title: 'Somebody else has this time' },
  slot_unavailable: { status: 409, title: 'This time is not offered' },
  client_busy: { status: 409, title: 'The client has another consultation at this time' },
  invalid_state: { status: 409, title: 'The consultation does not allow this now' },
  quote_changed: { status: 409, title: 'The refund has changed since it was shown' },
  needs_attention: { status: 409, title: 'An operator has to look at this consultation first' },
  version_conflict: { status: 412, title: 'Somebody else changed this first' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'This content type is not supported' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  precondition_required: { status: 428, title: 'An If-Match header is required' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  temporarily_unavailable: { status: 503, title: 'Try again in a moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** One fault of a request: `pointer` is a JSON pointer into it (`/body/durationMinutes`). */
export interface Fault {
  pointer: string;
  detail: string;
}

/** What a refusal may carry beside its code; all of it is public. */
export interface ProblemExtras {
  errors?: readonly Fault[];
  /** Why a slot is not offered: `notice`, `horizon` or `unavailable` for everybody but the lawyer. */
  reason?: string;
  /** Further members of the answer, such as the new quote of `quote_changed`. */
  members?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
}

/** A refusal by rule. `detail` is written for the public; the cause goes to the log only. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }
}

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}
