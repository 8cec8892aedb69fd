import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { randomCases } from '#test/setup/cases.ts';
import { datesOf, lawyerDateAt, lawyerZoneAt } from './availability-dates.ts';
import { days, hours, minutes } from './instant.ts';
import { dateOfDay, dayOf } from './local-date.ts';
import { localDateOf, startOfDate } from './zone.ts';

const inLondon = {
  timezone: 'Asia/Dubai',
  travel: [{ startDate: '2027-07-01', endDate: '2027-07-20', timezone: 'Europe/London' }],
};
const instant = (text: string) => DateTime.fromISO(text).toMillis();

describe('the local dates of a lawyer who travels', () => {
  it.each([
    { at: '2027-06-30T23:59:00+04:00', date: '2027-06-30', zone: 'Asia/Dubai' },
    { at: '2027-06-30T23:59:00+01:00', date: '2027-06-30', zone: 'Asia/Dubai' },
    { at: '2027-07-01T00:00:00+01:00', date: '2027-07-01', zone: 'Europe/London' },
    { at: '2027-07-20T20:59:00+01:00', date: '2027-07-20', zone: 'Europe/London' },
    { at: '2027-07-21T00:00:00+04:00', date: '2027-07-21', zone: 'Asia/Dubai' },
  ])('begin by the clock of the place: $at is on $date', ({ at, date, zone }) => {
    expect(lawyerDateAt(instant(at), inLondon)).toBe(date);
    expect(lawyerZoneAt(instant(at), inLondon)).toBe(zone);
  });

  it.each([
    { to: 'Europe/London', last: 27, first: 24 },
    { to: 'Asia/Tokyo', last: 19, first: 24 },
    { to: 'America/Los_Angeles', last: 35, first: 24 },
  ])('are longer or shorter before a journey to $to', ({ to, last, first }) => {
    const travel = [{ startDate: '2027-07-01', endDate: '2027-07-20', timezone: to }];
    const { startOf } = datesOf({ timezone: 'Asia/Dubai', travel });
    const lengthOf = (date: string) => (startOf(dayOf(date) + 1) - startOf(dayOf(date))) / hours(1);
    expect([lengthOf('2027-06-30'), lengthOf('2027-07-01')]).toEqual([last, first]);
  });

  it('lose one where the journey crosses the date line, and never run backwards', () => {
    const travel = [{ startDate: '2027-07-02', endDate: '2027-07-20', timezone: 'Pacific/Kiritimati' }];
    const { startOf } = datesOf({ timezone: 'Pacific/Pago_Pago', travel });
    const starts = ['06-30', '07-01', '07-02', '07-03'].map((date) => startOf(dayOf(`2027-${date}`)));
    expect(starts.map((start) => DateTime.fromMillis(start, { zone: 'utc' }).toFormat('dd HH'))).toEqual([
      '30 11',
      '01 11',
      '01 11',
      '02 10',
    ]);
  });
});

const zone = fc.oneof(
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  fc.constantFrom('Pacific/Pago_Pago', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Etc/GMT-14'),
);
const firstDay = dayOf('2027-07-01');
/** Journeys that follow each other day after day, or with days at home between them. */
const whereabouts = fc
  .record({
    timezone: zone,
    legs: fc.array(fc.tuple(zone, fc.integer({ min: 1, max: 3 }), fc.nat(2)), { maxLength: 6 }),
    start: fc.oneof(fc.nat(1000), fc.integer({ min: -20_000 + 2000, max: 0 })),
  })
  .map(({ timezone, legs, start }) => {
    let day = firstDay + start;
    const travel = legs.map(([place, length, pause]) => {
      const leg = { startDate: dateOfDay(day), endDate: dateOfDay(day + length - 1), timezone: place };
      day += length + pause;
      return leg;
    });
    return { rules: { timezone, travel }, from: firstDay + start - 3, to: day + 3 };
  });

describe('local dates', { timeout: minutes(5) }, () => {
  it('are a partition of time, wherever the journeys go', () => {
    fc.assert(
      fc.property(whereabouts, fc.nat(), ({ rules, from, to }, pick) => {
        const { startOf, dayAt } = datesOf(rules);
        for (let day = from; day <= to; day += 1) {
          const [start, end] = [startOf(day), startOf(day + 1)];
          expect(start).toBeLessThanOrEqual(end);
          expect(end - start).toBeLessThanOrEqual(hours(24 + 26));
          if (start === end) continue;
          for (const at of [start, end - 1, start + (pick % (end - start))]) expect(dayAt(at)).toBe(day);
        }
      }),
      randomCases(0.3),
    );
  });

  it('are those of the zone for who stays', () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: days(19_000), max: days(24_000) }), (timezone, at) => {
        const rules = { timezone, travel: [] };
        expect(lawyerDateAt(at, rules)).toBe(localDateOf(at, timezone));
        expect(datesOf(rules).startOf(dayOf(lawyerDateAt(at, rules)))).toBe(
          startOfDate(localDateOf(at, timezone), timezone),
        );
      }),
      randomCases(0.3),
    );
  });
});
