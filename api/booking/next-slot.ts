import type { Instant, Interval } from '#domain/instant.ts';
import { days } from '#domain/instant.ts';

/** The bookings that decide about any slot from now on: a horizon is at most a year. */
export function bookingsAhead(now: Instant): Interval {
  return { start: now - days(9), end: now + days(365 + 14) };
}
