import { describe, expect, it } from 'vitest';
import type { AvailabilityRules } from './availability.ts';
import { days, hours, minutes } from './instant.ts';
import { addDays } from './local-date.ts';
import { bookedSpan, isOfferable, nextSlot, slotsOf } from './slots.ts';
import type { SlotQuestion } from './slots.ts';
import { instantOf, offsetIso } from './zone.ts';

type Change = Partial<Omit<SlotQuestion, 'rules'>> & { rules?: Partial<AvailabilityRules> };

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const onEveryDay = (...ranges: [number, number][]) =>
  everyDay.flatMap((dayOfWeek) =>
    ranges.map(([startMinute, endMinute]) => ({ dayOfWeek, startMinute, endMinute })),
  );

/** `2026-11-24 09:30` on the wall in Dubai, or elsewhere. */
function at(text: string, zone = 'Asia/Dubai') {
  const [date = '', hour = 0, minute = 0] = text.split(/[ :]/);
  return instantOf({ date, minuteOfDay: Number(hour) * 60 + Number(minute), zone, fold: 'earlier' });
}

/** Tuesday 24 November in Dubai, open from 9 to 12, asked two days before, for an hour. */
function question({ rules, ...change }: Change = {}): SlotQuestion {
  return {
    rules: {
      timezone: 'Asia/Dubai',
      bufferMinutes: 0,
      stepMinutes: 30,
      minNoticeMinutes: 0,
      maxAdvanceDays: 60,
      instantBooking: true,
      isActive: true,
      windows: onEveryDay([540, 720]),
      overrides: [],
      temporaryHours: [],
      travel: [],
      ...rules,
    },
    durationMinutes: 60,
    bufferMinutes: 0,
    from: '2026-11-24',
    to: '2026-11-24',
    now: at('2026-11-22 12:00'),
    booked: [],
    ...change,
  };
}

/** The times offered on the lawyer's wall, `09:30`, with the date when several were asked for. */
function offered(change: Change = {}) {
  const asked = question(change);
  const isOneDate = asked.from === asked.to;
  return slotsOf(asked).map(({ startAt }) => {
    const text = offsetIso(startAt, asked.rules.timezone);
    return isOneDate ? text.slice(11, 16) : text.slice(5, 16).replace('T', ' ');
  });
}

function explained(change: Change) {
  const asked = question({ ...change, explain: true });
  return Object.fromEntries(
    slotsOf(asked).map(({ startAt, reason }) => [
      offsetIso(startAt, asked.rules.timezone).slice(11, 16),
      reason,
    ]),
  );
}

describe('slots in a window', () => {
  it('begin at its start, go in steps, and end inside it', () => {
    expect(offered()).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
  });

  it('step from the start of the window, not from the full hour', () => {
    const rules = { windows: onEveryDay([555, 720]), stepMinutes: 45 };
    expect(offered({ rules })).toEqual(['09:15', '10:00', '10:45']);
  });

  it('are there in every window of the day', () => {
    expect(offered({ rules: { windows: onEveryDay([540, 600], [840, 900]) } })).toEqual(['09:00', '14:00']);
  });

  it('go across the joint of windows that touch, on one grid', () => {
    const rules = { windows: onEveryDay([540, 585], [585, 690]) };
    expect(offered({ rules })).toEqual(['09:00', '09:30', '10:00', '10:30']);
  });

  it('carry the end of the consultation', () => {
    const [first] = slotsOf(question());
    expect(first).toEqual({ startAt: at('2026-11-24 09:00'), endAt: at('2026-11-24 10:00') });
  });

  it('do not exist for a lawyer who takes no bookings', () => {
    expect(offered({ rules: { isActive: false } })).toEqual([]);
  });
});

describe('slots around midnight', () => {
  const twoDates = { from: '2026-11-24', to: '2026-11-25' };

  it('belong to the date on which they start', () => {
    const rules = { windows: [{ dayOfWeek: 2, startMinute: 1320, endMinute: 120 }] };
    expect(offered({ rules })).toEqual(['22:00', '22:30', '23:00', '23:30']);
    expect(offered({ rules, from: '2026-11-25', to: '2026-11-25' })).toEqual(['00:00', '00:30', '01:00']);
  });

  it('run from one window into the next, when it opens at once', () => {
    const rules = { windows: onEveryDay([1380, 1440], [0, 60]) };
    expect(offered({ rules })).toEqual(['00:00', '23:00', '23:30']);
  });

  it('take the grid of the later date from where it begins', () => {
    const rules = {
      stepMinutes: 60,
      windows: [
        { dayOfWeek: 2, startMinute: 1350, endMinute: 180 },
        { dayOfWeek: 3, startMinute: 60, endMinute: 240 },
      ],
    };
    expect(offered({ ...twoDates, rules })).toEqual([
      '11-24 22:30',
      '11-24 23:30',
      '11-25 00:30',
      '11-25 01:00',
      '11-25 02:00',
      '11-25 03:00',
    ]);
  });

  it('stop at a date that is closed', () => {
    const rules = {
      windows: [{ dayOfWeek: 2, startMinute: 1320, endMinute: 120 }],
      overrides: [{ kind: 'holiday' as const, startDate: '2026-11-25', endDate: '2026-11-25' }],
    };
    expect(offered({ ...twoDates, rules })).toEqual(['11-24 22:00', '11-24 22:30', '11-24 23:00']);
  });
});

describe('booked time', () => {
  const booked = [
    { startAt: at('2026-11-24 10:00'), endAt: at('2026-11-24 10:30'), blockEndAt: at('2026-11-24 10:45') },
  ];

  it('may be touched, with the buffers of both', () => {
    expect(offered({ booked, durationMinutes: 30 })).toEqual(['09:00', '09:30', '11:00', '11:30']);
    expect(offered({ booked, durationMinutes: 30, bufferMinutes: 1 })).toEqual(['09:00', '11:00', '11:30']);
  });

  it('does not restart the grid', () => {
    expect(offered({ booked, durationMinutes: 15, rules: { stepMinutes: 60 } })).toEqual(['09:00', '11:00']);
  });

  it('tells the consultation from its buffer', () => {
    expect(
      explained({ booked, durationMinutes: 30, bufferMinutes: 15, rules: { stepMinutes: 15 } }),
    ).toMatchObject({
      '09:30': 'buffer',
      '09:45': 'booked',
      '10:15': 'booked',
      '10:30': 'buffer',
      '10:45': undefined,
    });
  });

  it('lets the last buffer reach past closing time', () => {
    expect(offered({ bufferMinutes: 120 })).toContain('11:00');
  });

  it('of the client counts without a buffer', () => {
    const clientBusy = [{ start: at('2026-11-24 10:00'), end: at('2026-11-24 10:30') }];
    expect(offered({ clientBusy, bufferMinutes: 45 })).toEqual(['09:00', '10:30', '11:00']);
  });
});

describe('blocks and closed dates', () => {
  const day = { startDate: '2026-11-24', endDate: '2026-11-24' };

  it('keep clear a partial block, buffer included', () => {
    const overrides = [{ kind: 'partial_block' as const, ...day, startMinute: 600, endMinute: 630 }];
    expect(offered({ rules: { overrides } })).toEqual(['09:00', '10:30', '11:00']);
    expect(offered({ rules: { overrides }, bufferMinutes: 15 })).toEqual(['10:30', '11:00']);
    expect(explained({ rules: { overrides } })).toMatchObject({ '10:00': 'blocked' });
  });

  it.each(['blocked', 'holiday'] as const)('are explained: %s', (kind) => {
    expect(explained({ rules: { overrides: [{ kind, ...day }] } })).toMatchObject({
      '09:00': kind,
      '11:00': kind,
    });
  });

  it('explain a slot that would end after closing time', () => {
    expect(explained({})).toMatchObject({ '11:00': undefined, '11:30': 'closed' });
  });
});

describe('notice', () => {
  it.each([
    { now: at('2026-11-24 09:28'), first: '09:30' },
    { now: at('2026-11-24 09:28') + 1, first: '10:00' },
  ])('is two minutes at least', ({ now, first }) => {
    expect(offered({ now })[0]).toBe(first);
  });

  it.each([
    { minNoticeMinutes: 120, instantBooking: true, first: '10:00' },
    { minNoticeMinutes: 121, instantBooking: true, first: '10:30' },
    { minNoticeMinutes: 120, instantBooking: false, first: undefined },
    { minNoticeMinutes: 0, instantBooking: false, first: undefined },
  ])('of $minNoticeMinutes min, instant $instantBooking, at 8:00: from $first', ({ first, ...rules }) => {
    expect(offered({ rules, now: at('2026-11-24 08:00') })[0]).toBe(first);
  });

  it('is six hours where the lawyer approves', () => {
    expect(offered({ rules: { instantBooking: false }, now: at('2026-11-24 04:00') })[0]).toBe('10:00');
  });
});

describe('the horizon', () => {
  it('includes the whole of its last local date', () => {
    const lateToday = at('2026-11-22 23:59');
    expect(offered({ rules: { maxAdvanceDays: 2 }, now: lateToday })).toHaveLength(5);
    expect(offered({ rules: { maxAdvanceDays: 1 }, now: lateToday })).toEqual([]);
    expect(explained({ rules: { maxAdvanceDays: 1 }, now: lateToday })).toMatchObject({ '09:00': 'horizon' });
  });
});

describe('limits', () => {
  const monday = { startAt: at('2026-11-23 23:30'), blockEndAt: at('2026-11-24 00:30') };
  const tuesday = { startAt: at('2026-11-24 09:00'), blockEndAt: at('2026-11-24 10:00') };
  const sunday = { startAt: at('2026-11-29 09:00'), blockEndAt: at('2026-11-29 10:00') };
  const sundayBefore = { startAt: at('2026-11-22 23:30'), blockEndAt: at('2026-11-23 00:30') };

  it('per day count by the local date of the start', () => {
    expect(offered({ rules: { limitPerDay: 1 }, booked: [monday] })).toHaveLength(5);
    expect(offered({ rules: { limitPerDay: 1 }, booked: [tuesday] })).toEqual([]);
    expect(offered({ rules: { limitPerDay: 2 }, booked: [tuesday] })).toHaveLength(3);
  });

  it('per week count from Monday to Sunday', () => {
    expect(offered({ rules: { limitPerWeek: 2 }, booked: [monday, sunday] })).toEqual([]);
    expect(offered({ rules: { limitPerWeek: 2 }, booked: [monday, sundayBefore] })).toHaveLength(5);
  });

  it('are explained', () => {
    expect(explained({ rules: { limitPerDay: 1 }, booked: [tuesday] })).toMatchObject({
      '09:00': 'booked',
      '10:00': 'limit',
    });
  });
});

describe('busy times of connected calendars', () => {
  const calendarBusy = [{ start: at('2026-11-24 10:00'), end: at('2026-11-24 10:30') }];

  it('count against a slot and its buffer', () => {
    expect(offered({ calendarBusy })).toEqual(['09:00', '10:30', '11:00']);
    expect(offered({ calendarBusy, bufferMinutes: 15 })).toEqual(['10:30', '11:00']);
    expect(explained({ calendarBusy })).toMatchObject({ '09:30': 'calendar', '10:00': 'calendar' });
  });

  it.each([
    { hoursAgo: 0, slots: 5 },
    { hoursAgo: 12, slots: 5 },
    { hoursAgo: 12.001, slots: 0 },
  ])('read $hoursAgo hours ago leave $slots slots', ({ hoursAgo, slots }) => {
    const calendarReadAt = at('2026-11-22 12:00') - hours(hoursAgo);
    expect(offered({ calendarReadAt })).toHaveLength(slots);
    expect(nextSlot(question({ calendarReadAt })) === undefined).toBe(slots === 0);
  });

  it('that cannot be read any more are the reason', () => {
    const calendarReadAt = at('2026-11-21 12:00');
    expect(explained({ calendarReadAt })).toMatchObject({ '09:00': 'calendar', '11:30': 'closed' });
    expect(isOfferable({ ...question({ calendarReadAt }), startAt: at('2026-11-24 09:00') })).toBe(
      'calendar',
    );
  });
});

describe('temporary hours', () => {
  it('are offered on their dates, and only there', () => {
    const ramadan = { startDate: '2026-11-25', endDate: '2026-11-25', windows: onEveryDay([1260, 1380]) };
    const change = { from: '2026-11-24', to: '2026-11-26', rules: { temporaryHours: [ramadan] } };
    expect(offered({ ...change, durationMinutes: 120, rules: { ...change.rules, stepMinutes: 60 } })).toEqual(
      ['11-24 09:00', '11-24 10:00', '11-25 21:00', '11-26 09:00', '11-26 10:00'],
    );
  });
});

describe('slots of a lawyer who travels', () => {
  const travel = [{ startDate: '2026-11-24', endDate: '2026-11-25', timezone: 'Europe/London' }];
  const inUtc = (change: Change) =>
    slotsOf(question({ ...change, rules: { travel, stepMinutes: 60, ...change.rules } })).map(({ startAt }) =>
      offsetIso(startAt, 'UTC').slice(5, 16),
    );

  it('are at the local hours of the place', () => {
    expect(inUtc({ from: '2026-11-23', to: '2026-11-26' })).toEqual([
      '11-23T05:00',
      '11-23T06:00',
      '11-23T07:00',
      '11-24T09:00',
      '11-24T10:00',
      '11-24T11:00',
      '11-25T09:00',
      '11-25T10:00',
      '11-25T11:00',
      '11-26T05:00',
      '11-26T06:00',
      '11-26T07:00',
    ]);
  });

  it('are within the horizon by the dates of the place', () => {
    const now = at('2026-11-24 03:00');
    const rules = { maxAdvanceDays: 1 };
    // In Dubai it is the 24th already; by the lawyer's clock, which is London's from that date on, still the 23rd.
    expect(inUtc({ now, rules, from: '2026-11-25', to: '2026-11-25' })).toEqual([]);
    expect(inUtc({ now: now + hours(1), rules, from: '2026-11-25', to: '2026-11-25' })).toHaveLength(3);
  });

  it('are limited by the dates of the place', () => {
    // One in the morning of the 24th in Dubai is nine in the evening of the 23rd in London.
    const booked = [{ startAt: at('2026-11-24 01:00'), blockEndAt: at('2026-11-24 02:00') }];
    const rules = { limitPerDay: 1 };
    expect(inUtc({ booked, rules, from: '2026-11-23', to: '2026-11-23' })).toEqual([]);
    expect(inUtc({ booked, rules })).toHaveLength(3);
  });

  it('begin where a later date begins its own grid, if the journey brings that forward', () => {
    const eastwards = [{ startDate: '2026-11-25', endDate: '2026-11-26', timezone: 'Asia/Tokyo' }];
    const rules = { travel: eastwards, windows: onEveryDay([0, 1440]), stepMinutes: 240 };
    const starts = inUtc({ from: '2026-11-24', to: '2026-11-25', rules });
    expect(starts).toEqual([
      '11-23T20:00',
      '11-24T00:00',
      '11-24T04:00',
      '11-24T08:00',
      '11-24T12:00',
      '11-24T15:00',
      '11-24T19:00',
      '11-24T23:00',
      '11-25T03:00',
      '11-25T07:00',
      '11-25T11:00',
    ]);
  });

  it('begin there even if the date between would begin later, as it does across the date line', () => {
    const eastwards = [{ startDate: '2026-11-25', endDate: '2026-11-26', timezone: 'Pacific/Kiritimati' }];
    const windows = onEveryDay([0, 1440]);
    const rules = { timezone: 'Pacific/Pago_Pago', travel: eastwards, windows, stepMinutes: 50 };
    const starts = inUtc({ from: '2026-11-23', to: '2026-11-25', rules });
    // The 25th begins at ten, the 24th would at eleven: the steps of the 23rd end at ten.
    expect(starts.filter((start) => '11-24T09' < start && start < '11-24T12')).toEqual([
      '11-24T09:30',
      '11-24T10:00',
      '11-24T10:50',
      '11-24T11:40',
    ]);
  });

  it('have bookings that decide from the Monday of the place', () => {
    const { start } = bookedSpan({ ...question().rules, travel }, '2026-11-25', '2026-11-25');
    const leftBefore = [
      { ...travel[0], startDate: '2026-11-20', timezone: 'Europe/London', endDate: '2026-11-25' },
    ];
    const away = bookedSpan({ ...question().rules, travel: leftBefore }, '2026-11-25', '2026-11-25');
    expect((away.start - start) / hours(1)).toBe(4);
  });
});

describe('slots where the clock changes', () => {
  it.each([
    { zone: 'Europe/London', date: '2026-03-29', times: ['00:00', '00:30', '02:00'] },
    {
      zone: 'Europe/London',
      date: '2026-10-25',
      times: ['00:00', '00:30', '01:00', '01:30', '01:00', '01:30', '02:00'],
    },
    { zone: 'Africa/Cairo', date: '2027-04-30', times: ['01:00', '01:30', '02:00'] },
    { zone: 'America/New_York', date: '2026-03-08', times: ['00:00', '00:30', '01:00'] },
    { zone: 'Asia/Dubai', date: '2026-03-29', times: ['00:00', '00:30', '01:00', '01:30', '02:00'] },
  ])('step in elapsed minutes: $zone $date', ({ zone, date, times }) => {
    const rules = { timezone: zone, windows: onEveryDay([0, 180]) };
    const change = { rules, from: date, to: date, now: at(`${date} 00:00`, zone) - days(2) };
    const asked = { ...change, durationMinutes: 60 };
    expect(offered(asked)).toEqual(times);
  });

  it('read the wall of a date in the zone that holds on it', () => {
    const change = {
      from: '2026-03-28',
      to: '2026-03-29',
      now: at('2026-03-20 00:00'),
      durationMinutes: 180,
    };
    const slots = slotsOf(question({ ...change, rules: { timezone: 'Europe/London' } }));
    expect(slots.map(({ startAt }) => offsetIso(startAt, 'UTC').slice(5, 16))).toEqual([
      '03-28T09:00',
      '03-29T08:00',
    ]);
  });
});

describe('one start', () => {
  it.each([
    { time: '2026-11-24 09:30', reason: undefined },
    { time: '2026-11-24 09:15', reason: 'closed' },
    { time: '2026-11-24 11:30', reason: 'closed' },
    { time: '2026-11-24 03:00', reason: 'closed' },
    { time: '2026-11-22 12:00', reason: 'notice' },
    { time: '2027-11-24 09:00', reason: 'horizon' },
  ])('at $time: $reason', ({ time, reason }) => {
    expect(isOfferable({ ...question(), startAt: at(time) })).toBe(reason);
  });

  it('is taken first, whatever else speaks against it', () => {
    const startAt = at('2026-11-22 03:10');
    const clientBusy = [{ start: startAt, end: startAt + hours(1) }];
    expect(isOfferable({ ...question({ clientBusy }), startAt })).toBe('client_busy');
    const booked = [{ startAt: startAt - hours(1), blockEndAt: startAt + 1 }];
    expect(isOfferable({ ...question({ clientBusy, booked }), startAt })).toBe('booked');
  });
});

describe('the next slot', () => {
  const next = (change: Change) => {
    const slot = nextSlot(question(change));
    return slot && offsetIso(slot.startAt, 'Asia/Dubai').slice(0, 16);
  };

  it.each([
    { now: at('2026-11-24 08:00'), slot: '2026-11-24T09:00' },
    { now: at('2026-11-24 09:01'), slot: '2026-11-24T09:30' },
    { now: at('2026-11-24 23:59'), slot: '2026-11-25T09:00' },
  ])('is $slot', ({ now, slot }) => {
    expect(next({ now })).toBe(slot);
  });

  it('is found on the last date of the horizon, and not behind it', () => {
    const dates = Array.from({ length: 45 }, (_, n) => addDays('2026-11-24', n));
    const found = dates.map((date, n) => {
      const custom = { kind: 'custom_hours' as const, startDate: date, endDate: date };
      const rules = { windows: [], overrides: [{ ...custom, startMinute: 540, endMinute: 600 }] };
      return [n + 1, n + 2].map((maxAdvanceDays) => next({ rules: { ...rules, maxAdvanceDays } }));
    });
    expect(found).toEqual(dates.map((date) => [undefined, `${date}T09:00`]));
  });
});

describe('the bookings that decide', () => {
  it('are those of whole weeks, and what the last slot may reach', () => {
    const { start, end } = bookedSpan(question().rules, '2026-11-25', '2026-11-29');
    expect([offsetIso(start, 'Asia/Dubai'), offsetIso(end, 'Asia/Dubai')]).toEqual([
      '2026-11-23T00:00:00+04:00',
      '2026-12-02T00:00:00+04:00',
    ]);
  });
});

describe('bounds', () => {
  it('are 62 dates', () => {
    expect(slotsOf(question({ to: '2027-01-24', rules: { maxAdvanceDays: 365 } }))).toHaveLength(62 * 5);
    expect(() => slotsOf(question({ to: '2027-01-25' }))).toThrow(RangeError);
  });

  it.each<Change>([
    { rules: { stepMinutes: 0 } },
    { rules: { stepMinutes: -30 } },
    { rules: { stepMinutes: NaN } },
    { rules: { maxAdvanceDays: 366 } },
    { durationMinutes: 0 },
    { durationMinutes: 1441 },
    { bufferMinutes: -minutes(1) },
  ])('refuse what would never end: %j', (change) => {
    expect(() => slotsOf(question(change))).toThrow(RangeError);
  });
});
