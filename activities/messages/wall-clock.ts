import type { Locale } from '#domain/consultation.ts';

/** Latin digits in both: they are what the Emirates write, and a code or a price reads the same everywhere. */
const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', ar: 'ar-AE-u-nu-latn' };

/** `Tuesday, 1 December 2026` on the wall of that zone. */
export function dateText(instant: number, zone: string, locale: Locale): string {
  return format(instant, locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

/** `10:30` on the wall of that zone. */
export function timeText(instant: number, zone: string, locale: Locale): string {
  return format(instant, locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Gulf Standard Time, GMT+4`: the offset is the one that holds at that instant. */
export function zoneText(instant: number, zone: string, locale: Locale): string {
  const comma = locale === 'ar' ? '،' : ',';
  return `${zonePart(instant, zone, locale, 'longGeneric')}${comma} ${offsetText(instant, zone, locale)}`;
}

/** `Tue 1 Dec 10:30 (GMT+4)`, for a text message. */
export function shortText(instant: number, zone: string, locale: Locale): string {
  const date = format(instant, locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' });
  return `${date} ${timeText(instant, zone, locale)} (${offsetText(instant, zone, locale)})`;
}

/** Whether the two walls show different times at that instant, whatever the zones are called. */
export function wallsDiffer(instant: number, zone: string, other: string): boolean {
  return offsetText(instant, zone, 'en') !== offsetText(instant, other, 'en');
}

/** `in 1 hour`: in days where they come out even from two days on, else in hours, else in minutes. */
export function untilText(minutes: number, locale: Locale): string {
  const relative = new Intl.RelativeTimeFormat(tags[locale], { numeric: 'always' });
  if (minutes >= 2880 && minutes % 1440 === 0) return relative.format(minutes / 1440, 'day');
  if (minutes >= 60 && minutes % 60 === 0) return relative.format(minutes / 60, 'hour');
  return relative.format(minutes, 'minute');
}

export function moneyText(amountMinor: number, currency: string, locale: Locale): string {
  return new Intl.NumberFormat(tags[locale], { style: 'currency', currency }).format(amountMinor / 100);
}

function format(instant: number, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(tags[locale], options).format(instant);
}

function offsetText(instant: number, zone: string, locale: Locale): string {
  return zonePart(instant, zone, locale, 'shortOffset');
}

function zonePart(
  instant: number,
  zone: string,
  locale: Locale,
  timeZoneName: 'longGeneric' | 'shortOffset',
): string {
  const parts = new Intl.DateTimeFormat(tags[locale], { timeZone: zone, timeZoneName }).formatToParts(
    instant,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
