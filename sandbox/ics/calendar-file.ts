import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';

/** A calendar as a file (RFC 5545): times in UTC, whole days as dates. */
export function calendarFile(account: CalendarAccount, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Majlis//Sandbox//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(account.name)}`,
    `X-WR-TIMEZONE:${account.timezone}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ id, title, span, isFree, sequence, createdAt, updatedAt }: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}@sandbox.majlis.test`,
    `DTSTAMP:${utc(updatedAt)}`,
    span.allDay ? `DTSTART;VALUE=DATE:${compact(span.startDate)}` : `DTSTART:${utc(span.startAt)}`,
    span.allDay ? `DTEND;VALUE=DATE:${compact(span.endDate)}` : `DTEND:${utc(span.endAt)}`,
    `SUMMARY:${escaped(title)}`,
    `TRANSP:${isFree ? 'TRANSPARENT' : 'OPAQUE'}`,
    'STATUS:CONFIRMED',
    `SEQUENCE:${sequence}`,
    `CREATED:${utc(createdAt)}`,
    `LAST-MODIFIED:${utc(updatedAt)}`,
    'END:VEVENT',
  ];
}

function utc(at: number): string {
  return `${compact(new Date(at).toISOString().slice(0, 19))}Z`;
}

function compact(text: string): string {
  return text.replaceAll(/[-:]/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n');
}

const lineBytesMax = 75;

/** No line is longer than 75 bytes; letters are not torn apart. */
function folded(line: string): string {
  let text = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > lineBytesMax) {
      text += '\r\n ';
      bytes = 1;
    }
    text += letter;
    bytes += size;
  }
  return text;
}
