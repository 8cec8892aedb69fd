import { holidaysMax } from '#domain/holidays.ts';
import { addDays, isLocalDate } from '#domain/local-date.ts';

/** One public holiday, as it is typed: the dates may still be empty. */
export interface HolidayRow {
  startDate: string;
  endDate: string;
  name: string;
}

/** What a text gave, and how many of its lines could not be read. */
export interface ReadHolidays {
  rows: HolidayRow[];
  unread: number;
}

/** `2027-03-20`, also as 2027/3/20, 20.03.2027 or 20/3/2027: the day before the month, as in the Emirates. */
const dateForms = [
  { pattern: /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/, order: [1, 2, 3] },
  { pattern: /\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/, order: [3, 2, 1] },
] as const;

/** One holiday a line: its date, or its first and its last, and its name, in any order and with anything between. */
export function readHolidayLines(text: string): ReadHolidays {
  const lines = latinDigits(text)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, holidaysMax);
  const rows = lines.map(readLine).filter((row) => row !== undefined);
  return { rows: inOrder(rows), unread: lines.length - rows.length };
}

function readLine(line: string): HolidayRow | undefined {
  const first = takeDate(line);
  if (!first) return undefined;
  const second = takeDate(first.rest);
  const name = (second?.rest ?? first.rest)
    .replaceAll(/(?<=^|[\s,;|\t])(?:to|until|till|إلى|حتى)(?=[\s,;|\t]|$)/giu, ' ')
    .replaceAll(/[\s,;|\t]+/g, ' ')
    .replaceAll(/^[\s\-–—:]+|[\s\-–—:]+$/gu, '');
  const [startDate = '', endDate = ''] = [first.date, second?.date ?? first.date].toSorted();
  return { startDate, endDate, name: name.slice(0, 80) };
}

function takeDate(text: string): { date: string; rest: string } | undefined {
  for (const { pattern, order } of dateForms) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [year = '', month = '', day = ''] = order.map((group) => found[group] ?? '');
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return isLocalDate(date) ? { date, rest } : undefined;
  }
  return undefined;
}

/** The digits of an Arabic keyboard as the others. */
function latinDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
}

/** The whole-day events of a calendar file (RFC 5545). One that repeats every year is taken in the year asked for. */
export function readHolidayFile(text: string, year: number): ReadHolidays {
  const events = text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/BEGIN:VEVENT/i)
    .slice(1)
    .map((part) => part.split(/END:VEVENT/i)[0] ?? '');
  const rows = events.map((event) => readEvent(event, year));
  const ofYear = rows.filter((row) => row !== undefined && row.startDate.startsWith(String(year)));
  return {
    rows: inOrder(ofYear.filter((row) => row !== undefined)).slice(0, holidaysMax),
    unread: rows.filter((row) => row === undefined).length,
  };
}

function readEvent(event: string, year: number): HolidayRow | undefined {
  const start = dateIn(event, 'DTSTART');
  if (start === undefined) return undefined;
  const end = dateIn(event, 'DTEND');
  // The end of an event of whole days is the day after its last.
  const last = end === undefined || end <= start ? start : addDays(end, -1);
  const name = (valueOf(event, 'SUMMARY') ?? '')
    .replaceAll(/\\n/gi, ' ')
    .replaceAll(/\\([,;\\])/g, '$1')
    .trim();
  const row = { startDate: start, endDate: last, name: name.slice(0, 80) };
  return /^RRULE[^\n]*FREQ=YEARLY/im.test(event) ? inYear(row, year) : row;
}

function valueOf(event: string, name: string): string | undefined {
  return new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.*)$`, 'im').exec(event)?.[1]?.trim();
}

function dateIn(event: string, name: string): string | undefined {
  const found = /^(\d{4})(\d{2})(\d{2})/.exec(valueOf(event, name) ?? '');
  const date = found ? `${found[1]}-${found[2]}-${found[3]}` : '';
  return isLocalDate(date) ? date : undefined;
}

function inYear(row: HolidayRow, year: number): HolidayRow | undefined {
  const moved = (date: string) => {
    const later = Number(date.slice(0, 4)) - Number(row.startDate.slice(0, 4));
    return `${year + later}${date.slice(4)}`;
  };
  const [startDate, endDate] = [moved(row.startDate), moved(row.endDate)];
  return isLocalDate(startDate) && isLocalDate(endDate) ? { ...row, startDate, endDate } : undefined;
}

function inOrder(rows: readonly HolidayRow[]): HolidayRow[] {
  return rows.toSorted((a, b) => a.startDate.localeCompare(b.startDate));
}

export interface HolidayChange {
  kind: 'new' | 'changed' | 'gone' | 'same';
  row: HolidayRow;
  /** As it was, of one that changed. */
  from?: HolidayRow;
}

/** What saving the list does to what is there. The same name on other dates has moved: the moon was seen later. */
export function holidayChanges(kept: readonly HolidayRow[], rows: readonly HolidayRow[]): HolidayChange[] {
  const sameDates = (a: HolidayRow, b: HolidayRow) => a.startDate === b.startDate && a.endDate === b.endDate;
  const nameOf = ({ name }: HolidayRow) => name.trim().toLowerCase();
  const rest = [...kept];
  const take = (wanted: (row: HolidayRow) => boolean) => {
    const at = rest.findIndex(wanted);
    return at === -1 ? undefined : rest.splice(at, 1)[0];
  };
  const exact = rows.map((row) => take((old) => sameDates(old, row) && nameOf(old) === nameOf(row)));
  const changes = rows.map((row, index): HolidayChange => {
    if (exact[index]) return { kind: 'same', row };
    const from =
      take((old) => nameOf(old) !== '' && nameOf(old) === nameOf(row)) ?? take((old) => sameDates(old, row));
    return from ? { kind: 'changed', row, from } : { kind: 'new', row };
  });
  return [...changes, ...rest.map((row): HolidayChange => ({ kind: 'gone', row }))];
}
