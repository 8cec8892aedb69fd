import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Override } from '#domain/availability.ts';
import type { SlotQuestion } from '#domain/slots.ts';
import { differentOnes, transitionsBetween } from './transitions.ts';
import { grainMinutes, plusDays, sceneAround } from './walls.ts';
import type { Scene } from './walls.ts';

/** Where midnight does not exist, or a whole date; some of them in years that have passed. */
const oddDates = [
  ['Africa/Cairo', '2027-04-30'],
  ['America/Santiago', '2026-09-06'],
  ['Asia/Beirut', '2027-03-28'],
  ['Atlantic/Azores', '2027-03-28'],
  ['America/Havana', '2027-03-14'],
  ['America/Asuncion', '2023-10-01'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Asia/Tehran', '2022-03-22'],
  ['Asia/Amman', '2021-03-26'],
  ['Asia/Damascus', '2022-03-25'],
  ['Asia/Gaza', '2016-03-26'],
  ['Pacific/Apia', '2011-12-30'],
] as const;

/** Every change of a clock on earth in three years, the odd dates, and places where nothing changes. */
export const scenes: readonly Scene[] = [
  ...differentOnes(transitionsBetween('2026-11-24', '2029-11-24')).map(({ zone, at }) =>
    sceneAround(zone, DateTime.fromMillis(at, { zone }).toISODate() ?? ''),
  ),
  ...oddDates.map(([zone, date]) => sceneAround(zone, date)),
  ...['Asia/Dubai', 'Asia/Kolkata', 'Pacific/Kiritimati'].map((zone) => sceneAround(zone, '2026-11-24')),
];

const fives = (min: number, max: number) =>
  fc.integer({ min: min / grainMinutes, max: max / grainMinutes }).map((n) => n * grainMinutes);
/** Times of day, more often near midnight and the hours in which clocks change. */
const startMinute = fc.oneof(fives(0, 1435), fives(0, 180), fives(1260, 1435));
const endMinute = fc.oneof(fives(0, 1440), fives(0, 240), fc.constant(1440));
const range = fc.record({ startMinute, endMinute }).filter((each) => each.startMinute !== each.endMinute);
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);

const week = (minLength: number) =>
  fc.array(
    fc.tuple(fc.nat(6), range).map(([dayOfWeek, times]) => ({ dayOfWeek, ...times })),
    { minLength, maxLength: 20 },
  );

/** Some dates around one. */
const datesAround = (date: string, lengthMax: number) =>
  fc.tuple(fc.integer({ min: -3, max: 2 }), fc.nat(lengthMax)).map(([offset, length]) => ({
    startDate: plusDays(date, offset),
    endDate: plusDays(date, offset + length),
  }));

const overrideOf = (date: string) =>
  fc
    .record({
      kind: fc.constantFrom<Override['kind'][]>('blocked', 'holiday', 'custom_hours', 'partial_block'),
      dates: datesAround(date, 1),
      range,
    })
    .map(({ kind, dates, range: times }): Override =>
      kind === 'blocked' || kind === 'holiday' ? { kind, ...dates } : { kind, ...dates, ...times },
    );

/** Places as far apart as the earth allows, and as near. */
const place = fc.constantFrom(
  'Europe/London',
  'Asia/Tokyo',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
);
type Dated = { startDate: string; endDate: string };
const apart = <T extends Dated>(list: T[]) =>
  list.filter((each, n) =>
    list.slice(0, n).every((other) => other.endDate < each.startDate || each.endDate < other.startDate),
  );

const rulesIn = ({ timezone, date }: Scene) =>
  fc.record({
    timezone: fc.constant(timezone),
    bufferMinutes: fc.constant(0),
    stepMinutes: fc.constantFrom(5, 15, 30, 45, 60, 240),
    minNoticeMinutes: fc.constantFrom(0, 0, 60, 1440),
    maxAdvanceDays: fc.constantFrom(60, 60, 60, 4, 1),
    instantBooking: mostly,
    isActive: mostly,
    windows: week(7),
    overrides: fc.array(overrideOf(date), { maxLength: 2 }),
    temporaryHours: fc
      .array(fc.tuple(datesAround(date, 2), week(2)), { maxLength: 2 })
      .map((list) => apart(list.map(([dates, windows]) => ({ ...dates, windows })))),
    travel: fc.oneof(
      fc.constant([]),
      fc
        .array(fc.tuple(datesAround(date, 2), place), { minLength: 1, maxLength: 3 })
        .map((list) => apart(list.map(([dates, zone]) => ({ ...dates, timezone: zone })))),
    ),
    limitPerDay: fc.constantFrom(undefined, undefined, undefined, 1, 3),
    limitPerWeek: fc.constantFrom(undefined, undefined, undefined, undefined, 2, 4),
  });

const questionIn = (scene: Scene): fc.Arbitrary<SlotQuestion> => {
  const noon = scene.first + 7.5 * 86_400_000;
  const moment = fives(-2880, 2880).map((minute) => noon + minute * 60_000);
  const stretch = fc.tuple(moment, fives(5, 180), fives(0, 60)).map(([startAt, length, buffer]) => ({
    startAt,
    endAt: startAt + length * 60_000,
    blockEndAt: startAt + (length + buffer) * 60_000,
  }));
  const busy = fc.array(
    stretch.map(({ startAt, endAt }) => ({ start: startAt, end: endAt })),
    { maxLength: 2 },
  );
  const readAgo = fc.tuple(seldom, fives(0, 720)).map(([isLost, ago]) => ago + (isLost ? 725 : 0));
  return fc
    .record({
      rules: rulesIn(scene),
      durationMinutes: fc.constantFrom(5, 30, 30, 60, 60, 180, 1440),
      bufferMinutes: fc.constantFrom(0, 15, 60),
      from: fc.integer({ min: -1, max: 0 }).map((n) => plusDays(scene.date, n)),
      to: fc.integer({ min: 0, max: 1 }).map((n) => plusDays(scene.date, n)),
      now: fc.oneof(
        { weight: 4, arbitrary: fc.constant(noon - 4 * 86_400_000) },
        { weight: 1, arbitrary: moment },
      ),
      booked: fc.array(stretch, { maxLength: 4 }),
      clientBusy: busy,
      calendarBusy: busy,
      ago: fc.option(readAgo, { nil: undefined }),
    })
    .map(({ ago, ...question }) => ({
      ...question,
      ...(ago !== undefined && { calendarReadAt: question.now - ago * 60_000 }),
    }));
};

/** A question about slots, and the scene in which it is asked. */
export const questions = fc
  .constantFrom(...scenes)
  .chain((scene) => fc.record({ scene: fc.constant(scene), question: questionIn(scene) }));
