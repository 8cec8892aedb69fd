import type { AvailabilityRules } from './availability.ts';
import type { Instant } from './instant.ts';
import { isoWeekOf, localDateOf } from './zone.ts';
import type { LocalDate } from './zone.ts';

/** Those of the dates on which the lawyer takes no more: bookings count by the local date of their start. */
export function limitedDates(
  { timezone, limitPerDay, limitPerWeek }: AvailabilityRules,
  dates: readonly LocalDate[],
  booked: readonly { startAt: Instant }[],
): ReadonlySet<LocalDate> {
  if (limitPerDay === undefined && limitPerWeek === undefined) return new Set();
  const bookedDates = booked.map(({ startAt }) => localDateOf(startAt, timezone));
  const perDay = countsOf(bookedDates);
  const perWeek = countsOf(bookedDates.map(isoWeekOf));
  const isFull = (date: LocalDate) =>
    (perDay.get(date) ?? 0) >= (limitPerDay ?? Infinity) ||
    (perWeek.get(isoWeekOf(date)) ?? 0) >= (limitPerWeek ?? Infinity);
  return new Set(dates.filter(isFull));
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
