import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { randomCases } from '#test/setup/cases.ts';
import { lawyerZoneAt } from './availability-dates.ts';
import { days, hours, minutes } from './instant.ts';
import { dayOf } from './local-date.ts';
import { labelSlots } from './slot-labels.ts';
import { instantOf, localDateOf, offsetIso } from './zone.ts';

const atHome = { timezone: 'Asia/Dubai', travel: [] };
const inLondon = {
  timezone: 'Asia/Dubai',
  travel: [{ startDate: '2026-10-20', endDate: '2026-10-27', timezone: 'Europe/London' }],
};

/** An hour from the time on Dubai's wall. */
function hourFrom(date: string, minuteOfDay: number) {
  const startAt = instantOf({ date, minuteOfDay, zone: 'Asia/Dubai', fold: 'earlier' });
  return { startAt, endAt: startAt + hours(1) };
}

describe('a slot in writing', () => {
  it('carries the date and the offset of the client, and the offset of the lawyer', () => {
    const slots = [hourFrom('2026-11-24', 60), hourFrom('2026-11-24', 540)];
    expect(labelSlots(slots, { clientZone: 'America/New_York', rules: atHome })).toEqual([
      {
        date: '2026-11-23',
        startTime: '2026-11-23T16:00:00-05:00',
        endTime: '2026-11-23T17:00:00-05:00',
        available: true,
        lawyerTime: '2026-11-24T01:00:00+04:00',
      },
      {
        date: '2026-11-24',
        startTime: '2026-11-24T00:00:00-05:00',
        endTime: '2026-11-24T01:00:00-05:00',
        available: true,
        lawyerTime: '2026-11-24T09:00:00+04:00',
      },
    ]);
  });

  it('shows both readings where the clock of the client goes back', () => {
    const slots = [hourFrom('2026-10-25', 210), hourFrom('2026-10-25', 270)];
    const labels = labelSlots(slots, { clientZone: 'Europe/London', rules: atHome });
    expect(labels.map(({ startTime, endTime }) => [startTime, endTime])).toEqual([
      ['2026-10-25T00:30:00+01:00', '2026-10-25T01:30:00+01:00'],
      ['2026-10-25T01:30:00+01:00', '2026-10-25T01:30:00+00:00'],
    ]);
  });

  it('follows the lawyer on a journey', () => {
    const slots = [
      hourFrom('2026-10-19', 720),
      hourFrom('2026-10-20', 720),
      hourFrom('2026-10-26', 720),
      hourFrom('2026-10-28', 720),
    ];
    const labels = labelSlots(slots, { clientZone: 'UTC', rules: inLondon });
    expect(labels.map(({ lawyerTime }) => lawyerTime)).toEqual([
      '2026-10-19T12:00:00+04:00',
      '2026-10-20T09:00:00+01:00',
      '2026-10-26T08:00:00+00:00',
      '2026-10-28T12:00:00+04:00',
    ]);
  });

  it('says why it is not offered, in the words of who asks', () => {
    const slot = { ...hourFrom('2026-11-24', 540), reason: 'limit' as const };
    const labels = [undefined, () => 'unavailable'].map(
      (shown) => labelSlots([slot], { clientZone: 'UTC', rules: atHome, shown })[0],
    );
    expect(labels).toMatchObject([
      { available: false, reason: 'limit' },
      { available: false, reason: 'unavailable' },
    ]);
  });
});

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
/** Any moment from 1980 to 2040, seconds and milliseconds included, in any order; some close to each other. */
const moments = fc
  .tuple(
    fc.integer({ min: days(dayOf('1980-01-01')), max: days(dayOf('2040-01-01')) }),
    fc.array(fc.oneof(fc.integer({ min: 0, max: minutes(4320) }), fc.nat(300).map(minutes)), {
      maxLength: 6,
    }),
  )
  .map(([first, others]) => [0, ...others].map((later) => first + later));

describe('labels', { timeout: minutes(5) }, () => {
  it('turn back into the same instants, whatever the zones of both sides', () => {
    fc.assert(
      fc.property(moments, zone, zone, fc.boolean(), (starts, clientZone, lawyerZone, isAway) => {
        const slots = starts.map((startAt) => ({ startAt, endAt: startAt + minutes(50) }));
        const journey = {
          startDate: localDateOf(starts[0] ?? 0, 'UTC'),
          endDate: '2041-01-01',
          timezone: lawyerZone,
        };
        const rules = { timezone: 'Asia/Dubai', travel: isAway ? [journey] : [] };
        const labels = labelSlots(slots, { clientZone, rules });
        const seconds = (at: number) => Math.floor(at / 1000) * 1000;
        for (const [index, { startAt, endAt }] of slots.entries()) {
          const { date, startTime, endTime, lawyerTime } = labels[index] ?? { date: '' };
          const read = [startTime, endTime, lawyerTime].map((text) =>
            DateTime.fromISO(text ?? '').toMillis(),
          );
          expect(read).toEqual([seconds(startAt), seconds(endAt), seconds(startAt)]);
          expect(date).toBe(startTime?.slice(0, 10));
          expect(startTime).toBe(offsetIso(startAt, clientZone));
          expect(lawyerTime).toBe(offsetIso(startAt, lawyerZoneAt(startAt, rules)));
        }
      }),
      randomCases(),
    );
  });
});
