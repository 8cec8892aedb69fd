import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCases } from '#test/setup/cases.ts';
import { holidayFaults, mergeHolidays } from './holidays.ts';
import type { Holiday } from './holidays.ts';
import { addDays } from './local-date.ts';

const eid = { startDate: '2027-03-09', endDate: '2027-03-11', name: 'Eid Al-Fitr' };
const on = (startDate: string, name: string, endDate = startDate): Holiday => ({ startDate, endDate, name });

describe('a list of holidays', () => {
  it.each<{ change: Partial<Holiday>; pointers: string[] }>([
    { change: {}, pointers: [] },
    { change: { startDate: '2027-02-29' }, pointers: ['/holidays/0/startDate'] },
    { change: { endDate: '2027-03-08' }, pointers: ['/holidays/0/endDate'] },
    { change: { endDate: '2028-01-01' }, pointers: ['/holidays/0/endDate'] },
    { change: { startDate: '2026-12-31' }, pointers: ['/holidays/0/startDate'] },
    { change: { name: ' ' }, pointers: ['/holidays/0/name'] },
    { change: { name: 'x'.repeat(81) }, pointers: ['/holidays/0/name'] },
  ])('with $change has faults at $pointers', ({ change, pointers }) => {
    const faults = holidayFaults([{ ...eid, ...change }], 2027, '/holidays');
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('has at most a hundred', () => {
    const faults = holidayFaults(
      Array.from({ length: 101 }, () => eid),
      2027,
      '/holidays',
    );
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/holidays']);
  });
});

describe('holidays that are merged', () => {
  it('come by date, and each once', () => {
    const national = on('2027-12-02', 'National Day', '2027-12-03');
    expect(mergeHolidays([national, eid, { ...eid, name: ' Eid Al-Fitr ' }])).toEqual([eid, national]);
  });

  it('become one when a feast is listed day by day', () => {
    const days = ['2027-03-11', '2027-03-09', '2027-03-10'].map((date) => on(date, 'Eid Al-Fitr'));
    expect(mergeHolidays(days)).toEqual([eid]);
  });

  it('stay apart under two names, and with a day between them', () => {
    const apart = [on('2027-01-01', 'New Year'), on('2027-01-01', 'Jubilee'), on('2027-01-03', 'New Year')];
    expect(mergeHolidays(apart)).toHaveLength(3);
  });

  it('close the same dates as before, in any order', () => {
    const holiday = fc
      .tuple(fc.nat(30), fc.nat(4), fc.constantFrom('Eid', 'National Day'))
      .map(([start, length, name]) =>
        on(addDays('2027-03-01', start), name, addDays('2027-03-01', start + length)),
      );
    const datesOf = (list: readonly Holiday[]) =>
      Array.from({ length: 40 }, (_, n) => addDays('2027-03-01', n)).map((date) =>
        ['Eid', 'National Day'].map((name) =>
          list.some((each) => each.name === name && each.startDate <= date && date <= each.endDate),
        ),
      );
    fc.assert(
      fc.property(fc.array(holiday, { maxLength: 8 }), (list) => {
        const merged = mergeHolidays(list);
        expect(datesOf(merged)).toEqual(datesOf(list));
        expect(mergeHolidays(list.toReversed())).toEqual(merged);
        expect(mergeHolidays(merged)).toEqual(merged);
      }),
      randomCases(0.1),
    );
  });
});
