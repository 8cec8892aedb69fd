import { mergeIntervals, subtractIntervals } from './instant.ts';
import type { Interval } from './instant.ts';
import { addDays, dayOfWeekOf } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { instantOf, startOfDate } from './zone.ts';

/** Minutes of the local day. An end at or before its start is on the next date; 1440 is 24:00. */
export interface MinuteRange {
  startMinute: number;
  endMinute: number;
}

/** Open every week; `dayOfWeek` is 0 to 6 from Sunday. */
export interface WeeklyWindow extends MinuteRange {
  dayOfWeek: number;
}

/** `blocked` and `holiday` close dates, `custom_hours` replaces their windows, `partial_block` takes a part away. */
export const overrideKinds = ['blocked', 'holiday', 'custom_hours', 'partial_block'] as const;
export type OverrideKind = (typeof overrideKinds)[number];

/** Another rule for the dates from `startDate` to `endDate`, both included, on each of them. */
export interface Override {
  kind: OverrideKind;
  startDate: LocalDate;
  endDate: LocalDate;
  startMinute?: number | undefined;
  endMinute?: number | undefined;
}

/** Another week for the dates from `startDate` to `endDate`, both included. Two of one lawyer never share a date. */
export interface TemporaryHours {
  startDate: LocalDate;
  endDate: LocalDate;
  windows: readonly WeeklyWindow[];
}

/** The zone in which the dates from `startDate` to `endDate`, both included, are read. Two never share a date. */
export interface Travel {
  startDate: LocalDate;
  endDate: LocalDate;
  timezone: string;
}

/** When a lawyer can be booked. Local dates and minutes are read in `timezone`, or in that of `travel`. */
export interface AvailabilityRules {
  timezone: string;
  bufferMinutes: number;
  stepMinutes: number;
  minNoticeMinutes: number;
  maxAdvanceDays: number;
  instantBooking: boolean;
  isActive: boolean;
  windows: readonly WeeklyWindow[];
  overrides: readonly Override[];
  temporaryHours: readonly TemporaryHours[];
  travel: readonly Travel[];
  limitPerDay?: number | undefined;
  limitPerWeek?: number | undefined;
}

/** One local date of a lawyer. */
export interface OpenDate {
  date: LocalDate;
  /** From its first moment to that of the next date. */
  span: Interval;
  /** The windows that begin on it, merged where they touch; listed also when the date is closed. */
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
 * The windows of each local date from `fromDate` to `toDate`, both included, and the open time they add up to.
 * Open time and blocks include what reaches in from the date before.
 */
export function openWindows(rules: AvailabilityRules, fromDate: LocalDate, toDate: LocalDate): OpenWindows {
  const dates: OpenDate[] = [];
  const blocks: Interval[] = [];
  const last = addDays(toDate, 1);
  for (let date = addDays(fromDate, -1); date <= last; date = addDays(date, 1)) {
    const overrides = rules.overrides.filter(
      ({ startDate, endDate }) => startDate <= date && date <= endDate,
    );
    dates.push(openDate(rules, overrides, date));
    blocks.push(
      ...rangesOf(overrides, 'partial_block').map((range) => intervalOf(range, date, rules.timezone)),
    );
  }
  const windows = dates.flatMap((each) => (each.closedBy ? [] : each.windows));
  const closed = dates.flatMap((each) => (each.closedBy ? [each.span] : []));
  return {
    dates: dates.slice(1, -1),
    open: subtractIntervals(windows, closed),
    blocks: mergeIntervals(blocks),
  };
}

function openDate(rules: AvailabilityRules, overrides: readonly Override[], date: LocalDate): OpenDate {
  const custom = rangesOf(overrides, 'custom_hours');
  const dayOfWeek = dayOfWeekOf(date);
  const ranges =
    custom.length > 0 ? custom : rules.windows.filter((window) => window.dayOfWeek === dayOfWeek);
  return {
    date,
    span: { start: startOfDate(date, rules.timezone), end: startOfDate(addDays(date, 1), rules.timezone) },
    windows: mergeIntervals(ranges.map((range) => intervalOf(range, date, rules.timezone))),
    closedBy: closureOf(overrides),
  };
}

function closureOf(overrides: readonly Override[]): 'blocked' | 'holiday' | undefined {
  const kinds = new Set(overrides.map(({ kind }) => kind));
  if (kinds.has('blocked')) return 'blocked';
  return kinds.has('holiday') ? 'holiday' : undefined;
}

function rangesOf(overrides: readonly Override[], wanted: OverrideKind): MinuteRange[] {
  return overrides.flatMap(({ kind, startMinute, endMinute }) =>
    kind === wanted && startMinute !== undefined && endMinute !== undefined
      ? [{ startMinute, endMinute }]
      : [],
  );
}

/** Where the clock goes back, a start is its earlier reading and an end its later one: no open time is lost. */
function intervalOf({ startMinute, endMinute }: MinuteRange, date: LocalDate, zone: string): Interval {
  const end = endMinute > startMinute ? endMinute : endMinute + 1440;
  return {
    start: instantOf({ date, minuteOfDay: startMinute, zone, fold: 'earlier' }),
    end: instantOf({ date, minuteOfDay: end, zone, fold: 'later' }),
  };
}
