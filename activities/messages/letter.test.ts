import { describe, expect, it } from 'vitest';
import { htmlOf, textOf } from './layout.ts';
import { letterOf, smsOf } from './letter.ts';
import type { News } from './news.ts';
import { segmentsOf } from './text-message.ts';

const startAt = Date.UTC(2026, 11, 1, 6, 30);

const news: News = {
  kind: 'confirmed',
  recipient: 'client',
  locale: 'en',
  recipientName: 'Sara Haddad',
  otherName: 'Omar Al Nuaimi',
  zone: 'Europe/London',
  otherZone: 'Asia/Dubai',
  consultationId: '0193a1b2-0000-8000-8000-000000000001',
  number: 'MJ-7K2M9QX4TB',
  consultationType: 'video',
  startAt,
  endAt: startAt + 30 * 60_000,
  office: { address: '' },
  totalPriceMinor: 57_750,
  vatMinor: 2750,
  currency: 'AED',
  isCharged: true,
  refundMinor: 0,
  url: 'http://localhost:3000/consultations/0193a1b2-0000-8000-8000-000000000001',
  bookAgainUrl: 'http://localhost:3000/lawyers/0193a1b2-0000-8000-8000-000000000002',
  calendarsUrl: 'http://localhost:3000/lawyer/calendars',
};

const kinds = [
  'confirmed',
  'reminder',
  'cancelled',
  'late_payment_returned',
  'calendar_event_deleted',
] as const;
const everyone = kinds.flatMap((kind) =>
  (['client', 'lawyer'] as const).flatMap((recipient) =>
    (['en', 'ar'] as const).flatMap((locale) =>
      (['video', 'in_person'] as const).map((consultationType) => ({
        kind,
        recipient,
        locale,
        consultationType,
      })),
    ),
  ),
);

describe('an e-mail', () => {
  it('says when in the time of the one who reads it, and in the other where the clocks differ', () => {
    const text = textOf(letterOf(news));
    expect(text).toContain('Your time: Tuesday, 1 December 2026, 06:30 – 07:00 (United Kingdom Time, GMT+0)');
    expect(text).toContain(
      "The lawyer's time: Tuesday, 1 December 2026, 10:30 – 11:00 (Gulf Standard Time, GMT+4)",
    );
  });

  it('gives one time when both clocks show the same, whatever the zones are called', () => {
    const text = textOf(letterOf({ ...news, zone: 'Asia/Muscat' }));
    expect(text).toContain('10:30 – 11:00');
    expect(text).not.toContain("The lawyer's time");
  });

  it('is Arabic from right to left, with the local time of the one who reads it', () => {
    const html = htmlOf(letterOf({ ...news, locale: 'ar', zone: 'Asia/Riyadh' }));
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).not.toContain('dir="ltr"');
    expect(html).toContain('09:30 – 10:00');
    expect(html).toContain('الثلاثاء، 1 ديسمبر 2026');
    expect(html).toContain('بتوقيت المحامي');
  });

  it('shows text as text, whoever wrote it', () => {
    const html = htmlOf(letterOf({ ...news, otherName: `<script>alert("1")</script> & 'co'` }));
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
    expect(html).not.toContain('<script>');
  });

  it('keeps its subject on one line', () => {
    expect(letterOf({ ...news, otherName: 'Omar\r\nBcc: somebody@else.example' }).subject).toBe(
      'Confirmed: your consultation with Omar Bcc: somebody@else.example (MJ-7K2M9QX4TB)',
    );
  });

  it('names the amount and what of it is tax when the client has paid', () => {
    const text = textOf(letterOf(news)).replaceAll('\u00A0', ' ');
    expect(text).toContain('Paid: AED 577.50, of which VAT AED 27.50');
    expect(textOf(letterOf({ ...news, recipient: 'lawyer' }))).not.toContain('577.50');
  });

  it('tells apart what goes back, what does not, and what was never taken', () => {
    const told = (more: Partial<News>) =>
      textOf(letterOf({ ...news, kind: 'cancelled', cancelledBy: 'client', ...more })).replaceAll(
        '\u00A0',
        ' ',
      );
    expect(told({ refundMinor: 28_875 })).toContain('AED 288.75 goes back to the card');
    expect(told({ refundMinor: 0 })).toContain('no refund is due');
    expect(told({ isCharged: false, refundMinor: 57_750 })).toContain('has not been charged');
  });

  it('leads to the office, and to another time after a late payment', () => {
    const office = { address: 'Office 1802, Business Bay, Dubai', mapUrl: 'https://maps.example/?q=1&z=2' };
    const html = htmlOf(letterOf({ ...news, consultationType: 'in_person', office }));
    expect(html).toContain('Office 1802, Business Bay, Dubai');
    expect(html).toContain('href="https://maps.example/?q=1&amp;z=2"');
    expect(letterOf({ ...news, kind: 'late_payment_returned' }).button.url).toBe(news.bookAgainUrl);
    expect(letterOf({ ...news, kind: 'calendar_event_deleted' }).button.url).toBe(news.calendarsUrl);
  });

  it.each(everyone)('is whole: $kind to the $recipient, $locale, $consultationType', (who) => {
    const letter = letterOf({ ...news, ...who, minutesBefore: 60, cancelledBy: 'lawyer' });
    const written = [letter.subject, letter.heading, ...letter.paragraphs, textOf(letter), htmlOf(letter)];
    expect(written.every((text) => text.trim() !== '' && !/undefined|null|NaN|\[object/.test(text))).toBe(
      true,
    );
    expect(letter.subject).toContain(news.number);
    expect(/[؀-ۿ]/.test(letter.heading)).toBe(who.locale === 'ar');
  });
});

describe('a text message', () => {
  it.each(everyone)('fits into two segments: $kind to the $recipient, $locale, $consultationType', (who) => {
    for (const minutesBefore of [3, 60, 1440, 10_080]) {
      const text = smsOf({
        ...news,
        ...who,
        minutesBefore,
        zone: 'Asia/Kolkata',
        startAt: Date.UTC(2026, 8, 30, 18, 30),
        totalPriceMinor: 12_345_678,
        refundMinor: 12_345_678,
      });
      expect(segmentsOf(text)).toBeLessThanOrEqual(2);
      expect(text).toContain(news.number);
    }
  });

  it('carries the link where there is room for it, and no names', () => {
    const text = smsOf({ ...news, kind: 'reminder', minutesBefore: 60 });
    expect(text).toBe(
      `Majlis: your consultation MJ-7K2M9QX4TB starts in 1 hour: Tue 1 Dec 06:30 (GMT+0). ${news.url}`,
    );
  });

  it('counts segments as carriers do', () => {
    expect(segmentsOf('a'.repeat(160))).toBe(1);
    expect(segmentsOf('a'.repeat(161))).toBe(2);
    expect(segmentsOf(`${'a'.repeat(158)}€`)).toBe(1);
    expect(segmentsOf(`${'a'.repeat(159)}€`)).toBe(2);
    expect(segmentsOf('م'.repeat(70))).toBe(1);
    expect(segmentsOf('م'.repeat(134))).toBe(2);
    expect(segmentsOf('م'.repeat(135))).toBe(3);
  });
});
