import { IANAZone } from 'luxon';
import { days, minutes } from './instant.ts';
import type { Instant, Interval } from './instant.ts';

/** How far a wall clock is ahead of UTC, in milliseconds, and a time in which that does not change. */
export interface OffsetSpan extends Interval {
  offset: number;
}

/** Which reading counts where the clock goes back and shows a time twice. */
export type Fold = 'earlier' | 'later';

/** The wall clock of a zone. Days are numbers: days since 1970-01-01. */
export interface ZoneClock {
  /** How far it is ahead of UTC, in milliseconds. */
  offsetAt: (instant: Instant) => number;
  /** The same, and the part of the UTC day in which it holds: who asks in order asks once a day. */
  spanAt: (instant: Instant) => OffsetSpan;
  /** The moment at which it shows so many minutes of that date; in a gap the first moment behind it. */
  instantOn: (day: number, minuteOfDay: number, fold: Fold) => Instant;
}

/** The clock of that zone; a `RangeError` when there is none. */
export function clockOf(zone: string): ZoneClock {
  const remembered = rememberedClocks.get(zone);
  if (remembered) return remembered;
  const clock = createClock(zone);
  // Names that nobody knows cannot fill the memory, and of those that IANA knows there are some six hundred.
  clock.offsetAt(0);
  rememberedClocks.set(zone, clock);
  return clock;
}

const rememberedClocks = new Map<string, ZoneClock>();
/** Ten years of a zone: more than anybody asks for, unless to fill the memory. */
const rememberedDaysMax = 4000;

function createClock(zone: string): ZoneClock {
  const offsetOnDay = rememberOffsets(zone);
  const changes = new Map<number, Instant>();
  /** The days last found to have one offset, both included: most questions are about the same season. */
  let steady = { first: 0, last: -1, offset: 0 };

  function spanAt(instant: Instant): OffsetSpan {
    const day = Math.floor(instant / days(1));
    const [start, end] = [days(day), days(day + 1)];
    const offset = offsetOnDay(day);
    const next = offsetOnDay(day + 1);
    if (offset === next) return { offset, start, end };
    const change = changeOnDay(day);
    return instant < change ? { offset, start, end: change } : { offset: next, start: change, end };
  }

  function offsetAt(instant: Instant): number {
    const day = Math.floor(instant / days(1));
    return steady.first <= day && day < steady.last ? steady.offset : spanAt(instant).offset;
  }

  function instantOn(dateDay: number, minuteOfDay: number, fold: Fold): Instant {
    const wall = days(dateDay) + minutes(minuteOfDay);
    const day = Math.floor(wall / days(1));
    // No offset exceeds 14 hours, so the moment lies between these two, and no zone changes twice within days.
    const [first, last] = [day - 1, day + 2];
    if (steady.first <= first && last <= steady.last) return wall - steady.offset;
    const before = offsetOnDay(first);
    const after = offsetOnDay(last);
    if (before === after) {
      remember(first, last, before);
      return wall - before;
    }
    const readings = [wall - before, wall - after].filter((at) => at + offsetAt(at) === wall);
    if (readings.length === 0) return changeWithin(first, last);
    return fold === 'earlier' ? Math.min(...readings) : Math.max(...readings);
  }

  function remember(first: number, last: number, offset: number): void {
    const isNext = offset === steady.offset && first <= steady.last && steady.first <= last;
    steady = isNext
      ? { first: Math.min(first, steady.first), last: Math.max(last, steady.last), offset }
      : { first, last, offset };
  }

  function changeWithin(first: number, last: number): Instant {
    let day = first;
    while (day < last && offsetOnDay(day) === offsetOnDay(day + 1)) day += 1;
    return changeOnDay(day);
  }

  /** The moment of that UTC day, whose ends have different offsets, at which the clock changes. */
  function changeOnDay(day: number): Instant {
    const remembered = changes.get(day);
    if (remembered !== undefined) return remembered;
    const old = offsetOnDay(day);
    let [before, after] = [days(day), days(day + 1)];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetFromRuntime(zone, middle) === old) before = middle;
      else after = middle;
    }
    if (changes.size >= rememberedDaysMax) changes.clear();
    changes.set(day, after);
    return after;
  }

  return { offsetAt, spanAt, instantOn };
}

/** Offsets at the start of UTC days: the runtime needs microseconds for each, and they never change in its life. */
function rememberOffsets(zone: string): (day: number) => number {
  const offsets = new Map<number, number>();
  return (day) => {
    const remembered = offsets.get(day);
    if (remembered !== undefined) return remembered;
    if (offsets.size >= rememberedDaysMax) offsets.clear();
    const offset = offsetFromRuntime(zone, days(day));
    offsets.set(day, offset);
    return offset;
  };
}

function offsetFromRuntime(zone: string, instant: Instant): number {
  const offset = IANAZone.create(zone).offset(instant);
  if (Number.isNaN(offset)) throw new RangeError(`${zone} is not a time zone`);
  return minutes(offset);
}
