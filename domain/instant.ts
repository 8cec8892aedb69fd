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
  const merged: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (start >= end) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
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

function firstEndingAfter(intervals: readonly Interval[], at: Instant): Interval | undefined {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle]?.end ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return intervals[low];
}
