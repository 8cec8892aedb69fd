import { describe, expect, it } from 'vitest';
import { nearestTimes } from './alternatives.ts';

const at = (time: string) => ({ startTime: `2026-11-26T${time}:00Z` });

describe('the alternatives to a lost time', () => {
  it('are the three nearest, in the order of the day', () => {
    const free = [at('06:00'), at('09:00'), at('10:30'), at('11:00'), at('15:00')];
    expect(nearestTimes(free, '2026-11-26T10:00:00Z')).toEqual([at('09:00'), at('10:30'), at('11:00')]);
  });

  it('never contain the lost time itself, in whatever offset it is written', () => {
    expect(nearestTimes([at('10:00')], '2026-11-26T14:00:00+04:00')).toEqual([]);
  });
});
