import type { Static } from 'typebox';
import type {
  AvailabilityChange as RulesChange,
  AvailabilityConflict,
  LawyerAvailability,
} from '#db/availability.ts';
import type { Override as OverrideRule } from '#domain/availability.ts';
import type { Fault } from '#domain/problem.ts';
import type {
  Availability,
  AvailabilityChange,
  Conflicts,
  NewOverride,
  Override,
  ScheduleChange,
} from './availability-schemas.ts';

/** As everybody sees it; limits, reminders and the reasons of closed dates only for the lawyer. */
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
    travel: [],
    schedules: rules.windows.map(({ dayOfWeek, startMinute, endMinute }) => ({
      dayOfWeek,
      startTime: timeOf(startMinute),
      endTime: timeOf(endMinute),
    })),
    overrides: rules.overrides.map((override) => overrideView(override, isOwn)),
  };
}

export function overrideView(
  override: OverrideRule & { id: string },
  isOwn: boolean,
): Static<typeof Override> {
  const { id, kind, startDate, endDate, startMinute, endMinute } = override;
  return {
    id,
    type: kind === 'holiday' && !isOwn ? 'blocked' : kind,
    startDate,
    endDate,
    ...(startMinute !== undefined && { startTime: timeOf(startMinute) }),
    ...(endMinute !== undefined && { endTime: timeOf(endMinute) }),
  };
}

export function conflictsOf(conflicts: readonly AvailabilityConflict[]): Static<typeof Conflicts> {
  return conflicts.map(({ id, number, startAt, endAt }) => ({
    id,
    consultationNumber: number,
    scheduledAt: startAt.toISOString(),
    endsAt: endAt.toISOString(),
  }));
}

/** The given fields as the rules that are kept; absent ones stay as they are. */
export function rulesOf(change: Static<typeof AvailabilityChange>): RulesChange['rules'] {
  const { instantBookingEnabled, minNoticeHours, limits, schedules, overrides, travel: _, ...same } = change;
  return {
    ...same,
    ...(instantBookingEnabled !== undefined && { instantBooking: instantBookingEnabled }),
    ...(minNoticeHours !== undefined && { minNoticeMinutes: minNoticeHours * 60 }),
    ...(limits && { limitPerDay: limits.perDay ?? null, limitPerWeek: limits.perWeek ?? null }),
    ...(schedules && { windows: schedules.map(windowOf) }),
    ...(overrides && {
      overrides: overrides.map(({ id, ...override }) => ({
        ...ruleOfOverride(override),
        ...(id !== undefined && { id }),
      })),
    }),
  };
}

export function ruleOfOverride(override: Static<typeof NewOverride>): OverrideRule {
  const { type, startDate, endDate, startTime, endTime } = override;
  return {
    kind: type,
    startDate,
    endDate,
    ...(startTime !== undefined && { startMinute: minuteOf(startTime) }),
    ...(endTime !== undefined && { endMinute: minuteOf(endTime) }),
  };
}

function windowOf({ dayOfWeek, startTime, endTime }: Static<typeof ScheduleChange>) {
  return { dayOfWeek, startMinute: minuteOf(startTime), endMinute: minuteOf(endTime) };
}

/** The fields of the rules by the names that the request has for them. */
const requestNames: Readonly<Record<string, string>> = {
  windows: 'schedules',
  startMinute: 'startTime',
  endMinute: 'endTime',
  minNoticeMinutes: 'minNoticeHours',
  limitPerDay: 'limits/perDay',
  limitPerWeek: 'limits/perWeek',
  kind: 'type',
};

/** A fault of the rules, where the request has it. */
export function requestFault({ pointer, detail }: Fault): Fault {
  const names = pointer.split('/').map((name) => requestNames[name] ?? name);
  return { pointer: `/body${names.join('/')}`, detail };
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function timeOf(minute: number): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}
