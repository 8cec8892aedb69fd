/** A moment: milliseconds since the epoch. */
export type Instant = number;

/** Half-open, `[start, end)`: intervals that touch do not overlap. */
export interface Interval {
  start: Instant;
  end: Instant;
}

/** So many minutes in milliseconds. */
export function minutes(n: number): number {
  return n * 60_000;
}

/** So many hours in milliseconds. */
export function hours(n: number): number {
  return minutes(n * 60);
}

/** So many days of 24 hours in milliseconds. Local dates can be shorter or longer: see `zone.ts`. */
export function days(n: number): number {
  return hours(n * 24);
}

/** Whether the two share a moment. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The same moments as disjoint intervals in order, none empty; those that touch become one. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  if (isMerged(intervals)) return [...intervals];
  const union = createUnion();
  for (const { start, end } of intervals) union.add(start, end);
  return union.merged();
}

function isMerged(intervals: readonly Interval[]): boolean {
  let lastEnd = -Infinity;
  for (const { start, end } of intervals) {
    if (start >= end || start <= lastEnd) return false;
    lastEnd = end;
  }
  return true;
}

/** Takes intervals one by one, in any order, and gives what `mergeIntervals` would: made for thousands of them. */
export function createUnion() {
  const starts: Instant[] = [];
  const ends: Instant[] = [];
  return {
    add: (start: Instant, end: Instant): void => {
      if (start >= end) return;
      starts.push(start);
      ends.push(end);
    },
    merged: (): Interval[] => gapless(sorted(starts), sorted(ends)),
  };
}

/** A short list is in order before the runtime's sort has begun; numbers sort quickest where they are nothing else. */
function sorted(numbers: Instant[]): ArrayLike<Instant> {
  if (numbers.length > 24) return new Float64Array(numbers).sort();
  for (let next = 1; next < numbers.length; next += 1) {
    const number = numbers[next] ?? 0;
    let at = next;
    for (; at > 0 && (numbers[at - 1] ?? 0) > number; at -= 1) numbers[at] = numbers[at - 1] ?? 0;
    numbers[at] = number;
  }
  return numbers;
}

/** Before a start there is a gap when as many have ended as have started: it does not matter which end is whose. */
function gapless(starts: ArrayLike<Instant>, ends: ArrayLike<Instant>): Interval[] {
  const merged: Interval[] = [];
  let start = starts[0] ?? 0;
  for (let n = 0; n < ends.length; n += 1) {
    const end = ends[n] ?? 0;
    const next = starts[n + 1];
    if (next !== undefined && next <= end) continue;
    merged.push({ start, end });
    start = next ?? 0;
  }
  return merged;
}

/** The moments of `from` that are in none of `removed`, as disjoint intervals in order. */
export function subtractIntervals(from: readonly Interval[], removed: readonly Interval[]): Interval[] {
  const holes = mergeIntervals(removed);
  const left: Interval[] = [];
  let next = 0;
  for (const { start, end } of mergeIntervals(from)) {
    let at = start;
    for (; next < holes.length; next += 1) {
      const hole = holes[next];
      if (!hole || hole.start >= end) break;
      if (hole.start > at) left.push({ start: at, end: hole.start });
      at = Math.max(at, hole.end);
      // A hole that reaches past this interval may reach into the next one too.
      if (hole.end > end) break;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
}

/** Whether `[start, end)` shares a moment with one of these, which are disjoint and in order. */
export function meetsAny(intervals: readonly Interval[], start: Instant, end: Instant): boolean {
  const next = firstEndingAfter(intervals, start);
  return next !== undefined && next.start < end;
}

/** Whether `[start, end)` lies wholly inside one of these, which are disjoint, in order, and do not touch. */
export function liesInOne(intervals: readonly Interval[], start: Instant, end: Instant): boolean {
  const next = firstEndingAfter(intervals, start);
  return next !== undefined && next.start <= start && end <= next.end;
}

/** Looks up moment after moment, none before the last one: the one of these, disjoint and in order, that holds it. */
export function cursorOver(intervals: readonly Interval[]): (at: Instant) => Interval | undefined {
  let next = 0;
  return (at) => {
    let interval = intervals[next];
    while (interval && interval.end <= at) {
      next += 1;
      interval = intervals[next];
    }
    return interval && interval.start <= at ? interval : undefined;
  };
}

function firstEndingAfter(intervals: readonly Interval[], at: Instant): Interval | undefined {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle]?.end ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return intervals[low];
}
