import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { days, hours, minutes } from './instant.ts';
import { dayOf } from './local-date.ts';
import { instantOf, isIanaZone, localDateOf, offsetIso, startOfDate } from './zone.ts';

const zones = [
  'Asia/Dubai',
  'Europe/London',
  'Africa/Cairo',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Casablanca',
  'America/Nuuk',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
];
const zone = fc.constantFrom(...zones);
/** Any minute of three years, more often one near a change of the clock. */
const moment = fc.oneof(
  fc.integer({ min: dayOf('2026-01-01') * 1440, max: dayOf('2029-01-01') * 1440 }).map(minutes),
  fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-10-04', '2026-10-25', '2026-11-01', '2027-04-30'),
      fc.integer({ min: -1440, max: 2880 }),
    )
    .map(([date, minute]) => days(dayOf(date)) + minutes(minute)),
);

/** A time such as `2026-03-29 01:30`, read on the wall of a zone. */
function wall(text: string, name: string, fold: 'earlier' | 'later' = 'earlier') {
  const [date = '', hour = 0, minute = 0] = text.split(/[ :]/);
  const instant = instantOf({ date, minuteOfDay: Number(hour) * 60 + Number(minute), zone: name, fold });
  return DateTime.fromMillis(instant, { zone: 'utc' }).toFormat("yyyy-MM-dd'T'HH:mm'Z'");
}

describe('a zone', () => {
  it.each([
    ...zones,
    'Asia/Calcutta',
    'Europe/Kyiv',
    'Europe/Kiev',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
    'Antarctica/DumontDUrville',
    'Asia/Ho_Chi_Minh',
    'Asia/Kathmandu',
    'Etc/UTC',
    'Etc/GMT-4',
    'GMT',
  ])('is %s', (name) => {
    expect(isIanaZone(name)).toBe(true);
  });

  it.each([
    'local',
    'system',
    'default',
    'utc',
    'UTC+4',
    '+04:00',
    '-0500',
    'Z',
    'EST',
    'asia/dubai',
    'ASIA/DUBAI',
    'Asia/dubai',
    'Asia/DUBAI',
    'Asia/KOLKATA',
    'Asia/kolkata',
    'asia/Kolkata',
    'Asia/Atlantis',
    'Asia/Dubai ',
    'Asia/Dubai\n',
    'Asia',
    '',
    '__proto__',
  ])('is not %j', (name) => {
    expect(isIanaZone(name)).toBe(false);
  });

  it('unknown is refused by arithmetic', () => {
    expect(() => localDateOf(0, 'Asia/Atlantis')).toThrow(RangeError);
  });
});

describe('a time on the wall', () => {
  it.each([
    { at: '2026-11-24 09:30', in: 'Asia/Dubai', is: '2026-11-24T05:30Z' },
    { at: '2026-11-24 24:00', in: 'Asia/Dubai', is: '2026-11-24T20:00Z' },
    { at: '2026-11-24 26:00', in: 'Asia/Dubai', is: '2026-11-24T22:00Z' },
    { at: '2026-06-01 09:30', in: 'Asia/Kolkata', is: '2026-06-01T04:00Z' },
    { at: '2026-03-28 12:00', in: 'Europe/London', is: '2026-03-28T12:00Z' },
    { at: '2026-03-29 12:00', in: 'Europe/London', is: '2026-03-29T11:00Z' },
    { at: '2027-01-01 00:00', in: 'Pacific/Kiritimati', is: '2026-12-31T10:00Z' },
  ])('$at in $in is $is', ({ at, in: name, is }) => {
    expect(wall(at, name)).toBe(is);
  });

  it.each([
    { at: '2026-03-29 01:00', in: 'Europe/London', is: '2026-03-29T01:00Z' },
    { at: '2026-03-29 01:30', in: 'Europe/London', is: '2026-03-29T01:00Z' },
    { at: '2026-03-29 02:00', in: 'Europe/London', is: '2026-03-29T01:00Z' },
    { at: '2026-03-08 02:30', in: 'America/New_York', is: '2026-03-08T07:00Z' },
    { at: '2027-04-30 00:00', in: 'Africa/Cairo', is: '2027-04-29T22:00Z' },
    { at: '2027-04-29 24:00', in: 'Africa/Cairo', is: '2027-04-29T22:00Z' },
    { at: '2027-04-30 00:59', in: 'Africa/Cairo', is: '2027-04-29T22:00Z' },
    { at: '2027-04-30 01:00', in: 'Africa/Cairo', is: '2027-04-29T22:00Z' },
    { at: '2026-03-28 23:30', in: 'America/Nuuk', is: '2026-03-29T01:00Z' },
    { at: '2026-10-04 02:15', in: 'Australia/Lord_Howe', is: '2026-10-03T15:30Z' },
  ])('in a gap is the first moment after it: $at in $in', ({ at, in: name, is }) => {
    expect([wall(at, name, 'earlier'), wall(at, name, 'later')]).toEqual([is, is]);
  });

  it.each([
    { at: '2026-10-25 00:59', in: 'Europe/London', earlier: '2026-10-24T23:59Z', later: '2026-10-24T23:59Z' },
    { at: '2026-10-25 01:00', in: 'Europe/London', earlier: '2026-10-25T00:00Z', later: '2026-10-25T01:00Z' },
    { at: '2026-10-25 01:59', in: 'Europe/London', earlier: '2026-10-25T00:59Z', later: '2026-10-25T01:59Z' },
    { at: '2026-10-25 02:00', in: 'Europe/London', earlier: '2026-10-25T02:00Z', later: '2026-10-25T02:00Z' },
    {
      at: '2026-11-01 01:30',
      in: 'America/New_York',
      earlier: '2026-11-01T05:30Z',
      later: '2026-11-01T06:30Z',
    },
    {
      at: '2026-11-01 00:30',
      in: 'America/Havana',
      earlier: '2026-11-01T04:30Z',
      later: '2026-11-01T05:30Z',
    },
  ])('in a fold is what is asked for: $at in $in', ({ at, in: name, earlier, later }) => {
    expect([wall(at, name, 'earlier'), wall(at, name, 'later')]).toEqual([earlier, later]);
  });

  it('is the moment at which the wall shows it, when it does', () => {
    fc.assert(
      fc.property(zone, moment, (name, at) => {
        const shown = DateTime.fromMillis(at, { zone: name });
        const time = {
          date: shown.toISODate() ?? '',
          minuteOfDay: shown.hour * 60 + shown.minute,
          zone: name,
        };
        const readings = [instantOf({ ...time, fold: 'earlier' }), instantOf({ ...time, fold: 'later' })];
        expect(readings).toContain(at);
      }),
    );
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(zone, moment, fc.nat(2880), fc.nat(2880), (name, at, one, other) => {
        const date = localDateOf(at, name);
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        const start = instantOf({ date, minuteOfDay: first, zone: name, fold: 'earlier' });
        const end = instantOf({ date, minuteOfDay: second, zone: name, fold: 'later' });
        expect(start).toBeLessThanOrEqual(end);
      }),
    );
  });
});

describe('a local date', () => {
  it.each([
    { at: '2026-11-24T20:30:00Z', in: 'Asia/Dubai', date: '2026-11-25' },
    { at: '2026-11-24T20:30:00Z', in: 'Europe/London', date: '2026-11-24' },
    { at: '2027-04-29T21:59:59Z', in: 'Africa/Cairo', date: '2027-04-29' },
    { at: '2027-04-29T22:00:00Z', in: 'Africa/Cairo', date: '2027-04-30' },
  ])('of $at in $in is $date', ({ at, in: name, date }) => {
    expect(localDateOf(DateTime.fromISO(at).toMillis(), name)).toBe(date);
  });

  it('begins at its first moment', () => {
    fc.assert(
      fc.property(zone, moment, (name, at) => {
        const date = localDateOf(at, name);
        const start = startOfDate(date, name);
        expect(start).toBeLessThanOrEqual(at);
        expect(localDateOf(start, name)).toBe(date);
        expect(localDateOf(start - 1, name)).not.toBe(date);
      }),
    );
  });
});

describe('an instant in writing', () => {
  it.each([
    { in: 'Asia/Dubai', text: '2026-03-29T04:30:00+04:00' },
    { in: 'Europe/London', text: '2026-03-29T00:30:00+00:00' },
    { in: 'America/New_York', text: '2026-03-28T20:30:00-04:00' },
    { in: 'Asia/Kolkata', text: '2026-03-29T06:00:00+05:30' },
    { in: 'Pacific/Marquesas', text: '2026-03-28T15:00:00-09:30' },
    { in: 'UTC', text: '2026-03-29T00:30:00+00:00' },
  ])('carries the offset of $in', ({ in: name, text }) => {
    expect(offsetIso(days(dayOf('2026-03-29')) + minutes(30), name)).toBe(text);
  });

  it('shows both readings of a fold', () => {
    const first = DateTime.fromISO('2026-10-25T00:30:00Z').toMillis();
    const shown = [first, first + hours(1)].map((at) => offsetIso(at, 'Europe/London'));
    expect(shown).toEqual(['2026-10-25T01:30:00+01:00', '2026-10-25T01:30:00+00:00']);
  });

  it('reads back as the same instant, whatever the zone', () => {
    fc.assert(
      fc.property(zone, moment, fc.nat(59), (name, at, second) => {
        const instant = at + second * 1000;
        expect(DateTime.fromISO(offsetIso(instant, name)).toMillis()).toBe(instant);
        expect(offsetIso(instant, name).slice(0, 10)).toBe(localDateOf(instant, name));
      }),
    );
  });
});
