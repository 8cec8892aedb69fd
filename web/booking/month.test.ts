import { describe, expect, it } from 'vitest';
import { addMonths, lastDayOf, slotRange, weeksOf } from './month.ts';
import { movedDay } from './month-keys.ts';

describe('a month', () => {
  it.each([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', 14, '2028-01'],
  ])('%s and %i months is %s', (month, n, later) => {
    expect(addMonths(month, n)).toBe(later);
  });

  it.each([
    ['2026-11', '2026-11-30'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, last) => {
    expect(lastDayOf(month)).toBe(last);
  });

  it.each(['2026-02', '2026-03', '2026-11', '2027-05'])('%s is shown in whole weeks from Monday', (month) => {
    const days = weeksOf(month).flat();
    expect(days.length % 7).toBe(0);
    expect(days).toContain(`${month}-01`);
    expect(days).toContain(lastDayOf(month));
    expect(new Date(days[0] ?? '').getUTCDay()).toBe(1);
  });

  it('asks for a day on either side, because the two people can be a date apart', () => {
    expect(slotRange('2026-11')).toEqual({ startDate: '2026-10-31', endDate: '2026-12-01' });
  });
});

describe('the keys in a month', () => {
  it.each([
    ['ArrowLeft', false, '2026-11-25'],
    ['ArrowLeft', true, '2026-11-27'],
    ['ArrowRight', false, '2026-11-27'],
    ['ArrowRight', true, '2026-11-25'],
    ['ArrowUp', false, '2026-11-19'],
    ['ArrowDown', false, '2026-12-03'],
    ['Home', false, '2026-11-23'],
    ['End', false, '2026-11-29'],
    ['PageUp', false, '2026-10-26'],
    ['PageDown', false, '2026-12-26'],
    ['Enter', false, undefined],
  ])('%s (right to left: %s) leads from 26 November to %s', (key, rightToLeft, day) => {
    expect(movedDay(key, '2026-11-26', rightToLeft)).toBe(day);
  });

  it('lead from the 31st to the last day of a shorter month', () => {
    expect(movedDay('PageDown', '2027-01-31', false)).toBe('2027-02-28');
  });
});
