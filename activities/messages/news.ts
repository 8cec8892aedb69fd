import type { MessageKind } from '#activities/contract.ts';
import type { ConsultationType, Locale, Party } from '#domain/consultation.ts';

/** What there is to tell one person. Everything in it is meant for this person's eyes. */
export interface News {
  kind: MessageKind;
  recipient: Party;
  locale: Locale;
  /** How the recipient and the other side are called in the recipient's language. */
  recipientName: string;
  otherName: string;
  /** The zones of the recipient and of the other side. */
  zone: string;
  otherZone: string;
  consultationId: string;
  number: string;
  consultationType: ConsultationType;
  startAt: number;
  endAt: number;
  office: { address: string; mapUrl?: string | undefined };
  totalPriceMinor: number;
  vatMinor: number;
  currency: string;
  /** For reminders. */
  minutesBefore?: number | undefined;
  /** For cancellations: who cancelled, whether money had been taken, and how much of it goes back. */
  cancelledBy?: 'client' | 'lawyer' | 'operator' | undefined;
  isCharged: boolean;
  refundMinor: number;
  /** The consultation's page, and the page on which the client can choose another time. */
  url: string;
  bookAgainUrl: string;
  /** Where the lawyer sees to calendars. */
  calendarsUrl: string;
}

/** The words of one language. Names, amounts and times are put in by `letterOf`. */
export interface Wording {
  brand: string;
  direction: 'ltr' | 'rtl';
  greeting(name: string): string;
  subject(news: News, said: Said): string;
  heading(news: News, said: Said): string;
  paragraphs(news: News, said: Said): string[];
  button(news: News): string;
  /** For a phone's lock screen: no names. */
  sms(news: News, said: Said): string;
  labels: Readonly<
    Record<'yourTime' | 'clientTime' | 'lawyerTime' | 'with' | 'kind' | 'where' | 'paid' | 'number', string>
  >;
  kindOf(type: ConsultationType, minutes: number): string;
  map: string;
  vatIncluded: (amount: string) => string;
  footer: string;
}

/** What of the news needs a calendar, a clock or a currency, as it is said in the recipient's language. */
export interface Said {
  date: string;
  short: string;
  until: string;
  refund: string;
}

export interface Fact {
  label: string;
  lines: readonly string[];
  link?: { text: string; url: string } | undefined;
}

/** One e-mail before it is laid out. */
export interface Letter {
  locale: Locale;
  direction: 'ltr' | 'rtl';
  brand: string;
  subject: string;
  heading: string;
  greeting: string;
  paragraphs: readonly string[];
  /** Shown large, to be read off or copied. */
  code?: string;
  facts: readonly Fact[];
  button: { label: string; url: string };
  footer: string;
}
