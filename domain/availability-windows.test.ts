import { describe, expect, it } from 'vitest';
import { openWindows } from './availability-windows.ts';
import type { AvailabilityRules, Override } from './availability.ts';
import type { Interval } from './instant.ts';
import { dateOfDay } from './local-date.ts';
import { offsetIso } from './zone.ts';

const nineToFive = { startMinute: 540, endMinute: 1020 };
const everyDay = [0, 1, 2, 3, 4, 5, 6];

function rulesOf(change: Partial<AvailabilityRules>): AvailabilityRules {
  return {
    timezone: 'Asia/Dubai',
    bufferMinutes: 0,
    stepMinutes: 30,
    minNoticeMinutes: 0,
    maxAdvanceDays: 365,
    instantBooking: true,
    isActive: true,
    windows: [],
    overrides: [],
    temporaryHours: [],
    travel: [],
    ...change,
  };
}

function onEveryDay(...ranges: { startMinute: number; endMinute: number }[]) {
  return everyDay.flatMap((dayOfWeek) => ranges.map((range) => ({ dayOfWeek, ...range })));
}

/** `09:00–17:00` for each interval, in the zone of the lawyer. */
function shown(intervals: readonly Interval[], zone = 'Asia/Dubai') {
  return intervals.map(({ start, end }) =>
    [start, end].map((at) => offsetIso(at, zone).slice(5, 16).replace('T', ' ')).join(' – '),
  );
}

/** Open time that begins on one date. */
function openOn(date: string, change: Partial<AvailabilityRules>) {
  const { timezone } = rulesOf(change);
  const { open } = openWindows(rulesOf(change), date, date);
  return shown(open, timezone).filter((text) => text.startsWith(date.slice(5)));
}

function override(kind: Override['kind'], from: string, to = from, times = {}): Override {
  return { kind, startDate: from, endDate: to, ...times };
}

describe('weekly windows', () => {
  it('open on their weekday, 0 for Sunday', () => {
    const { dates } = openWindows(
      rulesOf({ windows: [{ dayOfWeek: 0, ...nineToFive }] }),
      '2026-11-21',
      '2026-11-23',
    );
    const opened = dates.map(({ day, windows }) => ({ date: dateOfDay(day), windows: shown(windows) }));
    expect(opened).toEqual([
      { date: '2026-11-21', windows: [] },
      { date: '2026-11-22', windows: ['11-22 09:00 – 11-22 17:00'] },
      { date: '2026-11-23', windows: [] },
    ]);
  });

  it('are all read, and merged where they touch or overlap', () => {
    const windows = onEveryDay(
      { startMinute: 840, endMinute: 900 },
      { startMinute: 540, endMinute: 600 },
      { startMinute: 600, endMinute: 660 },
      { startMinute: 630, endMinute: 690 },
    );
    expect(openOn('2026-11-24', { windows })).toEqual([
      '11-24 09:00 – 11-24 11:30',
      '11-24 14:00 – 11-24 15:00',
    ]);
  });

  it.each([
    { range: { startMinute: 1320, endMinute: 120 }, text: '11-24 22:00 – 11-25 02:00' },
    { range: { startMinute: 1320, endMinute: 0 }, text: '11-24 22:00 – 11-25 00:00' },
    { range: { startMinute: 1320, endMinute: 1440 }, text: '11-24 22:00 – 11-25 00:00' },
  ])('may reach midnight and beyond: $text', ({ range, text }) => {
    expect(openOn('2026-11-24', { windows: onEveryDay(range) })).toEqual([text]);
  });

  it('of following dates add up to one open time where they touch', () => {
    const windows = onEveryDay({ startMinute: 0, endMinute: 1440 });
    const { open } = openWindows(rulesOf({ windows }), '2026-11-24', '2026-11-25');
    expect(shown(open)).toEqual(['11-23 00:00 – 11-27 00:00']);
  });
});

describe('overrides', () => {
  const windows = onEveryDay(nineToFive);
  const usual = '11-24 09:00 – 11-24 17:00';

  it.each(['blocked', 'holiday'] as const)('%s closes its dates, both ends included', (kind) => {
    const overrides = [override(kind, '2026-11-24', '2026-11-25')];
    const { open, dates } = openWindows(rulesOf({ windows, overrides }), '2026-11-23', '2026-11-26');
    expect(dates.map(({ closedBy }) => closedBy)).toEqual([undefined, kind, kind, undefined]);
    expect(shown(open)).not.toContain(usual);
    expect(shown(open)).toContain('11-23 09:00 – 11-23 17:00');
    expect(shown(open)).toContain('11-26 09:00 – 11-26 17:00');
  });

  it('a closed date cuts what reaches in from the date before', () => {
    const change = {
      windows: onEveryDay({ startMinute: 1320, endMinute: 120 }),
      overrides: [override('holiday', '2026-11-25')],
    };
    expect(openOn('2026-11-24', change)).toEqual(['11-24 22:00 – 11-25 00:00']);
    expect(openOn('2026-11-25', change)).toEqual([]);
    expect(openOn('2026-11-26', change)).toEqual(['11-26 22:00 – 11-27 02:00']);
  });

  it('custom hours replace the windows of their dates, and several add up', () => {
    const overrides = [
      override('custom_hours', '2026-11-24', '2026-11-24', { startMinute: 600, endMinute: 660 }),
      override('custom_hours', '2026-11-24', '2026-11-25', { startMinute: 1200, endMinute: 1260 }),
    ];
    expect(openOn('2026-11-24', { windows, overrides })).toEqual([
      '11-24 10:00 – 11-24 11:00',
      '11-24 20:00 – 11-24 21:00',
    ]);
    expect(openOn('2026-11-25', { windows, overrides })).toEqual(['11-25 20:00 – 11-25 21:00']);
  });

  it('custom hours leave alone what reaches in from the date before', () => {
    const change = {
      windows: [{ dayOfWeek: 1, startMinute: 1320, endMinute: 120 }],
      overrides: [override('custom_hours', '2026-11-24', '2026-11-24', { startMinute: 600, endMinute: 660 })],
    };
    expect(openOn('2026-11-23', change)).toEqual(['11-23 22:00 – 11-24 02:00']);
  });

  it('closed beats custom', () => {
    const overrides = [
      override('custom_hours', '2026-11-24', '2026-11-24', { startMinute: 600, endMinute: 660 }),
      override('blocked', '2026-11-24'),
    ];
    expect(openOn('2026-11-24', { windows, overrides })).toEqual([]);
  });

  it('a partial block is kept apart, each day of it', () => {
    const overrides = [
      override('partial_block', '2026-11-24', '2026-11-25', { startMinute: 720, endMinute: 780 }),
    ];
    const { open, blocks } = openWindows(rulesOf({ windows, overrides }), '2026-11-24', '2026-11-25');
    expect(shown(open)).toContain(usual);
    expect(shown(blocks)).toEqual(['11-24 12:00 – 11-24 13:00', '11-25 12:00 – 11-25 13:00']);
  });
});

describe('windows on a date whose clock changes', () => {
  it.each([
    {
      zone: 'Europe/London',
      date: '2026-03-29',
      range: [0, 180],
      text: '03-29 00:00 – 03-29 03:00',
      elapsedHours: 2,
    },
    {
      zone: 'Europe/London',
      date: '2026-03-29',
      range: [90, 180],
      text: '03-29 02:00 – 03-29 03:00',
      elapsedHours: 1,
    },
    {
      zone: 'Europe/London',
      date: '2026-10-25',
      range: [0, 180],
      text: '10-25 00:00 – 10-25 03:00',
      elapsedHours: 4,
    },
    {
      zone: 'Europe/London',
      date: '2026-10-25',
      range: [0, 90],
      text: '10-25 00:00 – 10-25 01:30',
      elapsedHours: 2.5,
    },
    {
      zone: 'Europe/London',
      date: '2026-10-25',
      range: [90, 180],
      text: '10-25 01:30 – 10-25 03:00',
      elapsedHours: 2.5,
    },
    {
      zone: 'Africa/Cairo',
      date: '2027-04-30',
      range: [0, 120],
      text: '04-30 01:00 – 04-30 02:00',
      elapsedHours: 1,
    },
    {
      zone: 'Africa/Cairo',
      date: '2027-04-29',
      range: [1320, 1440],
      text: '04-29 22:00 – 04-30 01:00',
      elapsedHours: 2,
    },
    {
      zone: 'America/New_York',
      date: '2026-11-01',
      range: [1320, 60],
      text: '11-01 22:00 – 11-02 01:00',
      elapsedHours: 3,
    },
    {
      zone: 'America/New_York',
      date: '2026-10-31',
      range: [1320, 90],
      text: '10-31 22:00 – 11-01 01:30',
      elapsedHours: 4.5,
    },
  ])('$zone $date $range', ({ zone, date, range: [startMinute = 0, endMinute = 0], text, elapsedHours }) => {
    const rules = rulesOf({ timezone: zone, windows: onEveryDay({ startMinute, endMinute }) });
    const window = openWindows(rules, date, date).dates[0]?.windows[0] ?? { start: 0, end: 0 };
    expect(shown([window], zone)).toEqual([text]);
    expect((window.end - window.start) / 3_600_000).toBe(elapsedHours);
  });

  it('that lie wholly in the gap do not open', () => {
    const rules = rulesOf({
      timezone: 'Europe/London',
      windows: onEveryDay({ startMinute: 65, endMinute: 115 }),
    });
    expect(openWindows(rules, '2026-03-29', '2026-03-29').dates[0]?.windows).toEqual([]);
  });
});

describe('temporary hours', () => {
  const windows = onEveryDay(nineToFive);
  const evening = { startMinute: 1260, endMinute: 60 };
  const ramadan = { startDate: '2026-11-24', endDate: '2026-11-25', windows: onEveryDay(evening) };
  const change = { windows, temporaryHours: [ramadan] };

  it('replace the week on their dates, both ends included', () => {
    expect(openOn('2026-11-23', change)).toEqual(['11-23 09:00 – 11-23 17:00']);
    expect(openOn('2026-11-24', change)).toEqual(['11-24 21:00 – 11-25 01:00']);
    expect(openOn('2026-11-25', change)).toEqual(['11-25 21:00 – 11-26 01:00']);
    expect(openOn('2026-11-26', change)).toEqual(['11-26 09:00 – 11-26 17:00']);
  });

  it('close the weekdays that they do not name', () => {
    const onTuesday = [{ dayOfWeek: 2, ...evening }];
    const temporaryHours = [{ ...ramadan, windows: onTuesday }];
    expect(openOn('2026-11-24', { windows, temporaryHours })).toEqual(['11-24 21:00 – 11-25 01:00']);
    expect(openOn('2026-11-25', { windows, temporaryHours })).toEqual([]);
  });

  it('give way to overrides as the week does', () => {
    const times = { startMinute: 600, endMinute: 660 };
    const custom = override('custom_hours', '2026-11-24', '2026-11-24', times);
    expect(openOn('2026-11-24', { ...change, overrides: [custom] })).toEqual(['11-24 10:00 – 11-24 11:00']);
    const holiday = override('holiday', '2026-11-25');
    expect(openOn('2026-11-24', { ...change, overrides: [holiday] })).toEqual(['11-24 21:00 – 11-25 00:00']);
    expect(openOn('2026-11-25', { ...change, overrides: [holiday] })).toEqual([]);
  });
});

describe('a lawyer who travels', () => {
  const journey = { startDate: '2026-11-24', endDate: '2026-11-25' };

  it('is open by the wall clock of the place, on the dates of the journey', () => {
    const travel = [{ ...journey, timezone: 'Europe/London' }];
    const rules = rulesOf({ windows: onEveryDay(nineToFive), travel });
    const { open } = openWindows(rules, '2026-11-24', '2026-11-25');
    expect(shown(open, 'UTC')).toEqual([
      '11-21 05:00 – 11-21 13:00',
      '11-22 05:00 – 11-22 13:00',
      '11-23 05:00 – 11-23 13:00',
      '11-24 09:00 – 11-24 17:00',
      '11-25 09:00 – 11-25 17:00',
      '11-26 05:00 – 11-26 13:00',
      '11-27 05:00 – 11-27 13:00',
      '11-28 05:00 – 11-28 13:00',
    ]);
  });

  it('reads a window that crosses midnight on the clock on which it began', () => {
    const travel = [{ ...journey, timezone: 'Europe/London' }];
    const rules = rulesOf({ windows: onEveryDay({ startMinute: 1320, endMinute: 120 }), travel });
    const windows = openWindows(rules, '2026-11-23', '2026-11-25').dates.map((date) => date.windows);
    expect(windows.map((each) => shown(each, 'UTC'))).toEqual([
      ['11-23 18:00 – 11-23 22:00'],
      ['11-24 22:00 – 11-25 02:00'],
      ['11-25 22:00 – 11-26 02:00'],
    ]);
  });

  it('is blocked and closed by the wall clock of the place too', () => {
    const travel = [{ ...journey, timezone: 'Europe/London' }];
    const times = { startMinute: 720, endMinute: 780 };
    const overrides = [
      override('partial_block', '2026-11-24', '2026-11-24', times),
      override('holiday', '2026-11-25'),
    ];
    const opening = openWindows(rulesOf({ travel, overrides }), '2026-11-24', '2026-11-25');
    expect(shown(opening.blocks, 'UTC')).toEqual(['11-24 12:00 – 11-24 13:00']);
    expect(
      shown(
        opening.dates.map(({ span }) => span),
        'UTC',
      ),
    ).toEqual(['11-24 00:00 – 11-25 00:00', '11-25 00:00 – 11-25 20:00']);
  });
});
