import type { LocalDate } from './local-date.ts';

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

/** From one local date to another, both included. */
export interface DateRange {
  startDate: LocalDate;
  endDate: LocalDate;
}

/** Another rule for some dates, on each of them. */
export interface Override extends DateRange {
  kind: OverrideKind;
  startMinute?: number | undefined;
  endMinute?: number | undefined;
}

/** Another week for some dates. Two of one lawyer never share a date. */
export interface TemporaryHours extends DateRange {
  windows: readonly WeeklyWindow[];
}

/** The zone in which some dates are read. Two of one lawyer never share a date. */
export interface Travel extends DateRange {
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
