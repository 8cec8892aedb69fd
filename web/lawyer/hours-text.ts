import { zoneCity } from '#web/format/time.ts';
import { commonWords } from '#web/i18n/common.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { intlLocale } from '#web/i18n/locale.ts';
import { cityName } from '#web/i18n/names.ts';
import { serverNow } from '#web/state/clock.ts';
import type { DateRule } from './date-rules.ts';

interface Span {
  startTime: string;
  endTime: string;
}

/** Keeps times and their dash in one direction, also in an Arabic sentence. */
const ISOLATE = '\u2066';
const END_ISOLATE = '\u2069';

/** `09:00–13:00`; midnight at the end is 24:00, as lawyers say it. */
export function spanText({ startTime, endTime }: Span): string {
  return `${ISOLATE}${startTime}–${endTime === '00:00' ? '24:00' : endTime}${END_ISOLATE}`;
}

/** `09:00–13:00, 14:00–18:00`, or that it is closed. */
export function spansText(spans: readonly Span[]): string {
  const words = hoursWords();
  if (spans.length === 0) return words.week.closed;
  return spans
    .toSorted((a, b) => a.startTime.localeCompare(b.startTime))
    .map(spanText)
    .join(words.listComma);
}

/** `Thu, 26 Nov`, or `26–28 Nov`; with its year when that is not this one. */
export function datesText({ startDate, endDate }: { startDate: string; endDate: string }): string {
  const [start, end] = [startDate, endDate].map((date) => new Date(`${date}T12:00:00Z`));
  if (!start || !end) return '';
  const thisYear = new Date(serverNow()).getUTCFullYear();
  const isOtherYear = start.getUTCFullYear() !== thisYear || end.getUTCFullYear() !== thisYear;
  const format = new Intl.DateTimeFormat(intlLocale.value, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(isOtherYear && { year: 'numeric' }),
    ...(startDate === endDate && { weekday: 'short' }),
  });
  return startDate === endDate ? format.format(start) : format.formatRange(start, end);
}

/** `15 minutes`, `1 hour`, `2 days`: the largest unit that needs no fraction. */
export function lengthText(minutes: number): string {
  const common = commonWords();
  if (minutes === 0) return hoursWords().rules.none;
  if (minutes % 1_440 === 0) return common.days(minutes / 1_440);
  return minutes % 60 === 0 ? common.hours(minutes / 60) : common.minutes(minutes);
}

export function zoneText(timezone: string): string {
  return cityName(zoneCity(timezone));
}

/** `Public holiday: National Day` */
export function named(what: string, name: string): string {
  return `${what}: ${name}`;
}

/** `Public holiday: National Day`, `Other hours, 10:00–12:00` */
export function ruleText({ type, name, windows }: Pick<DateRule, 'type' | 'name' | 'windows'>): string {
  const words = hoursWords();
  const kind = words.kinds[type];
  const title = name === '' ? kind : named(kind, name);
  return windows.length === 0 ? title : `${title}${words.listComma}${spansText(windows)}`;
}
