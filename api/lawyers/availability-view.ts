import type { Static } from 'typebox';
import type { AvailabilityConflict } from '#db/availability-conflicts.ts';
import type { LawyerAvailability } from '#db/availability.ts';
import type { KeptOverride, TemporaryHoursRow, TravelRow } from '#db/offers.ts';
import type { WeeklyWindow } from '#domain/availability.ts';
import type { Availability, Conflict, Override } from './availability-schemas.ts';

/** As everybody sees it; limits, reminders, names and the reasons of closed dates only for the lawyer. */
export function availabilityOf(rules: LawyerAvailability, isOwn: boolean): Static<typeof Availability> {
  const { limitPerDay, limitPerWeek } = rules;
  return {
    timezone: rules.timezone,
    bufferMinutes: rules.bufferMinutes,
    instantBookingEnabled: rules.instantBooking,
    maxAdvanceDays: rules.maxAdvanceDays,
    minNoticeHours: rules.minNoticeMinutes / 60,
    stepMinutes: rules.stepMinutes,
    isActive: rules.isActive,
    ...(isOwn && {
      reminderMinutes: [...rules.reminderMinutes],
      limits: {
        ...(limitPerDay !== undefined && { perDay: limitPerDay }),
        ...(limitPerWeek !== undefined && { perWeek: limitPerWeek }),
      },
    }),
    travel: rules.travel.map(travelView),
    temporaryHours: rules.temporaryHours.map((hours) => temporaryHoursView(hours, isOwn)),
    schedules: schedulesView(rules.windows),
    overrides: rules.overrides.map((override) => overrideView(override, isOwn)),
  };
}

export function schedulesView(windows: readonly WeeklyWindow[]) {
  return windows.map(({ dayOfWeek, startMinute, endMinute }) => ({
    dayOfWeek,
    startTime: timeOf(startMinute),
    endTime: timeOf(endMinute),
  }));
}

export function temporaryHoursView(hours: TemporaryHoursRow, isOwn: boolean) {
  const { id, name, startDate, endDate, windows } = hours;
  return { id, ...ownName(name, isOwn), startDate, endDate, schedules: schedulesView(windows) };
}

export function travelView({ id, startDate, endDate, timezone }: TravelRow) {
  return { id, startDate, endDate, timezone };
}

export function overrideView(override: KeptOverride, isOwn: boolean): Static<typeof Override> {
  const { id, kind, startDate, endDate, startMinute, endMinute, name, importedYear } = override;
  return {
    id,
    type: kind === 'holiday' && !isOwn ? 'blocked' : kind,
    startDate,
    endDate,
    ...(startMinute !== undefined && { startTime: timeOf(startMinute) }),
    ...(endMinute !== undefined && { endTime: timeOf(endMinute) }),
    ...ownName(name, isOwn),
    ...(isOwn && importedYear !== null && { importedYear }),
  };
}

function ownName(name: string, isOwn: boolean): { name?: string } {
  return isOwn && name !== '' ? { name } : {};
}

export function conflictsOf(conflicts: readonly AvailabilityConflict[]): Static<typeof Conflict>[] {
  return conflicts.map(({ id, number, status, startAt, endAt }) => ({
    id,
    consultationNumber: number,
    status,
    scheduledAt: startAt.toISOString(),
    endsAt: endAt.toISOString(),
  }));
}

export function timeOf(minute: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}
