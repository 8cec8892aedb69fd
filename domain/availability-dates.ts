import type { AvailabilityRules } from './availability.ts';
import { days } from './instant.ts';
import type { Instant } from './instant.ts';
import { dateOfDay, dayOf } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { clockOf } from './zone-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What of the rules says where the lawyer is. */
export type Whereabouts = Pick<AvailabilityRules, 'timezone' | 'travel'>;

/**
 * The local dates of a lawyer who travels, as numbers: days since 1970-01-01. Every moment belongs to exactly one of
 * them, and they follow each other in order, wherever the journey goes.
 */
export interface LawyerDates {
  /** The zone in which the wall clock of that date is read. */
  zoneOn: (day: number) => string;
  clockOn: (day: number) => ZoneClock;
  /** Its first moment; where the next date begins at the same one, the journey leaves nothing of it. */
  startOf: (day: number) => Instant;
  dayAt: (instant: Instant) => number;
}

/** The local dates of the lawyer with these rules. */
export function datesOf({ timezone, travel }: Whereabouts): LawyerDates {
  const journeys = travel.map(({ startDate, endDate, timezone: zone }) => ({
    first: dayOf(startDate),
    last: dayOf(endDate),
    zone,
  }));
  const zoneOn = (day: number) =>
    journeys.find(({ first, last }) => first <= day && day <= last)?.zone ?? timezone;
  const home = clockOf(timezone);
  const clockOn = (day: number) => (journeys.length === 0 ? home : clockOf(zoneOn(day)));
  const midnightOf = (day: number) => clockOn(day).instantOn(day, 0, 'earlier');

  // Eastwards across the date line the midnight of a date can come before that of the date ahead of it. That one is then
  // empty, and no third is concerned: midnights of the same date are 26 hours apart at most.
  const startOf = (day: number) =>
    clockOn(day - 1) === clockOn(day) ? midnightOf(day) : Math.max(midnightOf(day - 1), midnightOf(day));

  const dayAt = (instant: Instant) => {
    let day = Math.floor((instant + home.offsetAt(instant)) / days(1));
    while (startOf(day) > instant) day -= 1;
    while (startOf(day + 1) <= instant) day += 1;
    return day;
  };
  return { zoneOn, clockOn, startOf, dayAt };
}

/** The lawyer's local date at that moment. */
export function lawyerDateAt(instant: Instant, rules: Whereabouts): LocalDate {
  return dateOfDay(datesOf(rules).dayAt(instant));
}

/** The zone that holds for the lawyer at that moment: `lawyerTime` carries its offset. */
export function lawyerZoneAt(instant: Instant, rules: Whereabouts): string {
  const dates = datesOf(rules);
  return dates.zoneOn(dates.dayAt(instant));
}
