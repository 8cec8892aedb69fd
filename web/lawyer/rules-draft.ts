import type { Availability, AvailabilityChange } from '#web/requests/own-hours.ts';
import { isSame } from './hours-draft.ts';

/** How a lawyer is booked, as its page holds it. */
export interface RulesDraft {
  timezone: string;
  isActive: boolean;
  bufferMinutes: number;
  stepMinutes: number;
  minNoticeHours: number;
  maxAdvanceDays: number;
  perDay: number | undefined;
  perWeek: number | undefined;
  /** Before the start; the longest first. */
  reminderMinutes: readonly number[];
}

export function rulesDraftOf(availability: Availability): RulesDraft {
  const { timezone, isActive, bufferMinutes, stepMinutes, minNoticeHours, maxAdvanceDays } = availability;
  return {
    timezone,
    isActive,
    bufferMinutes,
    stepMinutes,
    minNoticeHours,
    maxAdvanceDays,
    perDay: availability.limits?.perDay,
    perWeek: availability.limits?.perWeek,
    reminderMinutes: (availability.reminderMinutes ?? []).toSorted((a, b) => b - a),
  };
}

/** Only what differs from what holds. Both limits go together: one that is left out is taken away. */
export function rulesChangeOf(draft: RulesDraft, current: Availability): AvailabilityChange {
  const kept = rulesDraftOf(current);
  const { perDay, perWeek, reminderMinutes } = draft;
  const plain = [
    'timezone',
    'isActive',
    'bufferMinutes',
    'stepMinutes',
    'minNoticeHours',
    'maxAdvanceDays',
  ] as const;
  const isLimitChanged = perDay !== kept.perDay || perWeek !== kept.perWeek;
  return {
    ...Object.fromEntries(
      plain.filter((name) => draft[name] !== kept[name]).map((name) => [name, draft[name]]),
    ),
    ...(isLimitChanged && {
      limits: { ...(perDay !== undefined && { perDay }), ...(perWeek !== undefined && { perWeek }) },
    }),
    ...(isSame(reminderMinutes, kept.reminderMinutes) ? {} : { reminderMinutes: [...reminderMinutes] }),
  };
}

export const remindersMax = 5;
export const reminderMinutesMax = 20_160;

/** With one more, the longest first and none twice. */
export function withReminder(reminders: readonly number[], minutes: number): number[] {
  return [...new Set([...reminders, minutes])].toSorted((a, b) => b - a).slice(0, remindersMax);
}
