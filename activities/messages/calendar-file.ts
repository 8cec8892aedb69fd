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

const lineBytesMax = 75;

/**
 * The consultation as an iTIP message (.ics), with instants in UTC.
 * @see https://www.rfc-editor.org/rfc/rfc5545 and rfc5546
 */
export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Majlis//Consultations//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${entry.method.toUpperCase()}`,
    'BEGIN:VEVENT',
    `UID:consultation-${entry.consultationId}@majlis`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.madeAt)}`,
    `DTSTART:${utc(entry.startAt)}`,
    `DTEND:${utc(entry.endAt)}`,
    `SUMMARY:${text(entry.title)}`,
    `DESCRIPTION:${text(entry.url)}`,
    `LOCATION:${text(entry.location)}`,
    `URL:${uri(entry.url)}`,
    `STATUS:${entry.method === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN=${parameter(entry.organizer.name)}:mailto:${uri(entry.organizer.email)}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${uri(entry.attendee)}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function utc(instant: number): string {
  return `${new Date(instant).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
}

function text(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, '');
}

/** A quoted parameter cannot hold a quote, however it is written. */
function parameter(value: string): string {
  return `"${value.replaceAll(/["\p{Cc}]/gu, '')}"`;
}

function uri(value: string): string {
  return value.replaceAll(/[\s\p{Cc}]/gu, '');
}

/** The limit counts octets, so a line is cut between characters, wherever the next one would not fit any more. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > lineBytesMax) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}
