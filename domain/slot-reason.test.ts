import { describe, expect, it } from 'vitest';
import { publicReason, refusalOf, slotReasons } from './slot-reason.ts';

describe('why a time is not offered', () => {
  it('is told to others as little as needed', () => {
    expect([...new Set(slotReasons.map(publicReason))].toSorted()).toEqual([
      'horizon',
      'notice',
      'unavailable',
    ]);
    expect(publicReason('holiday')).toBe('unavailable');
  });

  it.each([
    { reason: 'booked', code: 'slot_taken' },
    { reason: 'buffer', code: 'slot_taken' },
    { reason: 'client_busy', code: 'client_busy' },
    { reason: 'notice', code: 'slot_unavailable' },
    { reason: 'limit', code: 'slot_unavailable' },
  ] as const)('$reason refuses with $code', ({ reason, code }) => {
    expect(refusalOf(reason)).toBe(code);
  });

  it('names refusals in the order of the contract', () => {
    expect([...new Set(slotReasons.map(refusalOf))]).toEqual([
      'slot_taken',
      'client_busy',
      'slot_unavailable',
    ]);
  });
});
