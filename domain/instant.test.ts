import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  days,
  hours,
  liesInOne,
  meetsAny,
  mergeIntervals,
  minutes,
  overlaps,
  subtractIntervals,
} from './instant.ts';
import type { Interval } from './instant.ts';

const intervals = fc.array(
  fc.tuple(fc.nat(40), fc.nat(8)).map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 8 },
);
const moments = Array.from({ length: 50 }, (_, at) => at);
const holds = (list: readonly Interval[], at: number) =>
  list.some(({ start, end }) => start <= at && at < end);
const isOrderlyList = (list: readonly Interval[]) =>
  list.every(({ start, end }, index) => start < end && start > (list[index - 1]?.end ?? -1));

describe('durations', () => {
  it('are milliseconds', () => {
    expect([minutes(1), hours(1), days(1)]).toEqual([60_000, 3_600_000, 86_400_000]);
  });
});

describe('half-open intervals', () => {
  it.each([
    { a: [0, 10], b: [10, 20], shared: false },
    { a: [0, 10], b: [9, 20], shared: true },
    { a: [0, 10], b: [3, 4], shared: true },
    { a: [10, 20], b: [0, 10], shared: false },
  ])('$a and $b overlap: $shared', ({ a: [start = 0, end = 0], b: [from = 0, to = 0], shared }) => {
    expect(overlaps({ start, end }, { start: from, end: to })).toBe(shared);
  });

  it('merge into disjoint ones in order that hold the same moments', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = mergeIntervals(list);
        expect(isOrderlyList(merged)).toBe(true);
        expect(moments.map((at) => holds(merged, at))).toEqual(moments.map((at) => holds(list, at)));
      }),
    );
  });

  it('subtract to the moments of the first that the second lack', () => {
    fc.assert(
      fc.property(intervals, intervals, (from, removed) => {
        const left = subtractIntervals(from, removed);
        const expected = moments.map((at) => holds(from, at) && !holds(removed, at));
        expect(moments.map((at) => holds(left, at))).toEqual(expected);
        expect(isOrderlyList(left)).toBe(true);
      }),
    );
  });

  it('are searched as if one looked at each', () => {
    fc.assert(
      fc.property(intervals, fc.nat(48), fc.integer({ min: 1, max: 8 }), (list, start, length) => {
        const merged = mergeIntervals(list);
        const end = start + length;
        expect(meetsAny(merged, start, end)).toBe(merged.some((each) => overlaps(each, { start, end })));
        expect(liesInOne(merged, start, end)).toBe(
          merged.some((each) => each.start <= start && end <= each.end),
        );
      }),
    );
  });

  it('are left as they were given', () => {
    const given = [
      { start: 5, end: 9 },
      { start: 0, end: 6 },
    ];
    mergeIntervals(given);
    subtractIntervals(given, given);
    expect(given).toEqual([
      { start: 5, end: 9 },
      { start: 0, end: 6 },
    ]);
  });
});
