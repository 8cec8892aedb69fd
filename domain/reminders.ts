import { minutes } from './instant.ts';
import type { Instant } from './instant.ts';

/** When reminders are still to go out, in order and each once; none for a moment that has passed. */
export function reminderTimes(startAt: Instant, reminderMinutes: readonly number[], now: Instant): Instant[] {
  const times = new Set(reminderMinutes.map((before) => startAt - minutes(before)));
  return [...times].filter((at) => at > now).toSorted((a, b) => a - b);
}
