import { describe, expect, it } from 'vitest';
import { calendarLetter } from './calendar-letter.ts';
import type { CalendarNews } from './calendar-letter.ts';
import { htmlOf, textOf } from './layout.ts';

const news: CalendarNews = {
  status: 'failing',
  locale: 'en',
  name: 'Omar Al Nuaimi',
  provider: 'google',
  account: 'omar@example.com',
  zone: 'Asia/Dubai',
  closesSlotsAt: Date.UTC(2026, 11, 1, 6, 30),
  url: 'http://localhost:3000/lawyer/calendars',
};

const everyone = (['failing', 'needs_reauth'] as const).flatMap((status) =>
  (['en', 'ar'] as const).flatMap((locale) =>
    (['google', 'outlook', 'ics'] as const).map((provider) => ({ status, locale, provider })),
  ),
);

describe('the e-mail about a calendar', () => {
  it.each(everyone)('is whole: $status, $locale, $provider', (which) => {
    const letter = calendarLetter({ ...news, ...which });
    for (const text of [letter.subject, letter.heading, textOf(letter), htmlOf(letter)]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    }
    expect(textOf(letter)).toContain(news.url);
  });

  it("says in the lawyer's own time until when times are offered", () => {
    const until = 'Tuesday, 1 December 2026, 10:30 (Gulf Standard Time, GMT+4)';
    expect(textOf(calendarLetter(news))).toContain(`Until ${until} clients are offered times`);
  });

  it('tells what is tried again by itself from what only the lawyer can mend', () => {
    expect(textOf(calendarLetter(news))).toContain('there may be nothing for you to do');
    expect(calendarLetter({ ...news, status: 'needs_reauth' }).button.label).toBe('Connect it again');
  });

  it('is Arabic from right to left', () => {
    const html = htmlOf(calendarLetter({ ...news, locale: 'ar' }));
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('<bdi>omar@example.com</bdi>');
  });
});
