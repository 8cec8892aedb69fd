import { days, hours, minutes } from '#domain/instant.ts';
import { intlLocale } from '#web/i18n/locale.ts';

/** `2 minutes ago`, `3 hours ago`, `yesterday`; nothing for less than a minute, which has other words each time. */
export function ago(moment: string, nowMs: number): string | undefined {
  const passedMs = nowMs - Date.parse(moment);
  if (passedMs < minutes(1)) return undefined;
  const format = new Intl.RelativeTimeFormat(intlLocale.value, { numeric: 'auto' });
  if (passedMs < hours(1)) return format.format(-Math.floor(passedMs / minutes(1)), 'minute');
  if (passedMs < days(1)) return format.format(-Math.floor(passedMs / hours(1)), 'hour');
  return format.format(-Math.floor(passedMs / days(1)), 'day');
}
