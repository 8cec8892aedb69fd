import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Override } from './availability.ts';
import { minutes, overlaps } from './instant.ts';
import { isOfferable, slotsOf } from './slots.ts';
import type { SlotQuestion } from './slots.ts';

/**
 * The rules of time told a second time, as slowly and plainly as they are written: five minutes after five minutes,
 * with luxon reading the wall for each. It shares no code with what it checks.
 */
const grain = 5;

interface Cell {
  at: number;
  date: string;
  minuteOfDay: number;
}

/** Where the clocks change, and one place where they do not. */
const scenes = [
  { timezone: 'Asia/Dubai', date: '2026-11-24' },
  { timezone: 'Europe/London', date: '2026-03-29' },
  { timezone: 'Europe/London', date: '2026-10-25' },
  { timezone: 'Africa/Cairo', date: '2027-04-30' },
  { timezone: 'Africa/Cairo', date: '2026-10-30' },
  { timezone: 'America/New_York', date: '2026-03-08' },
  { timezone: 'America/New_York', date: '2026-11-01' },
].map((scene) => ({ ...scene, cells: cellsAround(scene) }));

function cellsAround({ timezone, date }: { timezone: string; date: string }): Cell[] {
  const first = DateTime.fromISO(date, { zone: 'utc' }).minus({ days: 6 }).toMillis();
  return Array.from({ length: (14 * 1440) / grain }, (_, index) => {
    const at = first + minutes(index * grain);
    const wall = DateTime.fromMillis(at, { zone: timezone });
    return { at, date: wall.toISODate() ?? '', minuteOfDay: wall.hour * 60 + wall.minute };
  });
}

const plusDays = (date: string, n: number) =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days: n }).toISODate() ?? '';

/** The index of the first or last cell that shows this time; in a gap, of the first cell after it. */
function reading(cells: Cell[], date: string, minuteOfDay: number, which: 'first' | 'last'): number {
  const shownOn = minuteOfDay >= 1440 ? plusDays(date, 1) : date;
  const minute = minuteOfDay % 1440;
  const shows = (cell: Cell) => cell.date === shownOn && cell.minuteOfDay === minute;
  const index = which === 'first' ? cells.findIndex(shows) : cells.findLastIndex(shows);
  if (index >= 0) return index;
  return cells.findIndex(
    (cell) => cell.date > shownOn || (cell.date === shownOn && cell.minuteOfDay > minute),
  );
}

function cellsOf(
  cells: Cell[],
  date: string,
  range: Partial<Pick<Override, 'startMinute' | 'endMinute'>>,
): number[] {
  const { startMinute = 0, endMinute = 0 } = range;
  const first = reading(cells, date, startMinute, 'first');
  const end = reading(cells, date, endMinute > startMinute ? endMinute : endMinute + 1440, 'last');
  return cells.flatMap((_, index) => (first <= index && index < end ? [index] : []));
}

function referenceStarts(question: SlotQuestion, cells: Cell[]): number[] {
  const { rules, from, to, now, booked, clientBusy = [] } = question;
  const dates = Array.from({ length: 9 }, (_, n) => plusDays(from, n - 3));
  const covering = (date: string, ...kinds: Override['kind'][]) =>
    rules.overrides.filter(
      (each) => kinds.includes(each.kind) && each.startDate <= date && date <= each.endDate,
    );
  const isClosed = (date: string) => covering(date, 'blocked', 'holiday').length > 0;

  const beginningOn = new Map<string, Set<number>>();
  const blocked = new Set<number>();
  for (const date of dates) {
    const custom = covering(date, 'custom_hours');
    const weekday = DateTime.fromISO(date, { zone: 'utc' }).weekday % 7;
    const ranges =
      custom.length > 0 ? custom : rules.windows.filter(({ dayOfWeek }) => dayOfWeek === weekday);
    const inForce = isClosed(date) ? [] : ranges;
    beginningOn.set(date, new Set(inForce.flatMap((range) => cellsOf(cells, date, range))));
    for (const block of covering(date, 'partial_block')) {
      for (const index of cellsOf(cells, date, block)) blocked.add(index);
    }
  }
  const open = cells.map(
    (cell, index) => !isClosed(cell.date) && dates.some((date) => beginningOn.get(date)?.has(index)),
  );

  const candidates = dates.flatMap((date) => {
    const own = beginningOn.get(date) ?? new Set();
    const later = dates
      .filter((other) => other > date)
      .flatMap((other) => [...(beginningOn.get(other) ?? [])]);
    const end = Math.min(Infinity, ...later);
    const starts: number[] = [];
    let elapsed = 0;
    for (const index of [...own].toSorted((a, b) => a - b)) {
      elapsed = own.has(index - 1) ? elapsed + grain : 0;
      if (elapsed % rules.stepMinutes === 0 && index < end) starts.push(index);
    }
    return starts;
  });

  const today = DateTime.fromMillis(now, { zone: rules.timezone }).toISODate() ?? '';
  const notice = Math.max(rules.minNoticeMinutes, rules.instantBooking ? 2 : 360);
  const bookedDates = booked.map(({ startAt }) => DateTime.fromMillis(startAt, { zone: rules.timezone }));
  const weekOf = (date: DateTime) => date.toFormat('kkkk-WW');
  const isFree = (index: number) => {
    const { at, date } = cells[index] ?? { at: 0, date: '' };
    const end = at + minutes(question.durationMinutes);
    const blockEnd = end + minutes(question.bufferMinutes);
    const cellsUntil = (until: number) =>
      Array.from({ length: (until - at) / minutes(grain) }, (_, n) => index + n);
    const week = weekOf(DateTime.fromISO(date, { zone: 'utc' }));
    return (
      rules.isActive &&
      date >= from &&
      date <= to &&
      at >= now + minutes(notice) &&
      date <= plusDays(today, rules.maxAdvanceDays) &&
      cellsUntil(end).every((each) => open[each]) &&
      !cellsUntil(blockEnd).some((each) => blocked.has(each)) &&
      !booked.some((each) =>
        overlaps({ start: each.startAt, end: each.blockEndAt }, { start: at, end: blockEnd }),
      ) &&
      !clientBusy.some((each) => overlaps(each, { start: at, end })) &&
      bookedDates.filter((each) => each.toISODate() === date).length < (rules.limitPerDay ?? Infinity) &&
      bookedDates.filter((each) => weekOf(each) === week).length < (rules.limitPerWeek ?? Infinity)
    );
  };
  return candidates.filter(isFree).map((index) => cells[index]?.at ?? 0);
}

const fives = (min: number, max: number) =>
  fc.integer({ min: min / grain, max: max / grain }).map((n) => n * grain);
/** Times of day, more often near midnight and the hours in which clocks change. */
const startMinute = fc.oneof(fives(0, 1435), fives(0, 180), fives(1260, 1435));
const endMinute = fc.oneof(fives(0, 1440), fives(0, 240), fc.constant(1440));
const range = fc.record({ startMinute, endMinute }).filter((each) => each.startMinute !== each.endMinute);

const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);

const overrideOf = (date: string) =>
  fc
    .record({
      kind: fc.constantFrom<Override['kind'][]>('blocked', 'holiday', 'custom_hours', 'partial_block'),
      offset: fc.integer({ min: -2, max: 2 }),
      length: fc.nat(1),
      range,
    })
    .map(({ kind, offset, length, range: times }): Override => {
      const dates = { startDate: plusDays(date, offset), endDate: plusDays(date, offset + length) };
      return kind === 'blocked' || kind === 'holiday' ? { kind, ...dates } : { kind, ...dates, ...times };
    });

const questions = fc.constantFrom(...scenes).chain(({ timezone, date, cells }) => {
  const noon = DateTime.fromISO(date, { zone: 'utc' }).plus({ hours: 12 }).toMillis();
  const moment = fives(-2880, 2880).map((minute) => noon + minutes(minute));
  const stretch = fc.tuple(moment, fives(5, 180), fives(0, 60)).map(([startAt, length, buffer]) => ({
    startAt,
    endAt: startAt + minutes(length),
    blockEndAt: startAt + minutes(length + buffer),
  }));
  const rules = fc.record({
    timezone: fc.constant(timezone),
    bufferMinutes: fc.constant(0),
    stepMinutes: fc.constantFrom(5, 15, 30, 45, 60, 240),
    minNoticeMinutes: fc.constantFrom(0, 0, 60, 1440),
    maxAdvanceDays: fc.constantFrom(60, 60, 60, 4, 1),
    instantBooking: mostly,
    isActive: mostly,
    windows: fc.array(
      fc.tuple(fc.nat(6), range).map(([dayOfWeek, times]) => ({ dayOfWeek, ...times })),
      { minLength: 7, maxLength: 20 },
    ),
    overrides: fc.array(overrideOf(date), { maxLength: 2 }),
    temporaryHours: fc.constant([]),
    travel: fc.constant([]),
    limitPerDay: fc.constantFrom(undefined, undefined, undefined, 1, 3),
    limitPerWeek: fc.constantFrom(undefined, undefined, undefined, undefined, 2, 4),
  });
  return fc.record({
    cells: fc.constant(cells),
    question: fc.record({
      rules,
      durationMinutes: fc.constantFrom(5, 30, 30, 60, 60, 180, 1440),
      bufferMinutes: fc.constantFrom(0, 15, 60),
      from: fc.integer({ min: -1, max: 0 }).map((n) => plusDays(date, n)),
      to: fc.integer({ min: 0, max: 1 }).map((n) => plusDays(date, n)),
      now: fc.oneof(
        { weight: 4, arbitrary: fc.constant(noon - minutes(4 * 1440)) },
        { weight: 1, arbitrary: moment },
      ),
      booked: fc.array(stretch, { maxLength: 4 }),
      clientBusy: fc.array(
        stretch.map(({ startAt, endAt }) => ({ start: startAt, end: endAt })),
        { maxLength: 2 },
      ),
    }),
  });
});

const startsOf = (question: SlotQuestion) => slotsOf(question).map(({ startAt }) => startAt);

describe('the slots of a lawyer', () => {
  it('are those of the rules read plainly', () => {
    fc.assert(
      fc.property(questions, ({ question, cells }) => {
        expect(startsOf(question)).toEqual(referenceStarts(question, cells));
      }),
      { numRuns: 500 },
    );
  });

  it('pass isOfferable, and no other time does', () => {
    const several = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(questions, several, ({ question, cells }, picks) => {
        const { from, to, ...terms } = question;
        const asked = cells.filter(({ date }) => from <= date && date <= to).map(({ at }) => at);
        const shown = new Map(
          slotsOf({ ...question, explain: true }).map(({ startAt, reason }) => [startAt, reason]),
        );
        const offered = new Set(startsOf(question));
        for (const startAt of [
          ...picks.map((pick) => asked[pick % asked.length] ?? 0),
          ...[...shown.keys()].slice(0, 30),
        ]) {
          const reason = isOfferable({ ...terms, startAt });
          expect(reason === undefined).toBe(offered.has(startAt));
          expect(shown.has(startAt) ? shown.get(startAt) : reason).toBe(reason);
        }
      }),
    );
  });

  it('keep clear of everything that is taken', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        for (const { startAt, endAt } of slotsOf(question)) {
          const slot = { start: startAt, end: endAt + minutes(question.bufferMinutes) };
          const taken = question.booked.map((each) => ({ start: each.startAt, end: each.blockEndAt }));
          expect(taken.filter((each) => overlaps(each, slot))).toEqual([]);
        }
      }),
    );
  });

  it('do not depend on the order of bookings, windows and overrides', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const { rules, booked } = question;
        const reversed = {
          ...question,
          booked: booked.toReversed(),
          rules: { ...rules, windows: rules.windows.toReversed(), overrides: rules.overrides.toReversed() },
        };
        expect(slotsOf({ ...reversed, explain: true })).toEqual(slotsOf({ ...question, explain: true }));
      }),
    );
  });

  it('are the same asked for together or date by date, in order and each once', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const dates = [0, 1, 2].map((n) => plusDays(question.from, n)).filter((date) => date <= question.to);
        const oneByOne = dates.flatMap((date) =>
          slotsOf({ ...question, from: date, to: date, explain: true }),
        );
        const together = slotsOf({ ...question, explain: true });
        expect(together).toEqual(oneByOne);
        const starts = together.map(({ startAt }) => startAt);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
      }),
    );
  });
});
