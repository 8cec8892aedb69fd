import { describe, expect, it } from 'vitest';
import { differencesOf, remindersText } from './differences.ts';
import { priceDifferences } from './price-differences.ts';

/** Without the marks that keep times from left to right. */
const plain = (text: string) => text.replaceAll(/[\u2066\u2069]/g, '').replaceAll('\u00A0', ' ');
const said = (differences: readonly { label: string; before: string; after: string }[]) =>
  differences.map(({ label, before, after }) => plain(`${label}: ${before} → ${after}`));

describe('what changed in the hours', () => {
  it('is nothing between two states that say the same', () => {
    const state = { bufferMinutes: 15, schedules: [{ dayOfWeek: 1, startTime: '09:00', endTime: '13:00' }] };
    expect(differencesOf(state, { ...state })).toEqual([]);
  });

  it('names the days of the week that differ', () => {
    const monday = { dayOfWeek: 1, startTime: '09:00', endTime: '13:00' };
    const late = { dayOfWeek: 1, startTime: '20:00', endTime: '24:00' };
    const friday = { dayOfWeek: 5, startTime: '09:00', endTime: '12:00' };
    expect(said(differencesOf({ schedules: [monday] }, { schedules: [late, monday, friday] }))).toEqual([
      'Monday: 09:00–13:00 → 09:00–13:00, 20:00–24:00',
      'Friday: Closed → 09:00–12:00',
    ]);
  });

  it('says numbers as people do', () => {
    const before = { minNoticeHours: 2, bufferMinutes: 15, maxAdvanceDays: 60, isActive: true, limits: {} };
    const after = {
      minNoticeHours: 48,
      bufferMinutes: 0,
      maxAdvanceDays: 60,
      isActive: false,
      limits: { perDay: 4 },
    };
    expect(said(differencesOf(before, after))).toEqual([
      'Taking new bookings: Yes → No',
      'Pause after each consultation: 15 minutes → none',
      'Minimum notice: 2 hours → 2 days',
      'Limits: no limit → 4 a day',
    ]);
    expect(remindersText([60, 1440, 90])).toBe('1 day before, 90 minutes before, 1 hour before');
  });

  it('names the rules that came and went, and no others', () => {
    const kept = { id: '1', type: 'blocked' as const, startDate: '2026-12-24', endDate: '2026-12-24' };
    const holiday = {
      ...kept,
      id: '2',
      type: 'holiday' as const,
      startDate: '2026-12-02',
      name: 'National Day',
    };
    const differences = differencesOf({ overrides: [kept, holiday] }, { overrides: [kept] });
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ field: 'overrides', after: '' });
    expect(differences[0]?.before).toContain('Public holiday: National Day');
  });
});

describe('what changed in the prices', () => {
  const video = {
    consultationType: 'video' as const,
    hourlyRate: 60_000,
    durations: [30, 60],
    currency: 'AED',
    isActive: true,
  };

  it('is said for each type', () => {
    const [difference] = said(priceDifferences([video], [{ ...video, hourlyRate: 75_000 }]));
    expect(difference).toContain('AED 600.00');
    expect(difference).toContain('AED 750.00');
    expect(priceDifferences([video], [{ ...video }])).toEqual([]);
  });
});
