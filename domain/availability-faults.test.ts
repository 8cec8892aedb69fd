import { describe, expect, it } from 'vitest';
import { availabilityFaults } from './availability-faults.ts';
import type { AvailabilityRules, Override, TemporaryHours, Travel } from './availability.ts';

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
  temporaryHours: [
    {
      startDate: '2027-02-08',
      endDate: '2027-03-09',
      windows: [
        { dayOfWeek: 1, startMinute: 600, endMinute: 840 },
        { dayOfWeek: 1, startMinute: 1260, endMinute: 60 },
      ],
    },
    { startDate: '2027-03-10', endDate: '2027-03-12', windows: [] },
  ],
  travel: [
    { startDate: '2027-07-02', endDate: '2027-07-20', timezone: 'Europe/London' },
    { startDate: '2027-07-01', endDate: '2027-07-01', timezone: 'Asia/Tokyo' },
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

describe('temporary hours', () => {
  const ramadan = { startDate: '2027-02-08', endDate: '2027-03-09', windows: [] };
  const evening = { dayOfWeek: 1, startMinute: 1200, endMinute: 1380 };

  it.each<{ change: Partial<TemporaryHours>; pointers: string[] }>([
    { change: { endDate: '2027-02-07' }, pointers: ['/temporaryHours/0/endDate'] },
    { change: { startDate: '2027-02-30' }, pointers: ['/temporaryHours/0/startDate'] },
    {
      change: { windows: [evening, { dayOfWeek: 2, startMinute: 60, endMinute: 60 }] },
      pointers: ['/temporaryHours/0/windows/1/endMinute'],
    },
    {
      change: { windows: [evening, { ...evening, startMinute: 1300 }] },
      pointers: ['/temporaryHours/0/windows/1'],
    },
    {
      change: {
        windows: Array.from({ length: 11 }, (_, n) => ({
          dayOfWeek: 5,
          startMinute: n * 60,
          endMinute: n * 60 + 30,
        })),
      },
      pointers: ['/temporaryHours/0/windows'],
    },
  ])('are not $change', ({ change, pointers }) => {
    expect(pointersOf({ temporaryHours: [{ ...ramadan, ...change }] })).toEqual(pointers);
  });

  it('do not share a date with others, in whatever order they come', () => {
    const first = { ...ramadan, startDate: '2027-01-01', endDate: '2027-02-08' };
    expect(pointersOf({ temporaryHours: [ramadan, first] })).toEqual(['/temporaryHours/0']);
    expect(pointersOf({ temporaryHours: [first, ramadan] })).toEqual(['/temporaryHours/1']);
    expect(pointersOf({ temporaryHours: [ramadan, { ...first, endDate: '2027-02-07' }] })).toEqual([]);
  });

  it('do not lie within others either', () => {
    const within = [10, 12, 14].map((day) => ({
      ...ramadan,
      startDate: `2027-02-${day}`,
      endDate: `2027-02-${day}`,
    }));
    expect(pointersOf({ temporaryHours: [ramadan, ...within] })).toEqual([
      '/temporaryHours/1',
      '/temporaryHours/2',
      '/temporaryHours/3',
    ]);
  });

  it('are at most 20', () => {
    const temporaryHours = Array.from({ length: 21 }, (_, n) => ({
      startDate: `20${30 + n}-02-01`,
      endDate: `20${30 + n}-03-01`,
      windows: [],
    }));
    expect(pointersOf({ temporaryHours })).toEqual(['/temporaryHours']);
    expect(pointersOf({ temporaryHours: temporaryHours.slice(1) })).toEqual([]);
  });
});

describe('travel', () => {
  const journey = { startDate: '2027-07-01', endDate: '2027-07-20', timezone: 'Europe/London' };

  it.each<{ change: Partial<Travel>; pointers: string[] }>([
    { change: { timezone: '+01:00' }, pointers: ['/travel/0/timezone'] },
    { change: { timezone: 'europe/london' }, pointers: ['/travel/0/timezone'] },
    { change: { endDate: '2027-06-30' }, pointers: ['/travel/0/endDate'] },
    { change: { endDate: '2027-06-31' }, pointers: ['/travel/0/endDate'] },
  ])('is not $change', ({ change, pointers }) => {
    expect(pointersOf({ travel: [{ ...journey, ...change }] })).toEqual(pointers);
  });

  it('leads to one place on a date', () => {
    const next = { startDate: '2027-07-20', endDate: '2027-07-25', timezone: 'Asia/Tokyo' };
    expect(pointersOf({ travel: [journey, next] })).toEqual(['/travel/1']);
    expect(pointersOf({ travel: [journey, { ...next, startDate: '2027-07-21' }] })).toEqual([]);
  });

  it('is at most 50 journeys', () => {
    const travel = Array.from({ length: 51 }, (_, n) => ({
      startDate: `20${30 + n}-02-01`,
      endDate: `20${30 + n}-03-01`,
      timezone: 'Asia/Tokyo',
    }));
    expect(pointersOf({ travel })).toEqual(['/travel']);
    expect(pointersOf({ travel: travel.slice(1) })).toEqual([]);
  });
});
