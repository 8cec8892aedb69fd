import { describe, expect, it } from 'vitest';
import { rowFaults } from './holiday-draft.ts';
import { holidayChanges, readHolidayFile, readHolidayLines } from './holiday-list.ts';

const row = (startDate: string, endDate: string, name: string) => ({ startDate, endDate, name });

describe('a list of holidays that is pasted', () => {
  it.each([
    ['2027-01-01 New Year’s Day', row('2027-01-01', '2027-01-01', 'New Year’s Day')],
    ['2027-03-10 to 2027-03-12, Eid al-Fitr', row('2027-03-10', '2027-03-12', 'Eid al-Fitr')],
    ['Eid al-Fitr: 2027-03-10 – 2027-03-12', row('2027-03-10', '2027-03-12', 'Eid al-Fitr')],
    ['10/3/2027\t12/3/2027\tEid al-Fitr', row('2027-03-10', '2027-03-12', 'Eid al-Fitr')],
    ['02.12.2027;03.12.2027;National Day', row('2027-12-02', '2027-12-03', 'National Day')],
    ['٢٠٢٧-٠١-٠١ رأس السنة', row('2027-01-01', '2027-01-01', 'رأس السنة')],
    ['2027-12-03 2027-12-02 National Day', row('2027-12-02', '2027-12-03', 'National Day')],
  ])('%j', (line, read) => {
    expect(readHolidayLines(line)).toEqual({ rows: [read], unread: 0 });
  });

  it('says how many lines have no date that exists, and puts the rest in order', () => {
    const text = '2027-12-02 National Day\n\nsome words\n2027-02-30 Nothing\r\n2027-01-01 New Year';
    const { rows, unread } = readHolidayLines(text);
    expect(rows.map(({ startDate }) => startDate)).toEqual(['2027-01-01', '2027-12-02']);
    expect(unread).toBe(2);
  });
});

describe('a calendar file', () => {
  const file = (...events: string[]) =>
    [
      'BEGIN:VCALENDAR',
      ...events.flatMap((event) => ['BEGIN:VEVENT', event, 'END:VEVENT']),
      'END:VCALENDAR',
    ].join('\r\n');

  it('gives whole days, the day before the end being the last', () => {
    const text = file(
      'DTSTART;VALUE=DATE:20270310\r\nDTEND;VALUE=DATE:20270313\r\nSUMMARY:Eid al-Fitr\\, holi\r\n day',
    );
    expect(readHolidayFile(text, 2027)).toEqual({
      rows: [row('2027-03-10', '2027-03-12', 'Eid al-Fitr, holiday')],
      unread: 0,
    });
  });

  it('leaves other years out, takes yearly ones in the year that is asked for, and counts what has no date', () => {
    const text = file(
      'DTSTART:20261202\r\nSUMMARY:Last year',
      'DTSTART;VALUE=DATE:20201202\r\nDTEND;VALUE=DATE:20201204\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:National Day',
      'SUMMARY:Some day',
    );
    expect(readHolidayFile(text, 2027)).toEqual({
      rows: [row('2027-12-02', '2027-12-03', 'National Day')],
      unread: 1,
    });
  });
});

describe('reading the holidays again', () => {
  const kept = [
    row('2027-01-01', '2027-01-01', 'New Year'),
    row('2027-03-10', '2027-03-12', 'Eid al-Fitr'),
    row('2027-12-02', '2027-12-03', 'National Day'),
  ];

  it('says what stays, what moves, what comes and what goes', () => {
    const read = [
      kept[0] ?? row('', '', ''),
      row('2027-03-11', '2027-03-13', 'eid al-fitr'),
      row('2027-05-17', '2027-05-19', 'Eid al-Adha'),
    ];
    expect(holidayChanges(kept, read).map(({ kind, row: { name } }) => `${kind} ${name}`)).toEqual([
      'same New Year',
      'changed eid al-fitr',
      'new Eid al-Adha',
      'gone National Day',
    ]);
  });

  it('is no change when it is the same list', () => {
    expect(holidayChanges(kept, kept).every(({ kind }) => kind === 'same')).toBe(true);
  });
});

describe('the rows of the table', () => {
  it.each([
    [row('', '', ''), undefined],
    [row('2027-01-01', '2027-01-01', ''), undefined],
    [row('2027-12-31', '2028-01-01', ''), undefined],
    [row('', '', 'Eid'), 'dates'],
    [row('2027-01-02', '2027-01-01', ''), 'order'],
    [row('2026-12-31', '2027-01-01', ''), 'year'],
  ])('%j', (given, fault) => {
    expect(rowFaults([given], 2027)).toEqual([fault]);
  });
});
