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

/** No answer came, or none that can be read. Whatever a client threw stays here: it may repeat the whole request. */
export function failureOfCall(error: unknown): CalendarFailure {
  if (error instanceof CalendarFailure) return error;
  if (isTimeout(error)) return new CalendarFailure('timeout');
  return new CalendarFailure(error instanceof SyntaxError ? 'provider_unavailable' : 'network');
}

/** Clients wrap what they met in errors of their own, `fetch` in a cause. */
function isTimeout(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 3) return false;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return true;
  if ('code' in error && typeof error.code === 'string' && /TIMEDOUT|TIMEOUT/.test(error.code)) return true;
  return isTimeout(error instanceof AggregateError ? error.errors[0] : error.cause, depth + 1);
}
