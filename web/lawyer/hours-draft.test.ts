import { describe, expect, it } from 'vitest';
import type { Availability } from '#web/requests/own-hours.ts';
import { draftHasFaults, hoursChangeOf, hoursDraftOf, temporaryFaults } from './hours-draft.ts';
import { rulesChangeOf, rulesDraftOf, withReminder } from './rules-draft.ts';

const availability: Availability = {
  timezone: 'Asia/Dubai',
  bufferMinutes: 15,
  instantBookingEnabled: true,
  maxAdvanceDays: 60,
  minNoticeHours: 2,
  stepMinutes: 30,
  isActive: true,
  reminderMinutes: [60, 1440],
  limits: { perDay: 4 },
  travel: [],
  schedules: [{ dayOfWeek: 1, startTime: '09:00', endTime: '24:00' }],
  overrides: [{ id: 'override', type: 'holiday', startDate: '2026-12-02', endDate: '2026-12-03' }],
  temporaryHours: [
    {
      id: 'ramadan',
      name: 'Ramadan',
      startDate: '2027-02-08',
      endDate: '2027-03-09',
      schedules: [{ dayOfWeek: 1, startTime: '10:00', endTime: '14:00' }],
    },
  ],
};
const week = hoursDraftOf(availability).week;

describe('what the hours page sends', () => {
  it('is nothing while nothing is changed', () => {
    expect(hoursChangeOf(hoursDraftOf(availability), availability)).toEqual({});
  });

  it('is the week alone when the week alone is changed', () => {
    const closed = { ...hoursDraftOf(availability), week: Array.from({ length: 7 }, () => []) };
    expect(hoursChangeOf(closed, availability)).toEqual({ schedules: [] });
  });

  it('is every temporary week, the kept ones by their ids', () => {
    const draft = hoursDraftOf(availability);
    const summer = { name: ' ', startDate: '2027-07-01', endDate: '2027-07-31', week };
    expect(hoursChangeOf({ ...draft, temporary: [...draft.temporary, summer] }, availability)).toEqual({
      temporaryHours: [
        availability.temporaryHours[0],
        { startDate: '2027-07-01', endDate: '2027-07-31', schedules: availability.schedules },
      ],
    });
  });
});

describe('the dates of temporary hours', () => {
  const on = (startDate: string, endDate: string) => ({ name: '', startDate, endDate, week });
  it.each([
    ['apart', [on('2027-02-08', '2027-03-09'), on('2027-03-10', '2027-03-12')], [undefined, undefined]],
    [
      'sharing a day',
      [on('2027-02-08', '2027-03-09'), on('2027-03-09', '2027-03-12')],
      ['overlap', 'overlap'],
    ],
    ['backwards', [on('2027-02-08', '2027-02-07')], ['order']],
    ['missing', [on('', '2027-02-07')], ['dates']],
  ])('%s', (_name, temporary, faults) => {
    expect(temporaryFaults(temporary)).toEqual(faults);
  });

  it('keep the page from being saved while one of them is at fault', () => {
    expect(draftHasFaults({ week, temporary: [on('', '')] })).toBe(true);
    expect(draftHasFaults({ week, temporary: [] })).toBe(false);
  });
});

describe('what the rules page sends', () => {
  const draft = rulesDraftOf(availability);

  it('is nothing while nothing is changed', () => {
    expect(rulesChangeOf(draft, availability)).toEqual({});
  });

  it('is what was changed, and both limits when one of them was', () => {
    const changed = { ...draft, bufferMinutes: 0, perWeek: 10 };
    expect(rulesChangeOf(changed, availability)).toEqual({
      bufferMinutes: 0,
      limits: { perDay: 4, perWeek: 10 },
    });
  });

  it('takes a limit away by leaving it out', () => {
    expect(rulesChangeOf({ ...draft, perDay: undefined }, availability)).toEqual({ limits: {} });
  });

  it('names each reminder once, the longest first', () => {
    expect(withReminder([1440, 60], 60)).toEqual([1440, 60]);
    expect(withReminder([60], 2880)).toEqual([2880, 60]);
  });
});
