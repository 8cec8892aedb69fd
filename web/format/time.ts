import { commonWords } from '#web/i18n/common.ts';
import { intlLocale } from '#web/i18n/locale.ts';
import { hourCycle } from '#web/state/zone.ts';

/** Anything that names a moment: ISO 8601 from the api, or epoch milliseconds. */
export type Moment = string | number | Date;

type Form = Omit<Intl.DateTimeFormatOptions, 'timeZone'>;

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Far more than the forms, languages and zones that one visit meets; a list of zones must not grow for ever. */
const FORMATTERS_MAX = 1_000;

function formatter(form: Form, timeZone: string, language: string): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${JSON.stringify(form)}`;
  const known = formatters.get(key);
  if (known) return known;
  if (formatters.size >= FORMATTERS_MAX) formatters.clear();
  const made = new Intl.DateTimeFormat(language, { ...form, timeZone });
  formatters.set(key, made);
  return made;
}

function format(moment: Moment, timeZone: string, form: Form): string {
  return formatter(form, timeZone, intlLocale.value).format(new Date(moment));
}

/** `10:00 am` */
export function clockTime(moment: Moment, timeZone: string): string {
  return format(moment, timeZone, { hour: 'numeric', minute: '2-digit', hourCycle: hourCycle.value });
}

/** `Thursday 26 November 2026` */
export function longDate(moment: Moment, timeZone: string): string {
  return format(moment, timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** `Thu 26 Nov` */
export function shortDate(moment: Moment, timeZone: string): string {
  return format(moment, timeZone, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** `Thu 26 Nov, 10:00 am` */
export function dateAndTime(moment: Moment, timeZone: string): string {
  return commonWords().dayAt(shortDate(moment, timeZone), clockTime(moment, timeZone));
}

/** `Thursday 26 November 2026, 10:00 am` */
export function longDateAndTime(moment: Moment, timeZone: string): string {
  return commonWords().dayAt(longDate(moment, timeZone), clockTime(moment, timeZone));
}

/** The local date there, `2026-11-26`. */
export function localDate(moment: Moment, timeZone: string): string {
  return formatter({ year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone, 'en-CA').format(
    new Date(moment),
  );
}

/** The hour of the day there, 0 to 23. */
export function localHour(moment: Moment, timeZone: string): number {
  return Number(formatter({ hour: '2-digit', hourCycle: 'h23' }, timeZone, 'en-GB').format(new Date(moment)));
}

/** `GMT+4` */
export function zoneOffset(moment: Moment, timeZone: string): string {
  const parts = formatter({ timeZoneName: 'shortOffset' }, timeZone, 'en').formatToParts(new Date(moment));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** `Dubai` out of `Asia/Dubai`. */
export function zoneCity(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** `Monday`, for a local date. */
export function dayName(date: string, width: 'long' | 'short' | 'narrow' = 'long'): string {
  return format(`${date}T12:00:00Z`, 'UTC', { weekday: width });
}

/** A local date that belongs to no zone: `Thu 26 Nov`, or in full. */
export function plainDate(date: string, width: 'long' | 'short' = 'short'): string {
  const noon = `${date}T12:00:00Z`;
  return width === 'long' ? longDate(noon, 'UTC') : shortDate(noon, 'UTC');
}

/** `November 2026` for `2026-11`. */
export function monthName(month: string): string {
  return format(`${month}-15T12:00:00Z`, 'UTC', { month: 'long', year: 'numeric' });
}
