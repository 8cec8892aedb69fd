import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { differentOnes, transitionsBetween } from '#test/slots/transitions.ts';
import { hours, minutes } from './instant.ts';
import { dayOf } from './local-date.ts';
import { clockOf } from './zone-clock.ts';
import { instantOf, isIanaZone, localDateOf, offsetIso, startOfDate } from './zone.ts';

/** Every zone that the runtime knows, at every change of its clock in the next three years and a little before. */
const changes = transitionsBetween('2026-01-01', '2030-01-01');

/** That time on the wall, counted on from midnight of the date that it shows at some moment. */
function readings(zone: string, wall: number) {
  const date = DateTime.fromMillis(wall, { zone: 'utc' }).toISODate() ?? '';
  const minuteOfDay = (wall - dayOf(date) * hours(24)) / minutes(1);
  return (['earlier', 'later'] as const).map((fold) => instantOf({ date, minuteOfDay, zone, fold }));
}

const steps = (from: number, to: number) =>
  Array.from({ length: (to - from) / minutes(5) }, (_, n) => from + n * minutes(5));

describe('every change of a clock on earth', { timeout: minutes(2) }, () => {
  it('is looked at', () => {
    expect(changes.length).toBeGreaterThan(1000);
    expect(new Set(changes.map(({ zone }) => zone)).size).toBeGreaterThan(100);
  });

  it('that jumps forward moves the times it leaves out to the first moment after it', () => {
    const wrong = changes
      .filter(({ before, after }) => after > before)
      .filter(({ zone, at, before, after }) =>
        steps(at + minutes(before), at + minutes(after)).some((wall) =>
          readings(zone, wall).some((instant) => instant !== at),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('that goes back has an earlier and a later reading of the times it shows twice', () => {
    const wrong = changes
      .filter(({ before, after }) => after < before)
      .filter(({ zone, at, before, after }) =>
        steps(at + minutes(after), at + minutes(before)).some((wall) => {
          const [earlier, later] = readings(zone, wall);
          return earlier !== wall - minutes(before) || later !== wall - minutes(after);
        }),
      );
    expect(wrong).toEqual([]);
  });

  it('leaves alone what lies before and behind it', () => {
    const wrong = changes.filter(({ zone, at, before, after }) => {
      const first = Math.min(at + minutes(before), at + minutes(after));
      const last = Math.max(at + minutes(before), at + minutes(after));
      const untouched = [
        ...steps(first - hours(26), first).map((wall) => ({ wall, instant: wall - minutes(before) })),
        ...steps(last, last + hours(26)).map((wall) => ({ wall, instant: wall - minutes(after) })),
      ];
      return untouched.some(({ wall, instant }) => readings(zone, wall).some((each) => each !== instant));
    });
    expect(wrong).toEqual([]);
  });

  it('is written with the offset that holds, as luxon does', () => {
    const wrong = differentOnes(changes).filter(({ zone, at }) =>
      steps(at - hours(26), at + hours(26)).some((instant) => {
        const shown = DateTime.fromMillis(instant, { zone });
        const isSame = offsetIso(instant, zone) === shown.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
        return !isSame || clockOf(zone).offsetAt(instant) !== minutes(shown.offset);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves dates that begin once and follow each other', () => {
    const wrong = changes.filter(({ zone, at }) =>
      [-2, -1, 0, 1, 2].some((n) => {
        const date = localDateOf(at + n * hours(24), zone);
        const start = startOfDate(date, zone);
        return localDateOf(start, zone) !== date || localDateOf(start - 1, zone) >= date;
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a date without a midnight', () => {
  it.each([
    { zone: 'Africa/Cairo', date: '2027-04-30', begins: '01:00' },
    { zone: 'America/Santiago', date: '2026-09-06', begins: '01:00' },
    { zone: 'Asia/Beirut', date: '2027-03-28', begins: '01:00' },
    { zone: 'Atlantic/Azores', date: '2027-03-28', begins: '01:00' },
    { zone: 'America/Havana', date: '2027-03-14', begins: '01:00' },
    { zone: 'America/Asuncion', date: '2023-10-01', begins: '01:00' },
    { zone: 'America/Sao_Paulo', date: '2018-11-04', begins: '01:00' },
    { zone: 'Asia/Tehran', date: '2022-03-22', begins: '01:00' },
    { zone: 'Asia/Amman', date: '2021-03-26', begins: '01:00' },
    { zone: 'Asia/Damascus', date: '2022-03-25', begins: '01:00' },
  ])('begins at $begins: $zone $date', ({ zone, date, begins }) => {
    const start = startOfDate(date, zone);
    expect(offsetIso(start, zone).slice(0, 16)).toBe(`${date}T${begins}`);
    expect(localDateOf(start - 1, zone) < date).toBe(true);
  });

  it('is empty where a whole date is left out', () => {
    const starts = ['2011-12-30', '2011-12-31'].map((date) => startOfDate(date, 'Pacific/Apia'));
    expect(starts[0]).toBe(starts[1]);
  });
});

describe('zone names', () => {
  it('are all that IANA gives to places, as the runtime lists them', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !isIanaZone(zone))).toEqual([]);
  });
});
