import { IANAZone } from 'luxon';
import { days, minutes } from './instant.ts';
import type { Instant } from './instant.ts';
import { dateOfDay, dayOf } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { clockOf } from './zone-clock.ts';
import type { Fold } from './zone-clock.ts';

/** A time on the wall of a zone. */
export interface WallTime {
  date: LocalDate;
  /** From 1440 on it belongs to the dates that follow. */
  minuteOfDay: number;
  zone: string;
  fold: Fold;
}

const areas = 'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific';
const ianaName = new RegExp(
  `^(?:(?:${areas})(?:/[A-Z][A-Za-z]+(?:[-_][A-Za-z]+)*){1,2}|(?:Etc/)?(?:UTC|GMT)|Etc/GMT[+-]\\d\\d?)$`,
);

/**
 * Whether this is the IANA name of a place, of UTC or of a fixed offset (`Etc/GMT-4`), spelt as IANA spells it.
 * The runtime and luxon take more: `+04:00`, `EST`, `local`, any case.
 */
export function isIanaZone(name: string): boolean {
  if (!ianaName.test(name) || !IANAZone.isValidZone(name)) return false;
  const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  if (known.toLowerCase() === name.toLowerCase()) return known === name;
  // The runtime knows it by an older name (`Asia/Calcutta`) and cannot tell its spelling; the pattern has seen to capitals.
  return name.startsWith('Etc/') || name === 'GMT' || !/[A-Z]{2}/.test(name);
}

/**
 * The moment at which that wall shows this time. Where the clock jumps over it: the first moment after the gap.
 * Where the clock shows it twice: as `fold` says.
 */
export function instantOf({ date, minuteOfDay, zone, fold }: WallTime): Instant {
  return clockOf(zone).instantOn(dayOf(date), minuteOfDay, fold);
}

/** The first moment of that date on the wall of the zone: not midnight where the clock jumps over it. */
export function startOfDate(date: LocalDate, zone: string): Instant {
  return instantOf({ date, minuteOfDay: 0, zone, fold: 'earlier' });
}

/** The date on the wall of that zone. */
export function localDateOf(instant: Instant, zone: string): LocalDate {
  return dateOfDay(Math.floor((instant + clockOf(zone).offsetAt(instant)) / days(1)));
}

/** ISO 8601 with the offset of that zone, to the second: `2026-03-29T09:30:00+04:00`. */
export function offsetIso(instant: Instant, zone: string): string {
  return isoAt(instant, clockOf(zone).offsetAt(instant));
}

/** The same with an offset that is known, in milliseconds. */
export function isoAt(instant: Instant, offset: number): string {
  const second = Math.floor((instant + offset) / 1000);
  const minute = Math.floor(second / 60);
  const date = dateOfDay(Math.floor(minute / 1440));
  const sign = offset < 0 ? '-' : '+';
  return `${date}T${clockFace(minute)}:${pad(second % 60)}${sign}${clockFace(Math.abs(offset) / minutes(1))}`;
}

function clockFace(minute: number): string {
  return `${pad(Math.floor(minute / 60) % 24)}:${pad(minute % 60)}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
