import { describe, expect, it } from 'vitest';
import { holidaysIn } from './holiday-file.ts';
import { readHolidayFile } from './holiday-reader.ts';

function calendar(...events: string[]): string {
  const lines = events.map((event, index) =>
    ['BEGIN:VEVENT', `UID:${index}`, 'DTSTAMP:20260101T000000Z', event.trim(), 'END:VEVENT'].join('\n'),
  );
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\n');
}
const day = (date: string, ...more: string[]) =>
  [`DTSTART;VALUE=DATE:${date}`, 'SUMMARY:Day', ...more].join('\n');
const datesIn = (text: string, year = 2026) =>
  holidaysIn(text, year).map(({ startDate, endDate }) => [startDate, endDate]);

describe('a calendar file', () => {
  it('gives events of whole days with their names, in order', () => {
    const text = calendar(
      'DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261204\nSUMMARY:National\\, Day',
      'DTSTART;VALUE=DATE:20260320\nDTEND;VALUE=DATE:20260323\nSUMMARY:عيد الفطر\n  المبارك',
    );
    const expected = [
      { startDate: '2026-03-20', endDate: '2026-03-22', name: 'عيد الفطر المبارك' },
      { startDate: '2026-12-02', endDate: '2026-12-03', name: 'National, Day' },
    ];
    expect(holidaysIn(text, 2026)).toEqual(expected);
    expect(holidaysIn(text.replaceAll('\n', '\r\n'), 2026)).toEqual(expected);
  });

  it.each([
    { what: 'without an end', event: day('20261202'), dates: ['2026-12-02', '2026-12-02'] },
    {
      what: 'that ends as it starts',
      event: day('20261202', 'DTEND;VALUE=DATE:20261202'),
      dates: ['2026-12-02', '2026-12-02'],
    },
    { what: 'with a duration', event: day('20261202', 'DURATION:P2D'), dates: ['2026-12-02', '2026-12-03'] },
    {
      what: 'whose date says not that it is one',
      event: 'DTSTART:20261202\nDTEND:20261203',
      dates: ['2026-12-02', '2026-12-02'],
    },
    {
      what: 'from midnight to midnight',
      event: 'DTSTART;TZID=Asia/Dubai:20261202T000000\nDTEND;TZID=Asia/Dubai:20261204T000000',
      dates: ['2026-12-02', '2026-12-03'],
    },
    {
      what: 'across New Year',
      event: day('20261230', 'DTEND;VALUE=DATE:20270103'),
      dates: ['2026-12-30', '2026-12-31'],
    },
    { what: 'each year', event: day('20101202', 'RRULE:FREQ=YEARLY'), dates: ['2026-12-02', '2026-12-02'] },
    {
      what: 'on a weekday of a month',
      event: day('20200525', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'),
      dates: ['2026-05-25', '2026-05-25'],
    },
  ])('has an event $what', ({ event, dates }) => {
    expect(datesIn(calendar(event))).toEqual([dates]);
  });

  it('cuts at both ends of the year', () => {
    expect(datesIn(calendar(day('20251230', 'DTEND;VALUE=DATE:20270201')))).toEqual([
      ['2026-01-01', '2026-12-31'],
    ]);
  });

  it('leaves out what is cancelled, taken out, or has a time', () => {
    const text = calendar(
      day('20260101', 'RRULE:FREQ=MONTHLY;COUNT=4', 'EXDATE;VALUE=DATE:20260201'),
      day('20260606', 'STATUS:CANCELLED'),
      'DTSTART:20260707T090000Z\nDTEND:20260707T100000Z\nSUMMARY:Party',
    );
    expect(datesIn(text).map(([date]) => date)).toEqual(['2026-01-01', '2026-03-01', '2026-04-01']);
  });

  it('takes an event that was moved once where it is, by its own series alone', () => {
    const text = calendar(
      day('20250310', 'RRULE:FREQ=YEARLY').replace('SUMMARY', 'UID:a\nSUMMARY'),
      day('20260312', 'RECURRENCE-ID;VALUE=DATE:20260310').replace('SUMMARY', 'UID:a\nSUMMARY'),
      day('20250310', 'RRULE:FREQ=YEARLY').replace('SUMMARY', 'UID:b\nSUMMARY'),
    ).replaceAll(/UID:\d+\n/g, '');
    expect(datesIn(text).map(([date]) => date)).toEqual(['2026-03-10', '2026-03-12']);
  });

  it.each([
    { what: 'nothing', text: '', says: 'is not a calendar file' },
    { what: 'JSON', text: '{"holidays":[]}', says: 'is not a calendar file' },
    { what: 'half of it', text: calendar(day('20261202')).slice(0, -40), says: 'cannot be read' },
    { what: 'a date that does not exist', text: calendar(day('20261332')), says: '2026-13-32 is not a date' },
    { what: 'an event without a date', text: calendar('SUMMARY:x'), says: 'no DTSTART' },
    {
      what: 'an end before its start',
      text: calendar(day('20261202', 'DTEND;VALUE=DATE:20261101')),
      says: 'its end lies before',
    },
    {
      what: 'a rule that is none',
      text: calendar(day('20261202', 'RRULE:FREQ=SOMETIMES')),
      says: 'cannot be read',
    },
    { what: 'another year', text: calendar(day('20251202')), says: 'no event of whole days in 2026' },
    { what: 'a daily event', text: calendar(day('20200101', 'RRULE:FREQ=DAILY')), says: 'more than 100' },
    {
      what: 'events that repeat for ever',
      text: calendar(...Array.from({ length: 30 }, () => day('19700101', 'RRULE:FREQ=DAILY'))),
      says: 'repeat too often',
    },
  ])('with $what is refused', ({ text, says }) => {
    expect(() => holidaysIn(text, 2026)).toThrow(says);
  });

  it('is read beside the loop, and given up when it would take for ever', async () => {
    const text = calendar(day('20261202'));
    expect(await readHolidayFile({ text, year: 2026 })).toMatchObject({
      holidays: [{ startDate: '2026-12-02' }],
    });
    expect(await readHolidayFile({ text: '', year: 2026 })).toEqual({
      fault: 'is not a calendar file (.ics)',
    });
    const endless = calendar('DTSTART:20101202T000000\nRRULE:FREQ=SECONDLY;BYMONTH=1;BYHOUR=5\nSUMMARY:x');
    expect(await readHolidayFile({ text: endless, year: 2026 })).toEqual({
      fault: expect.stringContaining('repeat too often'),
    });
  });
});
