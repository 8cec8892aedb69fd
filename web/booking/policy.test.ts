import { describe, expect, it } from 'vitest';
import { hours, minutes } from '#domain/instant.ts';
import { graceUntil, policyLines } from './policy.ts';

const startAt = Date.parse('2026-11-26T10:00:00Z');

describe('the policy in dates', () => {
  it('names when each part ends, both included', () => {
    expect(policyLines('standard', startAt, startAt - hours(48))).toEqual([
      { percent: 100, until: startAt - hours(24) },
      { percent: 50, until: startAt - hours(2) },
      { percent: 0, until: null },
    ]);
  });

  it('leaves out what is over', () => {
    expect(policyLines('standard', startAt, startAt - hours(24))).toEqual([
      { percent: 50, until: startAt - hours(2) },
      { percent: 0, until: null },
    ]);
    expect(policyLines('strict', startAt, startAt - hours(1))).toEqual([{ percent: 0, until: null }]);
  });
});

describe('a change of mind', () => {
  const graceAt = (now: number, confirmedAt = now) => graceUntil('standard', startAt, { confirmedAt, now });

  it('is free for an hour after the booking', () => {
    const now = startAt - hours(12);
    expect(graceAt(now)).toBe(now + minutes(60));
  });

  it('is never free within four hours of the start', () => {
    expect(graceAt(startAt - hours(4.5))).toBe(startAt - hours(4));
    expect(graceAt(startAt - hours(3))).toBeNull();
  });

  it('is not worth a word while everything comes back anyway', () => {
    expect(graceAt(startAt - hours(48))).toBeNull();
  });

  it('is over an hour after the confirmation, however late the page is read', () => {
    expect(graceAt(startAt - hours(10), startAt - hours(12))).toBeNull();
  });
});
