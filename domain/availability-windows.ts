import { datesOf } from './availability-dates.ts';
import type {
  AvailabilityRules,
  DateRange,
  MinuteRange,
  Override,
  OverrideKind,
  WeeklyWindow,
} from './availability.ts';
import { mergeIntervals, subtractIntervals } from './instant.ts';
import type { Interval } from './instant.ts';
import { dateOfDay, dayOf, dayOfWeekAt } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import type { ZoneClock } from './zone-clock.ts';

/** One local date of a lawyer. */
export interface OpenDate {
  /** Since 1970-01-01. */
  day: number;
  /** From its first moment to that of the next date. */
  span: Interval;
  /** The windows that begin on it, merged where they touch; of a closed date those that would begin on it. */
  windows: Interval[];
  closedBy?: 'blocked' | 'holiday' | undefined;
}

export interface OpenWindows {
  /** Each date asked for, in order. */
  dates: OpenDate[];
  /** When the lawyer is open: the windows of the dates that are not closed, less what reaches into one that is. */
  open: Interval[];
  /** What partial blocks take away. They are not cut out of `open`: a slot's buffer must keep clear of them too. */
  blocks: Interval[];
}

/**
 * The windows of each local date from `from` to `to`, both included, and the open time they add up to.
 * Open time and blocks include what reaches in from other dates.
 */
export function openWindows(rules: AvailabilityRules, from: LocalDate, to: LocalDate): OpenWindows {
  const [first, last] = [dayOf(from), dayOf(to)];
  const reach = reachOf(rules);
  const all = openDays(rules, first - reach, last + reach);
  return { ...all, dates: all.dates.filter(({ day }) => first <= day && day <= last) };
}

/** From how many dates away a window can reach in: across midnight, and across the date line for who travels. */
export function reachOf({ travel }: AvailabilityRules): number {
  return travel.length === 0 ? 1 : 3;
}

/** The same for exactly these days, given by number, and nothing beside them. */
export function openDays(rules: AvailabilityRules, from: number, to: number): OpenWindows {
  const localDates = datesOf(rules);
  const overrides = placedWithin(rules.overrides, from, to);
  const temporaryHours = placedWithin(rules.temporaryHours, from, to);
  const dates: OpenDate[] = [];
  const blocks: Interval[] = [];
  let start = localDates.startOf(from);
  for (let day = from; day <= to; day += 1) {
    const end = localDates.startOf(day + 1);
    const clock = localDates.clockOn(day);
    const ofDay = overrides.filter(covers(day));
    const week = temporaryHours.find(covers(day))?.windows ?? rules.windows;
    const custom = rangesOf(ofDay, 'custom_hours');
    const ranges = custom.length > 0 ? custom : windowsOf(week, dayOfWeekAt(day));
    const windows = mergeIntervals(ranges.map((range) => intervalOf(range, day, clock)));
    dates.push({ day, span: { start, end }, windows, closedBy: closureOf(ofDay) });
    for (const range of rangesOf(ofDay, 'partial_block')) blocks.push(intervalOf(range, day, clock));
    start = end;
  }
  return { dates, open: openTimeOf(dates), blocks: mergeIntervals(blocks) };
}

function openTimeOf(dates: readonly OpenDate[]): Interval[] {
  const windows: Interval[] = [];
  const closed: Interval[] = [];
  for (const date of dates) {
    if (date.closedBy) closed.push(date.span);
    else windows.push(...date.windows);
  }
  return subtractIntervals(windows, closed);
}

interface Placed {
  firstDay: number;
  lastDay: number;
}

/** Those that concern these days. Dates are compared as text first: of four hundred few do. */
function placedWithin<R extends DateRange>(ranges: readonly R[], from: number, to: number): (R & Placed)[] {
  if (ranges.length === 0) return [];
  const [fromDate, toDate] = [dateOfDay(from), dateOfDay(to)];
  return ranges
    .filter(({ startDate, endDate }) => startDate <= toDate && fromDate <= endDate)
    .map((range) => ({ ...range, firstDay: dayOf(range.startDate), lastDay: dayOf(range.endDate) }));
}

function covers(day: number): (placed: Placed) => boolean {
  return ({ firstDay, lastDay }) => firstDay <= day && day <= lastDay;
}

function windowsOf(week: readonly WeeklyWindow[], weekday: number): readonly WeeklyWindow[] {
  return week.filter(({ dayOfWeek }) => dayOfWeek === weekday);
}

function closureOf(overrides: readonly Override[]): OpenDate['closedBy'] {
  if (overrides.some(({ kind }) => kind === 'blocked')) return 'blocked';
  return overrides.some(({ kind }) => kind === 'holiday') ? 'holiday' : undefined;
}

function rangesOf(overrides: readonly Override[], wanted: OverrideKind): MinuteRange[] {
  if (overrides.length === 0) return [];
  return overrides.flatMap(({ kind, startMinute, endMinute }) =>
    kind === wanted && startMinute !== undefined && endMinute !== undefined
      ? [{ startMinute, endMinute }]
      : [],
  );
}

/** Where the clock goes back, a start is its earlier reading and an end its later one: no open time is lost. */
function intervalOf({ startMinute, endMinute }: MinuteRange, day: number, clock: ZoneClock): Interval {
  const end = endMinute > startMinute ? endMinute : endMinute + 1440;
  return {
    start: clock.instantOn(day, startMinute, 'earlier'),
    end: clock.instantOn(day, end, 'later'),
  };
}
