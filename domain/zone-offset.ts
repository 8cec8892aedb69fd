import { IANAZone } from 'luxon';
import { days, minutes } from './instant.ts';
import type { Instant, Interval } from './instant.ts';

/** How far a wall clock is ahead of UTC, in milliseconds, and a time in which that does not change. */
export interface OffsetSpan extends Interval {
  offset: number;
}

/** How far the wall clock of the zone is ahead of UTC, in milliseconds. */
export function offsetAt(zone: string, instant: Instant): number {
  const day = Math.floor(instant / days(1));
  const offset = offsetOnDay(zone, day);
  const next = offsetOnDay(zone, day + 1);
  if (offset === next) return offset;
  return instant < changeOnDay(zone, day) ? offset : next;
}

/** The offset at that moment, and the part of its UTC day in which it holds: who asks in order asks once a day. */
export function offsetSpanAt(zone: string, instant: Instant): OffsetSpan {
  const day = Math.floor(instant / days(1));
  const [start, end] = [days(day), days(day + 1)];
  const offset = offsetOnDay(zone, day);
  const next = offsetOnDay(zone, day + 1);
  if (offset === next) return { offset, start, end };
  const change = changeOnDay(zone, day);
  return instant < change ? { offset, start, end: change } : { offset: next, start: change, end };
}

/** The first moment from `from` on, and before `to`, with the offset of `to`: no zone changes twice within days. */
export function changeBetween(zone: string, from: Instant, to: Instant): Instant {
  for (let day = Math.floor(from / days(1)); days(day) < to; day += 1) {
    if (offsetOnDay(zone, day) !== offsetOnDay(zone, day + 1)) return changeOnDay(zone, day);
  }
  throw new RangeError(`the clock of ${zone} does not change between ${from} and ${to}`);
}

/** The offset at the start of a UTC day, by its number since 1970. */
export function offsetOnDay(zone: string, day: number): number {
  const { offsets } = rememberedOf(zone);
  const remembered = offsets.get(day);
  if (remembered !== undefined) return remembered;
  const offset = offsetFromRuntime(zone, days(day));
  offsets.set(day, offset);
  rememberedDays += 1;
  return offset;
}

/** The moment of that UTC day at which the clock changes; its ends have different offsets. */
function changeOnDay(zone: string, day: number): Instant {
  const { changes } = rememberedOf(zone);
  const remembered = changes.get(day);
  if (remembered !== undefined) return remembered;
  const old = offsetOnDay(zone, day);
  let [before, after] = [days(day), days(day + 1)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetFromRuntime(zone, middle) === old) before = middle;
    else after = middle;
  }
  changes.set(day, after);
  return after;
}

/**
 * What the runtime said about a zone, by UTC day: it needs microseconds for each answer, and a page of slots asks
 * thousands of times. The answers never change while a process lives.
 */
interface RememberedZone {
  offsets: Map<number, number>;
  changes: Map<number, Instant>;
}
const rememberedZones = new Map<string, RememberedZone>();
const rememberedDaysMax = 100_000;
let rememberedDays = 0;

function rememberedOf(zone: string): RememberedZone {
  const known = rememberedZones.get(zone);
  if (known !== undefined && rememberedDays < rememberedDaysMax) return known;
  if (rememberedDays >= rememberedDaysMax) {
    rememberedZones.clear();
    rememberedDays = 0;
  }
  const remembered = { offsets: new Map(), changes: new Map() };
  // The name is tried before it is remembered, so that unknown ones cannot fill the memory.
  offsetFromRuntime(zone, 0);
  rememberedZones.set(zone, remembered);
  return remembered;
}

function offsetFromRuntime(zone: string, instant: Instant): number {
  const offset = IANAZone.create(zone).offset(instant);
  if (Number.isNaN(offset)) throw new RangeError(`${zone} is not a time zone`);
  return minutes(offset);
}
