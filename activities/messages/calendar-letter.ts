import type { Locale } from '#domain/consultation.ts';
import type { Letter } from './news.ts';
import { dateText, timeText, zoneText } from './wall-clock.ts';

/** What there is to tell a lawyer of a calendar that cannot be read. */
export interface CalendarNews {
  /** Whether it is tried again by itself, or the lawyer has to connect it anew. */
  status: 'failing' | 'needs_reauth';
  locale: Locale;
  name: string;
  provider: 'google' | 'outlook' | 'ics';
  account: string;
  zone: string;
  /** Until then clients are offered times by what was read last. */
  closesSlotsAt: number;
  url: string;
}

interface CalendarWording extends Pick<Letter, 'direction' | 'brand' | 'footer'> {
  greeting: (name: string) => string;
  providers: Readonly<Record<CalendarNews['provider'], string>>;
  labels: { calendar: string; account: string; until: string };
  statuses: Readonly<
    Record<
      CalendarNews['status'],
      {
        subject: (calendar: string) => string;
        heading: string;
        text: (calendar: string) => string;
        button: string;
      }
    >
  >;
  closing: (until: string) => string;
  nothingCancelled: string;
}

const english: CalendarWording = {
  brand: 'Majlis',
  direction: 'ltr',
  greeting: (name) => `Dear ${name},`,
  providers: { google: 'Google Calendar', outlook: 'Outlook', ics: 'Calendar by address' },
  labels: { calendar: 'Calendar', account: 'Account', until: 'Times are offered until' },
  statuses: {
    failing: {
      subject: (calendar) => `Majlis cannot read your calendar: ${calendar}`,
      heading: 'Your calendar cannot be read just now',
      text: (calendar) =>
        `For more than an hour we have not been able to read ${calendar}. We go on trying, and there may be nothing for you to do.`,
      button: 'See your calendars',
    },
    needs_reauth: {
      subject: (calendar) => `Please connect ${calendar} to Majlis again`,
      heading: 'Your calendar has to be connected again',
      text: (calendar) =>
        `${calendar} does not let us in any more. This happens when access is withdrawn, when a password changes, or when it has not been used for a long time.`,
      button: 'Connect it again',
    },
  },
  closing: (until) =>
    `Until ${until} clients are offered times by what we last read. After that they are offered none, so that nobody books over an appointment that we cannot see.`,
  nothingCancelled: 'Consultations that are booked take place as booked.',
  footer: 'You receive this message because you have connected a calendar to Majlis.',
};

const arabic: CalendarWording = {
  brand: 'مجلس',
  direction: 'rtl',
  greeting: (name) => `مرحباً ${name}،`,
  providers: { google: 'تقويم Google', outlook: 'تقويم Outlook', ics: 'تقويم بعنوان' },
  labels: { calendar: 'التقويم', account: 'الحساب', until: 'تُعرض الأوقات حتى' },
  statuses: {
    failing: {
      subject: (calendar) => `تعذّرت على مجلس قراءة تقويمكم: ${calendar}`,
      heading: 'تعذّرت قراءة تقويمكم حالياً',
      text: (calendar) =>
        `منذ أكثر من ساعة لم نتمكن من قراءة ${calendar}. نواصل المحاولة، وقد لا يلزمكم فعل أي شيء.`,
      button: 'عرض تقاويمكم',
    },
    needs_reauth: {
      subject: (calendar) => `نرجو إعادة ربط ${calendar} بمجلس`,
      heading: 'يلزم ربط تقويمكم من جديد',
      text: (calendar) =>
        `لم يعد ${calendar} يسمح لنا بالدخول. يحدث ذلك عند سحب الإذن أو تغيير كلمة المرور أو بعد مدة طويلة من عدم الاستخدام.`,
      button: 'إعادة الربط',
    },
  },
  closing: (until) =>
    `حتى ${until} تُعرض الأوقات على العملاء بحسب آخر قراءة لتقويمكم. وبعد ذلك لا يُعرض أي وقت، كي لا يُحجز موعد فوق ارتباط لا نراه.`,
  nothingCancelled: 'أما الاستشارات المحجوزة فتُعقد في مواعيدها.',
  footer: 'تصلكم هذه الرسالة لأنكم ربطتم تقويماً بمجلس.',
};

const wordings: Readonly<Record<Locale, CalendarWording>> = { en: english, ar: arabic };

/** The e-mail about a calendar that cannot be read, in the lawyer's language and zone. */
export function calendarLetter(news: CalendarNews): Letter {
  const { locale, zone, status, closesSlotsAt } = news;
  const { providers, statuses, labels, closing, nothingCancelled, ...wording } = wordings[locale];
  const calendar = providers[news.provider];
  const { subject, heading, text, button } = statuses[status];
  const clock = `${timeText(closesSlotsAt, zone, locale)} (${zoneText(closesSlotsAt, zone, locale)})`;
  const until = `${dateText(closesSlotsAt, zone, locale)}${locale === 'ar' ? '، ' : ', '}${clock}`;
  return {
    locale,
    direction: wording.direction,
    brand: wording.brand,
    footer: wording.footer,
    greeting: wording.greeting(news.name),
    subject: subject(calendar),
    heading,
    paragraphs: [text(calendar), closing(until), nothingCancelled],
    facts: [
      { label: labels.calendar, lines: [calendar] },
      ...(news.account === '' ? [] : [{ label: labels.account, lines: [news.account] }]),
      { label: labels.until, lines: [until] },
    ],
    button: { label: button, url: news.url },
  };
}
