import type { Availability, AvailabilityChange } from '#web/requests/own-hours.ts';
import { hasFaults, schedulesOf, weekOf } from './week.ts';
import type { Week } from './week.ts';

/** Another week for some dates; one that is not saved yet has no id. */
export interface TemporaryWeek {
  id?: string;
  name: string;
  startDate: string;
  endDate: string;
  week: Week;
}

/** What the hours page changes, saved as one. */
export interface HoursDraft {
  week: Week;
  temporary: readonly TemporaryWeek[];
}

export function hoursDraftOf({ schedules, temporaryHours }: Availability): HoursDraft {
  return {
    week: weekOf(schedules),
    temporary: temporaryHours.map(({ id, name = '', startDate, endDate, schedules: week }) => ({
      ...(id === undefined ? {} : { id }),
      name,
      startDate,
      endDate,
      week: weekOf(week),
    })),
  };
}

/** Only what differs from what holds: what somebody else changes elsewhere stays as they left it. */
export function hoursChangeOf(draft: HoursDraft, current: Availability): AvailabilityChange {
  const kept = hoursDraftOf(current);
  return {
    ...(isSame(draft.week, kept.week) ? {} : { schedules: schedulesOf(draft.week) }),
    ...(isSame(draft.temporary, kept.temporary) ? {} : { temporaryHours: draft.temporary.map(sentOf) }),
  };
}

function sentOf({ week, name, ...same }: TemporaryWeek) {
  return { ...same, ...(name.trim() === '' ? {} : { name: name.trim() }), schedules: schedulesOf(week) };
}

export type TemporaryFault = 'dates' | 'order' | 'overlap' | undefined;

/** What is wrong with the dates of each; two never share a date. */
export function temporaryFaults(temporary: readonly TemporaryWeek[]): TemporaryFault[] {
  return temporary.map(({ startDate, endDate }, index) => {
    if (startDate === '' || endDate === '') return 'dates';
    if (endDate < startDate) return 'order';
    const isShared = temporary.some(
      (other, at) => at !== index && startDate <= other.endDate && other.startDate <= endDate,
    );
    return isShared ? 'overlap' : undefined;
  });
}

export function draftHasFaults({ week, temporary }: HoursDraft): boolean {
  return (
    hasFaults(week) ||
    temporary.some((each) => hasFaults(each.week)) ||
    temporaryFaults(temporary).some((fault) => fault !== undefined)
  );
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
