import { describe, expect, it } from 'vitest';
import { slotText } from './slot-question.ts';

describe('the text of an answer', () => {
  const slot = {
    date: '2026-12-02',
    startTime: '2026-12-02T09:00:00+00:00',
    endTime: '2026-12-02T10:00:00+00:00',
    available: true,
    lawyerTime: '2026-12-02T13:00:00+04:00',
  };
  const rest = {
    clientTimezone: 'Europe/London',
    lawyerTimezone: 'Asia/Dubai',
    durationMinutes: 60,
    totalPrice: 57_750,
    currency: 'AED',
    nextAvailable: null,
  };

  it.each([0, 1, 2000, 2001, 5000])('is the JSON of it, with %i slots', async (count) => {
    const slots = Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? slot : { ...slot, available: false, reason: 'unavailable' },
    );
    const answer = { slots, ...rest };
    expect(await slotText(answer)).toBe(JSON.stringify(answer));
  });
});
