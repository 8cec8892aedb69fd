import type { Availability, AvailabilityChange, NewOverride } from '#web/requests/availability.ts';
import { schedulesOf, weekOf } from './week.ts';
import type { Week } from './week.ts';

/** A rule for some dates; one that is not saved yet has no id. */
export type DateRule = NewOverride & { id?: string };

/** Everything that the hours page changes, saved as one. */
export interface HoursDraft {
  week: Week;
  overrides: readonly DateRule[];
  timezone: string;
  isActive: boolean;
  bufferMinutes: number;
  stepMinutes: number;
  minNoticeHours: number;
  maxAdvanceDays: number;
  perDay: number | undefined;
  perWeek: number | undefined;
}

export function draftOf(availability: Availability): HoursDraft {
  const { schedules, overrides, limits, timezone, isActive } = availability;
  const { bufferMinutes, stepMinutes, minNoticeHours, maxAdvanceDays } = availability;
  return {
    week: weekOf(schedules),
    overrides,
    timezone,
    isActive,
    bufferMinutes,
    stepMinutes,
    minNoticeHours,
    maxAdvanceDays,
    perDay: limits?.perDay,
    perWeek: limits?.perWeek,
  };
}

export function changeOf({ week, overrides, perDay, perWeek, ...same }: HoursDraft): AvailabilityChange {
  return {
    ...same,
    schedules: schedulesOf(week),
    overrides: [...overrides],
    limits: {
      ...(perDay === undefined ? {} : { perDay }),
      ...(perWeek === undefined ? {} : { perWeek }),
    },
  };
}
