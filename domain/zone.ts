import { DateTime, IANAZone } from 'luxon';
import { days, minutes } from './instant.ts';
import type { Instant } from './instant.ts';

/** A date on somebody's wall, `YYYY-MM-DD`. It becomes a moment only together with a zone. */
export type LocalDate = string;

/** Which of two readings counts when the clock goes back over them. */
export type Fold = 'earlier' | 'later';

/** A time on the wall; minutes from 1440 on belong to the dates that follow. */
export interface WallTime {
  date: LocalDate;
  minuteOfDay: number;
  fold: Fold;
}

const areas = 'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific';
/** `Area/Location` as IANA spells it, or a zone without a place. */
const ianaName = new RegExp(
  `^(?:(?:${areas})(?:/[A-Z][A-Za-z]+(?:[-_][A-Za-z]+)*){1,2}|(?:Etc/)?(?:UTC|GMT)|Etc/GMT[+-]\\d\\d?)$`,
);
/** Capitals where IANA has none, in a name that the runtime knows only as an alias. */
const shouted = /[A-Z]{2}/;

/**
 * Whether this is a zone's IANA name, spelt as IANA spells it. The runtime and luxon accept more: offsets
 * (`+04:00`), abbreviations (`EST`), `local`, any case.
 */
export function isIanaZone(name: string): boolean {
  if (!ianaName.test(name) || !IANAZone.isValidZone(name)) return false;
  const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  if (known.toLowerCase() === name.toLowerCase()) return known === name;
  return name.startsWith('Etc/') || name === 'GMT' || !shouted.test(name);
}

/** Whether the text is a date that exists, as `YYYY-MM-DD` and nothing else. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** The date so many days later, or earlier. */
export function addDays(date: LocalDate, n: number): LocalDate {
  return dateOfWall(wallOf(date) + days(n));
}

/** 0 for Sunday to 6 for Saturday. */
export function dayOfWeekOf(date: LocalDate): number {
  const thursday = 4; // 1970-01-01
  return (((wallOf(date) / days(1) + thursday) % 7) + 7) % 7;
}

/** The ISO week, `2026-W01`: Monday to Sunday, and the year is that of its Thursday. */
export function isoWeekOf(date: LocalDate): string {
  return DateTime.fromMillis(wallOf(date), { zone: 'utc' }).toFormat("kkkk-'W'WW");
}

/** The date on the wall of that zone. */
export function localDateOf(instant: Instant, zone: string): LocalDate {
  return dateOfWall(instant + offsetOf(zone, instant));
}

/** ISO 8601 with the offset of that zone: `2026-03-29T09:30:00+04:00`. */
export function offsetIso(instant: Instant, zone: string): string {
  const text = DateTime.fromMillis(instant, { zone }).toISO({ suppressMilliseconds: true });
  if (text === null) throw new RangeError(`${instant} cannot be written in ${zone}`);
  return text;
}

/**
 * The moment at which that wall shows this time. Where the clock jumps over it: the first moment after the gap.
 * Where the clock shows it twice: as `fold` says.
 */
export function instantOf({ zone, ...time }: WallTime & { zone: string }): Instant {
  return createWallClock(zone)(time);
}

/** `instantOf` for many times of one zone: the zone's offset is looked up once a day, which is what costs. */
export function createWallClock(zone: string): (time: WallTime) => Instant {
  const offsets = new Map<number, number>();
  const offsetOnDay = (day: number) => {
    const offset = offsets.get(day) ?? offsetOf(zone, days(day));
    offsets.set(day, offset);
    return offset;
  };
  return ({ date, minuteOfDay, fold }) => {
    const wall = wallOf(date) + minutes(minuteOfDay);
    const day = Math.floor(wall / days(1));
    // No offset exceeds 14 hours, so the moment lies between these two, and no zone changes twice within days.
    const before = offsetOnDay(day - 1);
    const after = offsetOnDay(day + 2);
    return before === after ? wall - before : acrossChange({ zone, wall, before, after, fold });
  };
}

interface Change {
  zone: string;
  wall: number;
  before: number;
  after: number;
  fold: Fold;
}

function acrossChange({ zone, wall, before, after, fold }: Change): Instant {
  const readings = [wall - before, wall - after].filter((at) => at + offsetOf(zone, at) === wall);
  if (readings.length > 0) return fold === 'earlier' ? Math.min(...readings) : Math.max(...readings);

  // In the gap. The change lies between the two false readings; halve the distance until it is found.
  let [old, changed] = [wall - after, wall - before];
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (offsetOf(zone, middle) === after) changed = middle;
    else old = middle;
  }
  return changed;
}

/** How far that zone's wall clock is ahead of UTC, in milliseconds. */
function offsetOf(zone: string, instant: Instant): number {
  const offset = IANAZone.create(zone).offset(instant);
  if (Number.isNaN(offset)) throw new RangeError(`${zone} is not a time zone`);
  return minutes(offset);
}

/** What a clock on UTC would count at the start of that date: dates as numbers, for arithmetic. */
function wallOf(date: LocalDate): number {
  const wall = DateTime.fromISO(date, { zone: 'utc' });
  if (!wall.isValid) throw new RangeError(`${date} is not a date`);
  return wall.toMillis();
}

function dateOfWall(wall: number): LocalDate {
  const date = DateTime.fromMillis(wall, { zone: 'utc' }).toISODate();
  if (date === null) throw new RangeError(`${wall} is not a date`);
  return date;
}
