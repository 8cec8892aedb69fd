import { ApplicationFailure } from '@temporalio/common';

/**
 * `passing`: the next try may succeed. `needs_lawyer`: access was withdrawn, or the calendar is not there any more; trying
 * again changes nothing.
 */
export type FailureKind = 'passing' | 'needs_lawyer';

/** Why a calendar could not be read or written. */
export type CalendarFailureCode =
  | 'access_withdrawn'
  | 'calendar_gone'
  | 'address_refused'
  | 'address_gone'
  | 'address_not_allowed'
  | 'not_a_calendar'
  | 'calendar_too_large'
  | 'not_configured'
  | 'key_missing'
  | 'provider_busy'
  | 'provider_refused'
  | 'provider_unavailable'
  | 'network'
  | 'timeout';

/** A provider's words may repeat addresses and titles, so only a code is kept, and no cause. */
export class CalendarFailure extends Error {
  readonly kind: FailureKind;
  readonly code: CalendarFailureCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: CalendarFailureCode, kind: FailureKind = 'passing', retryAfterMs?: number) {
    super(`Calendar: ${code}`);
    this.name = 'CalendarFailure';
    this.code = code;
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What Temporal gets for it. */
export function asActivityFailure(failure: CalendarFailure): ApplicationFailure {
  return ApplicationFailure.create({
    message: failure.message,
    type: failure.code,
    nonRetryable: failure.kind === 'needs_lawyer',
    ...(failure.retryAfterMs !== undefined && { nextRetryDelay: failure.retryAfterMs }),
  });
}

/** A longer wait is our own business. */
const retryAfterMax = 10 * 60_000;

export interface ProviderAnswer {
  status: number;
  /** The provider's own code for the reason. */
  reason: string | undefined;
  retryAfter: string | undefined;
}

/** Google says 403 also for too many calls. */
const tooMany: ReadonlySet<string | undefined> = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'calendarUsageLimitsExceeded',
]);

/** What an answer that is no success means for the calendar. `missing` says what a 404 means for the call. */
export function failureOfAnswer(
  { status, reason, retryAfter }: ProviderAnswer,
  missing: CalendarFailureCode = 'calendar_gone',
): CalendarFailure {
  if (status === 429 || (status === 403 && tooMany.has(reason))) {
    return new CalendarFailure('provider_busy', 'passing', delayOf(retryAfter));
  }
  if (status === 401 || status === 403) return new CalendarFailure('access_withdrawn', 'needs_lawyer');
  if (status === 404 || status === 410) return new CalendarFailure(missing, 'needs_lawyer');
  if (status === 503) return new CalendarFailure('provider_unavailable', 'passing', delayOf(retryAfter));
  return new CalendarFailure(status >= 500 || status === 408 ? 'provider_unavailable' : 'provider_refused');
}

function delayOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && seconds > 0 ? Math.min(seconds * 1000, retryAfterMax) : undefined;
}

/** No answer came, or none that can be read. Anything else is a bug of ours, and undefined. */
export function failureOfCall(error: unknown): CalendarFailure | undefined {
  if (error instanceof CalendarFailure) return error;
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new CalendarFailure('timeout');
  if (
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E(?!RR_)[A-Z_]+|UND_ERR_\w+|CERT_\w+|DEPTH_\w+)$/.test(error.code)
  ) {
    return new CalendarFailure(/TIMEDOUT|TIMEOUT/.test(error.code) ? 'timeout' : 'network');
  }
  // `fetch` says what it met in the cause.
  if (error.cause !== undefined && error.cause !== error) {
    const behind = error.cause instanceof AggregateError ? error.cause.errors[0] : error.cause;
    const failure = failureOfCall(behind);
    if (failure) return failure;
  }
  if (error instanceof TypeError && error.message === 'fetch failed') return new CalendarFailure('network');
  return error instanceof SyntaxError ? new CalendarFailure('provider_unavailable') : undefined;
}
