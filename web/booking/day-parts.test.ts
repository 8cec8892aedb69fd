import { describe, expect, it } from 'vitest';
import { byDayPart } from './day-parts.ts';

const at = (startTime: string) => ({ startTime });

describe('the times of a day', () => {
  const times = ['05:30', '07:59', '08:00', '12:59', '13:00', '17:00'].map((time) =>
    at(`2026-11-26T${time}:00Z`),
  );

  it('stand in the parts of the day of the reader, not of the lawyer', () => {
    const parts = byDayPart(times, 'Asia/Dubai').map(({ part, times: own }) => [part, own.length]);
    expect(parts).toEqual([
      ['morning', 2],
      ['afternoon', 2],
      ['evening', 2],
    ]);
    expect(byDayPart(times, 'Europe/London').map(({ part }) => part)).toEqual([
      'morning',
      'afternoon',
      'evening',
    ]);
  });

  it('leave out a part that has none', () => {
    expect(byDayPart([at('2026-11-26T06:00:00Z')], 'Asia/Dubai').map(({ part }) => part)).toEqual([
      'morning',
    ]);
  });

  it('keep midnight in the morning', () => {
    expect(byDayPart([at('2026-11-25T20:00:00Z')], 'Asia/Dubai')[0]?.part).toBe('morning');
  });
});
