import { calendarUidOf, contentLines, textValue, utcTime } from '#domain/content-lines.ts';

/** What a calendar shows of a consultation. The title is neutral: other people see calendars too. */
export interface CalendarEntry {
  /** `request` puts it there or moves it, `cancel` takes it away. */
  method: 'request' | 'cancel';
  consultationId: string;
  /** Grows with each change; a calendar ignores a file that is older than what it has. */
  sequence: number;
  startAt: number;
  endAt: number;
  /** When the file was first made; the same in a repeat, so that a repeat is the same file. */
  madeAt: number;
  title: string;
  location: string;
  url: string;
  organizer: { name: string; email: string };
  attendee: string;
}

/**
 * The consultation as an iTIP message (.ics), with instants in UTC.
 * @see https://www.rfc-editor.org/rfc/rfc5545 and rfc5546
 */
export function calendarFile(entry: CalendarEntry): string {
  return contentLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Majlis//Consultations//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${entry.method.toUpperCase()}`,
    'BEGIN:VEVENT',
    `UID:${calendarUidOf(entry.consultationId)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utcTime(entry.madeAt)}`,
    `DTSTART:${utcTime(entry.startAt)}`,
    `DTEND:${utcTime(entry.endAt)}`,
    `SUMMARY:${textValue(entry.title)}`,
    `DESCRIPTION:${textValue(entry.url)}`,
    `LOCATION:${textValue(entry.location)}`,
    `URL:${uri(entry.url)}`,
    `STATUS:${entry.method === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN=${parameter(entry.organizer.name)}:mailto:${uri(entry.organizer.email)}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${uri(entry.attendee)}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
}

/** A quoted parameter cannot hold a quote, however it is written. */
function parameter(value: string): string {
  return `"${value.replaceAll(/["\p{Cc}]/gu, '')}"`;
}

function uri(value: string): string {
  return value.replaceAll(/[\s\p{Cc}]/gu, '');
}
