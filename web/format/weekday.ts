import { addDays } from '#domain/local-date.ts';
import { dayName } from './time.ts';

const SUNDAY = '2026-01-04';

/** `Monday` for 1: days are counted from Sunday, as the api does. */
export function weekdayName(day: number): string {
  return dayName(addDays(SUNDAY, day));
}
