import { describe, expect, it } from 'vitest';
import { days, hours } from '#domain/instant.ts';
import { busyTimesIn } from './ics-busy.ts';

const span = {
  start: Date.parse('2026-12-01T00:00:00Z'),
  end: Date.parse('2027-12-01T00:00:00Z'),
  zone: 'Asia/Dubai',
};

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];
const busy = (text: string, changes: Partial<typeof span> = {}) =>
  busyTimesIn(text, { ...span, ...changes }).map(
    ({ start, end }) =>
      `${new Date(start).toISOString().slice(0, 16)}/${new Date(end).toISOString().slice(0, 16)}`,
  );

describe('an event', () => {
  it.each([
    [['DTSTART:20261207T060000Z', 'DTEND:20261207T070000Z'], '2026-12-07T06:00/2026-12-07T07:00'],
    [['DTSTART:20261207T060000Z', 'DURATION:PT90M'], '2026-12-07T06:00/2026-12-07T07:30'],
    [
      ['DTSTART;TZID=Europe/London:20270701T090000', 'DTEND;TZID=Europe/London:20270701T100000'],
      '2027-07-01T08:00/2027-07-01T09:00',
    ],
    [
      ['DTSTART;TZID=Asia/Dubai:20261207T090000', 'DTEND;TZID=Europe/London:20261207T090000'],
      '2026-12-07T05:00/2026-12-07T09:00',
    ],
    // Without a zone, or with one that nobody knows, it is the lawyer's.
    [['DTSTART:20261207T090000', 'DTEND:20261207T100000'], '2026-12-07T05:00/2026-12-07T06:00'],
    [['DTSTART;TZID=Home:20261207T090000', 'DURATION:PT1H'], '2026-12-07T05:00/2026-12-07T06:00'],
    // Whole days are the lawyer's days.
    [['DTSTART;VALUE=DATE:20261207', 'DTEND;VALUE=DATE:20261209'], '2026-12-06T20:00/2026-12-08T20:00'],
    [['DTSTART;VALUE=DATE:20261207'], '2026-12-06T20:00/2026-12-07T20:00'],
  ])('takes its time: %s', (lines, time) => {
    expect(busy(calendar(...event(...lines)))).toEqual([time]);
  });

  it('is read by the zone that the file defines, whatever it is called', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Somewhere of our own',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const times = ['DTSTART;TZID=Somewhere of our own:20261207T090000', 'DURATION:PT1H'];
    expect(busy(calendar(...zone, ...event(...times)))).toEqual(['2026-12-07T06:00/2026-12-07T07:00']);
  });

  it.each([['TRANSP:TRANSPARENT'], ['STATUS:CANCELLED'], ['X-MICROSOFT-CDO-BUSYSTATUS:FREE']])(
    'takes no time: %s',
    (line) => {
      expect(busy(calendar(...event('DTSTART:20261207T060000Z', 'DURATION:PT1H', line)))).toEqual([]);
    },
  );

  it('takes no time outside the span, without a length, or without a start', () => {
    const outside = event('DTSTART:20200101T060000Z', 'DURATION:PT1H');
    const moment = event('DTSTART:20261207T060000Z');
    expect(busy(calendar(...outside, ...moment, ...event('SUMMARY:nothing')))).toEqual([]);
  });

  it('is known for one of our own by the identity of our invitations', () => {
    const id = '0193a1b2-0000-8000-8000-000000000001';
    const text = calendar(...event('DTSTART:20261207T060000Z', 'DURATION:PT1H')).replace(
      'UID:1',
      `UID:consultation-${id}@majlis`,
    );
    expect(busyTimesIn(text, span)).toMatchObject([{ consultationId: id }]);
  });
});

describe('a rule', () => {
  const weekly = ['DTSTART;TZID=Europe/London:20261005T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'];
  const march = { start: Date.parse('2027-03-15T00:00:00Z'), end: Date.parse('2027-04-10T00:00:00Z') };

  it('keeps its wall clock when the clock changes', () => {
    expect(busy(calendar(...event(...weekly)), march)).toEqual([
      '2027-03-15T09:00/2027-03-15T10:00',
      '2027-03-22T09:00/2027-03-22T10:00',
      '2027-03-29T08:00/2027-03-29T09:00',
      '2027-04-05T08:00/2027-04-05T09:00',
    ]);
  });

  it('leaves out what was taken out of it, and ends when it says so', () => {
    const rule = weekly.map((line) => line.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20270330T000000Z'));
    expect(busy(calendar(...event(...rule, 'EXDATE;TZID=Europe/London:20270322T090000')), march)).toEqual([
      '2027-03-15T09:00/2027-03-15T10:00',
      '2027-03-29T08:00/2027-03-29T09:00',
    ]);
  });

  it('has single dates moved, cancelled, and moved in from beyond', () => {
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/London:20270315T090000',
      'DTSTART:20270316T120000Z',
      'DURATION:PT2H',
    );
    const cancelled = event(
      'RECURRENCE-ID;TZID=Europe/London:20270322T090000',
      'DTSTART;TZID=Europe/London:20270322T090000',
      'DURATION:PT1H',
      'STATUS:CANCELLED',
    );
    const fromBeyond = event(
      'RECURRENCE-ID;TZID=Europe/London:20270412T090000',
      'DTSTART:20270409T120000Z',
      'DURATION:PT1H',
    );
    const times = busy(calendar(...event(...weekly), ...moved, ...cancelled, ...fromBeyond), march);
    expect([...new Set(times)].toSorted()).toEqual([
      '2027-03-16T12:00/2027-03-16T14:00',
      '2027-03-29T08:00/2027-03-29T09:00',
      '2027-04-05T08:00/2027-04-05T09:00',
      '2027-04-09T12:00/2027-04-09T13:00',
    ]);
  });

  it('may be a list of dates', () => {
    const lines = ['DTSTART:20261207T060000Z', 'DURATION:PT1H', 'RDATE:20261209T060000Z,20261210T060000Z'];
    expect(busy(calendar(...event(...lines)))).toEqual([
      '2026-12-07T06:00/2026-12-07T07:00',
      '2026-12-09T06:00/2026-12-09T07:00',
      '2026-12-10T06:00/2026-12-10T07:00',
    ]);
  });

  it('has the date of the event itself in a list of dates, unless that was taken out', () => {
    const lines = ['DTSTART:20261207T060000Z', 'DURATION:PT1H', 'RDATE:20261209T060000Z'];
    expect(busy(calendar(...event(...lines, 'EXDATE:20261207T060000Z')))).toEqual([
      '2026-12-09T06:00/2026-12-09T07:00',
    ]);
  });

  it.each([
    [
      'FREQ=WEEKLY;INTERVAL=2',
      'DTSTART;TZID=Europe/London:20100104T090000',
      ['2027-03-22T09:00', '2027-04-05T08:00'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU',
      'DTSTART;TZID=Europe/London:20100103T090000',
      ['2027-03-15T09:00', '2027-04-04T08:00', '2027-04-05T08:00'],
    ],
    ['FREQ=DAILY;INTERVAL=10', 'DTSTART:20100101T090000Z', ['2027-03-23T09:00', '2027-04-02T09:00']],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'DTSTART:20100129T090000Z', ['2027-03-26T09:00']],
    ['FREQ=YEARLY', 'DTSTART:20100401T090000Z', ['2027-04-01T09:00']],
  ])('that began long ago falls on its own dates: %s', (rule, start, times) => {
    const lines = [start, 'DURATION:PT1H', `RRULE:${rule}`];
    expect(busy(calendar(...event(...lines)), march).map((time) => time.slice(0, 16))).toEqual(times);
  });

  it('that began long ago leaves out what was taken out, however much that was', () => {
    const mondays = Array.from({ length: 200 }, (_, week) =>
      new Date(Date.parse('2021-01-04T09:00:00Z') + days(7 * week))
        .toISOString()
        .slice(0, 10)
        .replaceAll('-', ''),
    );
    const taken = [...mondays, '20270322', '20270329'].map((date) => `EXDATE:${date}T090000Z`);
    const lines = ['DTSTART:20210104T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY', ...taken];
    expect(busy(calendar(...event(...lines)), march)).toEqual([
      '2027-03-15T09:00/2027-03-15T10:00',
      '2027-04-05T09:00/2027-04-05T10:00',
    ]);
  });

  it('that counts is counted from its start', () => {
    const lines = ['DTSTART:20270101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=80'];
    expect(busy(calendar(...event(...lines)), march)).toHaveLength(7);
  });

  it('is walked from long ago, in bounded time', () => {
    const daily = ['DTSTART:19990101T060000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'];
    const begun = performance.now();
    expect(busy(calendar(...event(...daily)))).toHaveLength(365);
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it.each(['FREQ=SECONDLY', 'FREQ=MINUTELY', 'FREQ=SECONDLY;COUNT=100000000'])(
    'without a sensible end is refused, and never taken for free time: %s',
    (rule) => {
      const lines = ['DTSTART:19700101T000000Z', 'DURATION:PT1S', `RRULE:${rule}`];
      const begun = performance.now();
      expect(() => busy(calendar(...event(...lines)))).toThrow('calendar_too_large');
      expect(performance.now() - begun).toBeLessThan(10_000);
    },
  );
});

describe('a file', () => {
  it('may hold nothing, or several calendars', () => {
    expect(busy(calendar())).toEqual([]);
    const one = calendar(...event('DTSTART:20261207T060000Z', 'DURATION:PT1H'));
    expect(busy(one + one)).toHaveLength(2);
    expect(busy(`\uFEFF${one}`)).toHaveLength(1);
  });

  it.each([
    '',
    '<!doctype html><title>Sign in</title>',
    'BEGIN:VCARD\r\nEND:VCARD',
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT',
  ])('that is no calendar is said to be none: %j', (text) => {
    expect(() => busy(text)).toThrow('not_a_calendar');
  });

  it('of five thousand events is read in bounded time', () => {
    const many = Array.from({ length: 5000 }, (_, index) => {
      const at = new Date(span.start + hours(index)).toISOString().replaceAll(/[-:]|\.\d+/g, '');
      return event(`DTSTART:${at}`, 'DURATION:PT30M').map((line) => line.replace('UID:1', `UID:${index}`));
    });
    const begun = performance.now();
    expect(busy(calendar(...many.flat()), { end: span.start + days(400) })).toHaveLength(5000);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
