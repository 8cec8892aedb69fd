import { describe, expect, it } from 'vitest';
import { availabilityFaults } from './availability-faults.ts';
import type { AvailabilityRules, Override } from './availability.ts';

const sound: AvailabilityRules = {
  timezone: 'Asia/Dubai',
  bufferMinutes: 15,
  stepMinutes: 30,
  minNoticeMinutes: 120,
  maxAdvanceDays: 60,
  instantBooking: true,
  isActive: true,
  windows: [
    { dayOfWeek: 1, startMinute: 540, endMinute: 720 },
    { dayOfWeek: 1, startMinute: 720, endMinute: 1440 },
    { dayOfWeek: 2, startMinute: 1320, endMinute: 120 },
    { dayOfWeek: 3, startMinute: 60, endMinute: 180 },
  ],
  overrides: [
    { kind: 'holiday', startDate: '2026-12-02', endDate: '2026-12-03' },
    {
      kind: 'custom_hours',
      startDate: '2026-12-04',
      endDate: '2026-12-04',
      startMinute: 1320,
      endMinute: 60,
    },
  ],
  limitPerDay: 4,
};

function pointersOf(change: Partial<AvailabilityRules>) {
  return availabilityFaults({ ...sound, ...change }).map(({ pointer }) => pointer);
}

describe('rules of availability', () => {
  it('are sound with windows that touch, cross midnight, or reach into the next day', () => {
    expect(availabilityFaults(sound)).toEqual([]);
  });

  it.each([
    { change: { timezone: 'UTC+4' }, pointer: '/timezone' },
    { change: { stepMinutes: 0 }, pointer: '/stepMinutes' },
    { change: { stepMinutes: -5 }, pointer: '/stepMinutes' },
    { change: { stepMinutes: 4 }, pointer: '/stepMinutes' },
    { change: { stepMinutes: 241 }, pointer: '/stepMinutes' },
    { change: { stepMinutes: 7.5 }, pointer: '/stepMinutes' },
    { change: { bufferMinutes: -1 }, pointer: '/bufferMinutes' },
    { change: { minNoticeMinutes: NaN }, pointer: '/minNoticeMinutes' },
    { change: { maxAdvanceDays: 0 }, pointer: '/maxAdvanceDays' },
    { change: { maxAdvanceDays: 366 }, pointer: '/maxAdvanceDays' },
    { change: { limitPerDay: 0 }, pointer: '/limitPerDay' },
    { change: { limitPerWeek: 1.5 }, pointer: '/limitPerWeek' },
  ])('are not sound with $change', ({ change, pointer }) => {
    expect(pointersOf(change)).toEqual([pointer]);
  });

  it('name every fault at once', () => {
    expect(pointersOf({ timezone: 'local', stepMinutes: 1, maxAdvanceDays: 0 })).toEqual([
      '/timezone',
      '/stepMinutes',
      '/maxAdvanceDays',
    ]);
  });
});

describe('a weekly window', () => {
  it.each([
    { window: { dayOfWeek: 7, startMinute: 0, endMinute: 60 }, pointer: '/windows/0/dayOfWeek' },
    { window: { dayOfWeek: 1, startMinute: 600, endMinute: 600 }, pointer: '/windows/0/endMinute' },
    { window: { dayOfWeek: 1, startMinute: 1440, endMinute: 60 }, pointer: '/windows/0/startMinute' },
    { window: { dayOfWeek: 1, startMinute: 0, endMinute: 1441 }, pointer: '/windows/0/endMinute' },
    { window: { dayOfWeek: 1, startMinute: -1, endMinute: 60 }, pointer: '/windows/0/startMinute' },
  ])('is not $window', ({ window, pointer }) => {
    expect(pointersOf({ windows: [window] })).toEqual([pointer]);
  });

  it.each([
    { first: [540, 720], second: [700, 800] },
    { first: [540, 720], second: [600, 660] },
    { first: [1320, 120], second: [1380, 1440] },
  ])('may not overlap another of its day: $first and $second', ({ first, second }) => {
    const windows = [first, second].map(([startMinute = 0, endMinute = 0]) => ({
      dayOfWeek: 4,
      startMinute,
      endMinute,
    }));
    expect(pointersOf({ windows })).toEqual(['/windows/1']);
  });

  it('may not overlap one that began before its neighbour', () => {
    const windows = [
      { dayOfWeek: 4, startMinute: 540, endMinute: 720 },
      { dayOfWeek: 4, startMinute: 600, endMinute: 630 },
      { dayOfWeek: 4, startMinute: 700, endMinute: 760 },
    ];
    expect(pointersOf({ windows })).toEqual(['/windows/1', '/windows/2']);
  });

  it('is one of at most ten a day', () => {
    const windows = Array.from({ length: 11 }, (_, n) => ({
      dayOfWeek: 5,
      startMinute: n * 60,
      endMinute: n * 60 + 30,
    }));
    expect(pointersOf({ windows })).toEqual(['/windows']);
    expect(pointersOf({ windows: windows.slice(1) })).toEqual([]);
  });
});

describe('an override', () => {
  const day = { startDate: '2026-12-02', endDate: '2026-12-02' };

  it.each<{ override: Override; pointers: string[] }>([
    {
      override: { kind: 'holiday', startDate: '2026-12-03', endDate: '2026-12-02' },
      pointers: ['/overrides/0/endDate'],
    },
    {
      override: { kind: 'blocked', startDate: '2026-02-30', endDate: '2026-13-01' },
      pointers: ['/overrides/0/startDate', '/overrides/0/endDate'],
    },
    { override: { kind: 'blocked', ...day, startMinute: 60, endMinute: 120 }, pointers: ['/overrides/0'] },
    {
      override: { kind: 'partial_block', ...day },
      pointers: ['/overrides/0/startMinute', '/overrides/0/endMinute'],
    },
    {
      override: { kind: 'custom_hours', ...day, startMinute: 60, endMinute: 60 },
      pointers: ['/overrides/0/endMinute'],
    },
  ])('is not $override', ({ override, pointers }) => {
    expect(pointersOf({ overrides: [override] })).toEqual(pointers);
  });

  it('is one of at most 400', () => {
    const overrides = Array.from({ length: 401 }, (): Override => ({ kind: 'holiday', ...day }));
    expect(pointersOf({ overrides })).toEqual(['/overrides']);
  });
});
