import { days } from '#domain/instant.ts';
import { commonWords } from '#web/i18n/common.ts';
import { serverNow } from '#web/state/clock.ts';
import { clockTime, localDate, shortDate } from './time.ts';
import type { Moment } from './time.ts';

/** `Today`, `Tomorrow`, or `Thu 26 Nov`. */
export function relativeDay(moment: Moment, timeZone: string): string {
  const { today, tomorrow } = commonWords();
  const date = localDate(moment, timeZone);
  if (date === localDate(serverNow(), timeZone)) return today;
  if (date === localDate(serverNow() + days(1), timeZone)) return tomorrow;
  return shortDate(moment, timeZone);
}

/** `Today, 6:00 pm` */
export function relativeDayAndTime(moment: Moment, timeZone: string): string {
  return commonWords().dayAt(relativeDay(moment, timeZone), clockTime(moment, timeZone));
}
