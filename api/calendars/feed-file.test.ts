import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { FeedConsultation } from '#db/calendar-feeds.ts';
import { feedFile } from './feed-file.ts';

const publicUrl = 'https://majlis.example';
const consultation: FeedConsultation = {
  id: '0193a1b2-0000-8000-8000-000000000001',
  number: 'MJ-7K2M9QX4TB',
  status: 'confirmed',
  consultationType: 'video',
  startAt: new Date('2026-12-01T06:30:00Z'),
  endAt: new Date('2026-12-01T07:00:00Z'),
  createdAt: new Date('2026-11-24T11:59:00Z'),
  updatedAt: new Date('2026-11-24T12:00:05Z'),
  officeAddressEn: 'Office 18, Dubai',
  officeAddressAr: 'مكتب ١٨، دبي',
};

const fileOf = (...changes: Partial<FeedConsultation>[]) =>
  feedFile(
    changes.map((change) => ({ ...consultation, ...change })),
    { publicUrl, locale: 'en' },
  );
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');

describe('the feed of a calendar', () => {
  it('has each consultation under the identity of the invitations by mail, with a neutral title', () => {
    const url = `${publicUrl}/consultations/${consultation.id}`;
    expect(unfolded(fileOf({}))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Majlis//Consultations//EN',
      'CALSCALE:GREGORIAN',
      'NAME:Majlis',
      'X-WR-CALNAME:Majlis',
      'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
      'X-PUBLISHED-TTL:PT15M',
      'BEGIN:VEVENT',
      'UID:consultation-0193a1b2-0000-8000-8000-000000000001@majlis',
      'SEQUENCE:0',
      'DTSTAMP:20261124T120005Z',
      'CREATED:20261124T115900Z',
      'LAST-MODIFIED:20261124T120005Z',
      'DTSTART:20261201T063000Z',
      'DTEND:20261201T070000Z',
      'SUMMARY:Consultation MJ-7K2M9QX4TB',
      `DESCRIPTION:${url}`,
      `LOCATION:${url}`,
      `URL:${url}`,
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('keeps a cancelled one as cancelled, later in sequence, and takes no time for it', () => {
    expect(unfolded(fileOf({ status: 'cancelled' }))).toEqual(
      expect.arrayContaining(['STATUS:CANCELLED', 'SEQUENCE:1', 'TRANSP:TRANSPARENT']),
    );
  });

  it.each([
    { locale: 'en' as const, location: String.raw`LOCATION:Office 18\, Dubai` },
    { locale: 'ar' as const, location: 'LOCATION:مكتب ١٨، دبي' },
  ])('names the office in the language of the reader: $locale', ({ locale, location }) => {
    const file = feedFile([{ ...consultation, consultationType: 'in_person' }], { publicUrl, locale });
    expect(unfolded(file)).toContain(location);
  });

  it('is a calendar also while it is empty', () => {
    const calendar = new ICAL.Component(ICAL.parse(fileOf()));
    expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone']);
  });

  it('is read by a calendar as it was meant, and folds to 75 octets, whatever the address says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200, size: 'max' }), (address) => {
        const officeAddressEn = `مكتب ${address}`;
        const file = fileOf({ consultationType: 'in_person', officeAddressEn }, {});
        expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        const events = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent');
        expect(events).toHaveLength(2);
        const [office] = events.map((event) => event.getFirstPropertyValue('location'));
        expect(office).toBe(officeAddressEn.replaceAll(/\r\n|\r/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ''));
      }),
    );
  });
});
