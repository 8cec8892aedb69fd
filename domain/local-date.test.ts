import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay, dayOf, dayOfWeekOf, isLocalDate, mondayOf } from './local-date.ts';

describe('a local date', () => {
  it.each(['2026-01-01', '2024-02-29', '2000-02-29', '1970-01-01', '2999-12-31'])('is %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '2026-001',
    '2027-W01-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '0000-01-01',
    '+002026-01-01',
    '٢٠٢٦-٠١-٠١',
    '',
  ])('is not %j', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it('is refused by arithmetic when it does not exist', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  });
});

describe('arithmetic on dates', () => {
  it.each([
    { date: '2026-02-28', n: 1, other: '2026-03-01' },
    { date: '2024-02-28', n: 1, other: '2024-02-29' },
    { date: '2026-01-01', n: -1, other: '2025-12-31' },
    { date: '2026-11-24', n: 365, other: '2027-11-24' },
  ])('$n days from $date is $other', ({ date, n, other }) => {
    expect(addDays(date, n)).toBe(other);
  });

  it('agrees with luxon on every day from 1970 to 2199', () => {
    const differing: string[] = [];
    for (let day = 0; day <= dayOf('2199-12-31'); day += 1) {
      const date = dateOfDay(day);
      const known = DateTime.fromMillis(day * 86_400_000, { zone: 'utc' });
      const isSame =
        date === known.toISODate() &&
        dayOf(date) === day &&
        dayOfWeekOf(date) === known.weekday % 7 &&
        mondayOf(date) === known.startOf('week').toISODate();
      if (!isSame) differing.push(date);
    }
    expect(differing).toEqual([]);
  });
});
