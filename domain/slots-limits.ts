import type { AvailabilityRules } from './availability.ts';
import type { Instant } from './instant.ts';
import { isoWeekOf } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { localDateOf } from './zone.ts';

/** On which dates the lawyer takes no more: bookings count by the local date of their start. */
export function isLimited(
  { timezone, limitPerDay = Infinity, limitPerWeek = Infinity }: AvailabilityRules,
  booked: readonly { startAt: Instant }[],
): (on: { date: LocalDate }) => boolean {
  if (limitPerDay === Infinity && limitPerWeek === Infinity) return () => false;
  const dates = booked.map(({ startAt }) => localDateOf(startAt, timezone));
  const perDay = countsOf(dates);
  const perWeek = countsOf(dates.map(isoWeekOf));
  return ({ date }) =>
    (perDay.get(date) ?? 0) >= limitPerDay || (perWeek.get(isoWeekOf(date)) ?? 0) >= limitPerWeek;
}

function countsOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
