import { datesOf } from './availability-dates.ts';
import type { AvailabilityRules } from './availability.ts';
import type { Instant } from './instant.ts';
import { mondayAt } from './local-date.ts';

/** On which days the lawyer takes no more: bookings count by the lawyer's local date of their start. */
export function isLimited(
  rules: AvailabilityRules,
  booked: readonly { startAt: Instant }[],
): (on: { day: number }) => boolean {
  const { limitPerDay = Infinity, limitPerWeek = Infinity } = rules;
  if (limitPerDay === Infinity && limitPerWeek === Infinity) return () => false;
  const { dayAt } = datesOf(rules);
  const days = booked.map(({ startAt }) => dayAt(startAt));
  const perDay = countsOf(days);
  const perWeek = countsOf(days.map(mondayAt));
  return ({ day }) =>
    (perDay.get(day) ?? 0) >= limitPerDay || (perWeek.get(mondayAt(day)) ?? 0) >= limitPerWeek;
}

function countsOf(keys: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
