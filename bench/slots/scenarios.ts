import type { AvailabilityRules, WeeklyWindow } from '#domain/availability.ts';
import { days, hours, minutes } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import { addDays, dayOf, dayOfWeekOf } from '#domain/local-date.ts';
import type { BookedTime, SlotTerms } from '#domain/slots-terms.ts';
import type { SlotQuestion } from '#domain/slots.ts';
import { instantOf } from '#domain/zone.ts';

const zone = 'Asia/Dubai';
const from = '2026-02-02';
const dates = 60;
/** Its clock goes forward on 2026-03-29, within the sixty days. */
export const clientZone = 'Europe/London';

const officeDays = [1, 2, 3, 4, 5];
const windows = officeDays.flatMap((dayOfWeek): WeeklyWindow[] => [
  { dayOfWeek, startMinute: 9 * 60, endMinute: 13 * 60 },
  { dayOfWeek, startMinute: 14 * 60, endMinute: 18 * 60 },
]);

const rules: AvailabilityRules = {
  timezone: zone,
  bufferMinutes: 15,
  stepMinutes: 15,
  minNoticeMinutes: 120,
  maxAdvanceDays: 90,
  instantBooking: true,
  isActive: true,
  windows,
  overrides: [
    { kind: 'holiday', startDate: '2026-02-11', endDate: '2026-02-12' },
    { kind: 'blocked', startDate: '2026-02-20', endDate: '2026-02-20' },
    at('custom_hours', '2026-02-24', 10 * 60, 15 * 60),
    at('custom_hours', '2026-03-07', 10 * 60, 14 * 60),
    at('partial_block', '2026-03-10', 11 * 60, 12 * 60),
    at('partial_block', '2026-03-18', 15 * 60, 16 * 60),
  ],
  temporaryHours: [],
  travel: [],
};

function at(kind: 'custom_hours' | 'partial_block', date: string, startMinute: number, endMinute: number) {
  return { kind, startDate: date, endDate: date, startMinute, endMinute };
}

function opening(date: string, minuteOfDay: number): Instant {
  return instantOf({ date, minuteOfDay, zone, fold: 'earlier' });
}

/** So many consultations, a round over the office days after the other, none on top of another. */
function bookings(count: number, lengthMinutes: number, minuteOf: (round: number) => number): BookedTime[] {
  const open = Array.from({ length: dates }, (_, n) => addDays(from, n)).filter((date) =>
    officeDays.includes(dayOfWeekOf(date)),
  );
  return Array.from({ length: count }, (_, n) => {
    // Not in order of time: a database does not promise one.
    const date = open[(n * 7) % open.length] ?? from;
    const startAt = opening(date, minuteOf(Math.floor(n / open.length)));
    const endAt = startAt + minutes(lengthMinutes);
    return { startAt, endAt, blockEndAt: endAt };
  });
}

const asked = {
  rules,
  durationMinutes: 60,
  bufferMinutes: 0,
  now: opening(from, 0) - days(1),
  from,
  to: addDays(from, dates - 1),
};

/** Sixty days, two windows on five weekdays, an hour in steps of 15 minutes, 120 bookings, six overrides. */
export const scenarioS: SlotQuestion = {
  ...asked,
  booked: bookings(120, 60, (round) => (9 + 3 * round) * 60),
};

/** The same with a thousand bookings: short ones, or nothing would be left. */
export const scenarioL: SlotQuestion = {
  ...asked,
  booked: bookings(1000, 10, (round) => 9 * 60 + 10 * round),
};

/** Two hundred lawyers, each with the hours of S and bookings of the next fortnight, of whom the soonest slot is wanted. */
export const scenarioM: SlotTerms[] = Array.from({ length: 200 }, (_, lawyer) => ({
  ...asked,
  rules: { ...rules, maxAdvanceDays: 14 },
  booked: Array.from({ length: 28 }, (_day, n) => {
    const startAt = opening(from, 9 * 60) + hours(n * 9) + minutes((lawyer % 8) * 30);
    return { startAt, endAt: startAt + hours(1), blockEndAt: startAt + hours(1) };
  }),
}));

/** The most one question can ask for: 62 dates, open day and night, a slot every five minutes, all explained. */
export const widest: SlotQuestion = {
  ...scenarioL,
  rules: {
    ...rules,
    stepMinutes: 5,
    windows: [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, startMinute: 0, endMinute: 1440 })),
  },
  to: addDays(from, 61),
  explain: true,
};

/** A lawyer who is fully booked, of whom a slot is looked for up to a horizon of a year. */
export const fullyBooked: SlotTerms = {
  ...asked,
  rules: { ...rules, maxAdvanceDays: 365 },
  booked: Array.from({ length: 370 }, (_, n) => {
    const startAt = days(dayOf(from) + n - 1);
    return { startAt, endAt: startAt + days(1), blockEndAt: startAt + days(1) };
  }),
};
