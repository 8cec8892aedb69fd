import { describe, expect, it } from 'vitest';
import { days, minutes } from './instant.ts';
import { reminderTimes } from './reminders.ts';

const startAt = days(20_000);

describe('reminders', () => {
  it('come in order, each once', () => {
    const times = reminderTimes(startAt, [60, 1440, 60], startAt - days(3));
    expect(times).toEqual([startAt - minutes(1440), startAt - minutes(60)]);
  });

  it.each([
    { now: startAt - minutes(60) - 1, left: 1 },
    { now: startAt - minutes(60), left: 0 },
    { now: startAt, left: 0 },
  ])('leave out moments that have come', ({ now, left }) => {
    expect(reminderTimes(startAt, [60, 1440], now)).toHaveLength(left);
  });
});
