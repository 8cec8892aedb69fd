import type { Instant } from './instant.ts';
import { offsetIso } from './zone.ts';

/**
 * How iCalendar is written (RFC 5545, section 3): lines of at most 75 octets that end with CR LF, instants in UTC.
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.1
 */
const lineBytesMax = 75;

/** The lines as one file. */
export function contentLines(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** One for each consultation, wherever it is written, so that a calendar has it once. */
export function calendarUidOf(consultationId: string): string {
  return `consultation-${consultationId}@majlis`;
}

/** `20261201T063000Z` */
export function utcTime(instant: Instant): string {
  return `${offsetIso(instant, 'UTC').replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
}

/** A value of the type TEXT: whatever it says, it stays on its line. */
export function textValue(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, '');
}

/** Octets are counted, so a line is cut between characters, wherever the next one would not fit any more. */
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
