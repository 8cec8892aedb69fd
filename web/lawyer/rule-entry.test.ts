import { describe, expect, it } from 'vitest';
import type { Availability } from '#web/requests/own-hours.ts';
import { dayCount, isTooLong, picked } from './date-range.ts';
import { blankEntry, editOf, entryFaults } from './rule-entry.ts';
import { timeRunsOf } from './time-run.ts';

const availability: Availability = {
  timezone: 'Asia/Dubai',
  bufferMinutes: 15,
  instantBookingEnabled: true,
  maxAdvanceDays: 60,
  minNoticeHours: 2,
  stepMinutes: 30,
  isActive: true,
  travel: [{ id: 'london', startDate: '2027-01-10', endDate: '2027-01-20', timezone: 'Europe/London' }],
  schedules: [],
  overrides: [{ id: 'kept', type: 'blocked', startDate: '2026-12-24', endDate: '2026-12-24' }],
  temporaryHours: [],
};
const dates = { startDate: '2027-01-04', endDate: '2027-01-05' };

describe('picking dates', () => {
  it('takes one, then several in either direction, then begins anew', () => {
    const one = picked(undefined, '2027-01-05');
    expect(one).toEqual({ startDate: '2027-01-05', endDate: '2027-01-05' });
    const several = picked(one, '2027-01-02');
    expect(several).toEqual({ startDate: '2027-01-02', endDate: '2027-01-05' });
    expect(dayCount(several)).toBe(4);
    expect(picked(several, '2027-01-09')).toEqual({ startDate: '2027-01-09', endDate: '2027-01-09' });
  });

  it('stops at a year', () => {
    expect(isTooLong({ startDate: '2027-01-01', endDate: '2027-12-31' })).toBe(false);
    expect(isTooLong({ startDate: '2027-01-01', endDate: '2028-12-31' })).toBe(true);
  });
});

describe('a rule that is being written', () => {
  const closed = blankEntry(dates, availability, 'blocked');

  it.each([
    ['nothing, when it is whole', closed, {}],
    ['missing dates', { ...closed, endDate: '' }, { dates: true }],
    ['dates in the wrong order', { ...closed, endDate: '2027-01-01' }, { order: true }],
    ['more than a year', { ...closed, endDate: '2029-01-01' }, { long: true }],
    ['times that are missing', { ...closed, kind: 'custom_hours' as const, windows: [] }, { times: true }],
    [
      'a journey on top of another',
      { ...closed, kind: 'travel' as const, endDate: '2027-01-12' },
      { travel: true },
    ],
    [
      'a journey on top of itself is none',
      { ...closed, kind: 'travel' as const, endDate: '2027-01-12', ids: ['london'] },
      {},
    ],
  ])('has as its faults: %s', (_name, entry, faults) => {
    expect(entryFaults(entry, availability)).toEqual(faults);
  });

  it('adds itself to what is there, and a journey to the journeys', () => {
    expect(editOf({ ...closed, name: ' Court ' })(availability)).toEqual({
      overrides: [availability.overrides[0], { type: 'blocked', ...dates, name: 'Court' }],
    });
    const journey = { ...closed, kind: 'travel' as const, timezone: 'Asia/Tokyo' };
    expect(editOf(journey)(availability)).toEqual({
      travel: [...availability.travel, { ...dates, timezone: 'Asia/Tokyo' }],
    });
  });
});

describe('the times of a day', () => {
  const slot = (time: string, reason?: string) => ({
    date: '2027-01-04',
    startTime: '',
    endTime: '',
    available: reason === undefined,
    lawyerTime: `2027-01-04T${time}:00+04:00`,
    ...(reason === undefined ? {} : { reason }),
  });

  it('are gathered while they share a reason', () => {
    const slots = [
      slot('09:00'),
      slot('09:30'),
      slot('10:00', 'booked'),
      slot('10:30', 'buffer'),
      slot('11:00'),
    ];
    expect(timeRunsOf(slots)).toEqual([
      { reason: undefined, times: ['09:00', '09:30'] },
      { reason: 'booked', times: ['10:00'] },
      { reason: 'buffer', times: ['10:30'] },
      { reason: undefined, times: ['11:00'] },
    ]);
  });
});
