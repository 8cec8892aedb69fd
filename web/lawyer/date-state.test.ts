import { describe, expect, it } from 'vitest';
import type { Availability, Override } from '#web/requests/own-hours.ts';
import { dateRulesOf, overridesOf, withRule, withoutRule } from './date-rules.ts';
import { createDateStates } from './date-state.ts';

const override = (id: string, type: Override['type'], more: Partial<Override> = {}): Override => ({
  id,
  type,
  startDate: '2026-12-02',
  endDate: '2026-12-03',
  ...more,
});

function availabilityWith(more: Partial<Availability>): Availability {
  return {
    timezone: 'Asia/Dubai',
    bufferMinutes: 15,
    instantBookingEnabled: true,
    maxAdvanceDays: 60,
    minNoticeHours: 2,
    stepMinutes: 30,
    isActive: true,
    travel: [],
    // 2 December 2026 is a Wednesday.
    schedules: [{ dayOfWeek: 3, startTime: '09:00', endTime: '17:00' }],
    overrides: [],
    temporaryHours: [],
    ...more,
  };
}

const kindOn = (more: Partial<Availability>, date = '2026-12-02') =>
  createDateStates(availabilityWith(more))(date);

const ramadan = {
  id: 'ramadan',
  name: 'Ramadan',
  startDate: '2026-12-01',
  endDate: '2026-12-05',
  schedules: [{ dayOfWeek: 3, startTime: '10:00', endTime: '14:00' }],
};

describe('the kind of a date', () => {
  const times = { startTime: '12:00', endTime: '13:00' };
  it.each([
    ['open', {}],
    ['blocked', { overrides: [override('a', 'holiday'), override('b', 'blocked')] }],
    ['holiday', { overrides: [override('a', 'custom_hours', times), override('b', 'holiday')] }],
    ['custom_hours', { overrides: [override('a', 'custom_hours', times)], temporaryHours: [ramadan] }],
    ['temporary', { temporaryHours: [ramadan] }],
    ['open', { overrides: [override('a', 'partial_block', times)] }],
  ])('is %s, closed beating other hours and those beating any week', (kind, more) => {
    expect(kindOn(more).kind).toBe(kind);
  });

  it('is closed where no window begins', () => {
    expect(kindOn({}, '2026-12-04').kind).toBe('closed');
  });

  it('comes with its hours, what is taken out of them, and the clock', () => {
    const journey = { id: 'j', startDate: '2026-12-02', endDate: '2026-12-02', timezone: 'Europe/London' };
    const state = kindOn({
      overrides: [override('a', 'partial_block', { startTime: '12:00', endTime: '13:00' })],
      temporaryHours: [ramadan],
      travel: [journey],
    });
    expect(state.windows).toEqual(ramadan.schedules);
    expect(state.blocks).toEqual([{ startTime: '12:00', endTime: '13:00' }]);
    expect(state.travel).toEqual(journey);
    expect(state.name).toBe('Ramadan');
  });
});

describe('a rule for some dates', () => {
  const morning = override('a', 'custom_hours', { startTime: '09:00', endTime: '11:00' });
  const evening = override('b', 'custom_hours', { startTime: '20:00', endTime: '24:00' });

  it('is one for people, also where it has several windows, and as many overrides for the api', () => {
    const [rule, ...others] = dateRulesOf([morning, evening]);
    expect(others).toEqual([]);
    expect(rule?.windows).toEqual([
      { startTime: '09:00', endTime: '11:00' },
      { startTime: '20:00', endTime: '00:00' },
    ]);
    expect(rule && overridesOf(rule)).toEqual([morning, evening]);
  });

  it('takes the place of what it was, and leaves the others as they are', () => {
    const closed = override('c', 'blocked', { startDate: '2026-12-10', endDate: '2026-12-10' });
    const current = availabilityWith({ overrides: [morning, evening, closed] });
    const rule = dateRulesOf(current.overrides)[0];
    if (!rule) throw new Error('no rule');
    const shorter = { ...rule, windows: rule.windows.slice(0, 1) };
    expect(withRule(current, shorter)).toEqual([closed, morning]);
    expect(withoutRule(current, rule)).toEqual([closed]);
  });
});
