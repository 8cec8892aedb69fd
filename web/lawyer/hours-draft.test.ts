import { describe, expect, it } from 'vitest';
import type { Availability } from '#web/requests/availability.ts';
import { changeOf, draftOf } from './hours-draft.ts';

const availability: Availability = {
  timezone: 'Asia/Dubai',
  bufferMinutes: 15,
  instantBookingEnabled: true,
  maxAdvanceDays: 60,
  minNoticeHours: 2,
  stepMinutes: 30,
  isActive: true,
  reminderMinutes: [1440, 60],
  limits: { perDay: 4 },
  travel: [],
  schedules: [{ dayOfWeek: 1, startTime: '09:00', endTime: '24:00' }],
  overrides: [{ id: 'override', type: 'holiday', startDate: '2026-12-02', endDate: '2026-12-03' }],
};

describe('the hours that are saved', () => {
  it('are what was read, without what this page does not change', () => {
    const {
      instantBookingEnabled: _booking,
      reminderMinutes: _reminders,
      travel: _travel,
      ...same
    } = availability;
    expect(changeOf(draftOf(availability))).toEqual(same);
  });

  it('take a limit away by leaving it out', () => {
    expect(changeOf({ ...draftOf(availability), perDay: undefined }).limits).toEqual({});
  });
});
