import { mergeIntervals, subtractIntervals } from './instant.ts';
import type { Instant, Interval } from './instant.ts';
import { addDays, createWallClock, dayOfWeekOf } from './zone.ts';
import type { LocalDate, WallTime } from './zone.ts';

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

/** When a lawyer can be booked. All local dates and minutes are read in `timezone`. */
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
  limitPerDay?: number | undefined;
  limitPerWeek?: number | undefined;
}

/** The windows that begin on one local date, merged where they touch, also when an override closes the date. */
export interface OpenDate {
  date: LocalDate;
  /** The first moment of the date. */
  startAt: Instant;
  closedBy?: 'blocked' | 'holiday';
  windows: Interval[];
}

export interface OpenWindows {
  /** Each date asked for, in order. */
  dates: OpenDate[];
  /** When the lawyer is open: the windows of all dates that are not closed, less what reaches into one that is. */
  open: Interval[];
  /** What partial blocks take away, buffer included: unlike closed dates they also hold back a slot's buffer. */
  blocks: Interval[];
}

type WallClock = (time: WallTime) => Instant;

/** The windows of each local date from `fromDate` to `toDate`, both included, and the open time they add up to. */
export function openWindows(rules: AvailabilityRules, fromDate: LocalDate, toDate: LocalDate): OpenWindows {
  const clock = createWallClock(rules.timezone);
  const dates: OpenDate[] = [];
  const closed: Interval[] = [];
  const blocks: Interval[] = [];
  // From the day before: its windows and blocks may reach in. Until the day after: it may be closed.
  const last = addDays(toDate, 1);
  for (let date = addDays(fromDate, -1); date <= last; date = addDays(date, 1)) {
    const overrides = rules.overrides.filter(
      ({ startDate, endDate }) => startDate <= date && date <= endDate,
    );
    const opened = openDate(rules, overrides, date, clock);
    dates.push(opened);
    blocks.push(...rangesOf(overrides, 'partial_block').map((range) => intervalOf(range, date, clock)));
    if (opened.closedBy) closed.push({ start: opened.startAt, end: startOf(addDays(date, 1), clock) });
  }
  const windows = dates.flatMap((each) => (each.closedBy ? [] : each.windows));
  return {
    dates: dates.filter(({ date }) => fromDate <= date && date <= toDate),
    open: subtractIntervals(windows, closed),
    blocks: mergeIntervals(blocks),
  };
}

function openDate(
  rules: AvailabilityRules,
  overrides: readonly Override[],
  date: LocalDate,
  clock: WallClock,
): OpenDate {
  const custom = rangesOf(overrides, 'custom_hours');
  const ranges =
    custom.length > 0 ? custom : rules.windows.filter((window) => window.dayOfWeek === dayOfWeekOf(date));
  const windows = mergeIntervals(ranges.map((range) => intervalOf(range, date, clock)));
  const closedBy = closureOf(overrides);
  return { date, startAt: startOf(date, clock), windows, ...(closedBy && { closedBy }) };
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

/** Where the clock goes back, a start is its earlier reading and an end its later one: nobody loses open time. */
function intervalOf({ startMinute, endMinute }: MinuteRange, date: LocalDate, clock: WallClock): Interval {
  const end = endMinute > startMinute ? endMinute : endMinute + 1440;
  return {
    start: clock({ date, minuteOfDay: startMinute, fold: 'earlier' }),
    end: clock({ date, minuteOfDay: end, fold: 'later' }),
  };
}

function startOf(date: LocalDate, clock: WallClock): Instant {
  return clock({ date, minuteOfDay: 0, fold: 'earlier' });
}
