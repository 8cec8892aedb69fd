import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar-file.ts';
import type { CalendarEntry } from './calendar-file.ts';

const entry: CalendarEntry = {
  method: 'request',
  consultationId: '0193a1b2-0000-8000-8000-000000000001',
  sequence: 0,
  startAt: Date.UTC(2026, 11, 1, 6, 30),
  endAt: Date.UTC(2026, 11, 1, 7, 0),
  madeAt: Date.UTC(2026, 10, 24, 12, 0, 5),
  title: 'Consultation MJ-7K2M9QX4TB',
  location: 'https://majlis.example/consultations/0193a1b2-0000-8000-8000-000000000001',
  url: 'https://majlis.example/consultations/0193a1b2-0000-8000-8000-000000000001',
  organizer: { name: 'Majlis', email: 'bookings@majlis.example' },
  attendee: 'client@example.com',
};

function unfolded(file: string): string[] {
  return file.replaceAll('\r\n ', '').split('\r\n');
}

describe('the calendar file', () => {
  it('invites with instants in UTC and the identity that later files refer to', () => {
    expect(unfolded(calendarFile(entry))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Majlis//Consultations//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:consultation-0193a1b2-0000-8000-8000-000000000001@majlis',
      'SEQUENCE:0',
      'DTSTAMP:20261124T120005Z',
      'DTSTART:20261201T063000Z',
      'DTEND:20261201T070000Z',
      'SUMMARY:Consultation MJ-7K2M9QX4TB',
      'DESCRIPTION:https://majlis.example/consultations/0193a1b2-0000-8000-8000-000000000001',
      'LOCATION:https://majlis.example/consultations/0193a1b2-0000-8000-8000-000000000001',
      'URL:https://majlis.example/consultations/0193a1b2-0000-8000-8000-000000000001',
      'STATUS:CONFIRMED',
      'ORGANIZER;CN="Majlis":mailto:bookings@majlis.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:client@example.com',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('takes the same entry away again', () => {
    const lines = unfolded(calendarFile({ ...entry, method: 'cancel', sequence: 1 }));
    expect(lines).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:1']));
    expect(lines).toContain(`UID:consultation-${entry.consultationId}@majlis`);
  });

  it('folds every line to 75 octets and loses nothing, whatever the address says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200, size: 'max' }), (location) => {
        const file = calendarFile({ ...entry, location: `مكتب ${location}` });
        const lines = file.split('\r\n');
        expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        expect(unfolded(file)).toHaveLength(22);
      }),
    );
  });

  it('keeps Arabic whole across a fold', () => {
    const location = 'برج الخليج التجاري، شارع الشيخ زايد، الطابق الثامن عشر، مكتب ١٨٠٢، دبي';
    const file = calendarFile({ ...entry, location });
    expect(file.split('\r\n').every((one) => Buffer.byteLength(one) <= 75)).toBe(true);
    const line = unfolded(file).find((one) => one.startsWith('LOCATION:'));
    expect(line).toBe(`LOCATION:${location}`);
  });

  it('lets no text begin a line of its own', () => {
    const file = calendarFile({
      ...entry,
      location: 'Office 5\r\nATTENDEE:mailto:somebody@else.example; a, b\\c',
      organizer: { name: 'Majlis"\r\nX-EVIL:1', email: 'bookings@majlis.example' },
      attendee: 'client@example.com\r\nX-EVIL:1',
    });
    expect(unfolded(file)).toContain(
      String.raw`LOCATION:Office 5\nATTENDEE:mailto:somebody@else.example\; a\, b\\c`,
    );
    expect(unfolded(file).some((line) => line.startsWith('X-EVIL'))).toBe(false);
  });
});
