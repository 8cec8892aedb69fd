import type { CancellationPolicy, ConsultationType, Locale } from '#domain/consultation.ts';
import type { Question } from '#domain/questionnaire.ts';

type Bilingual = Readonly<Record<Locale, string>>;

/** A fixed fee for one duration, or an hourly rate for several. Amounts are whole dirhams. */
export type DemoPrice = { durations: number[] } & ({ fixedFeeAed: number } | { hourlyRateAed: number });

/** Open from and to on these weekdays (0–6 from Sunday). An end at or before the start is on the next day. */
export interface DemoHours {
  days: number[];
  from: string;
  to: string;
}

export interface DemoLawyer {
  email: string;
  name: Bilingual;
  headline: Bilingual;
  bio: Bilingual;
  licenceNumber: string;
  city: string;
  office: Bilingual;
  mapUrl: string;
  phone: string;
  timezone: string;
  languages: string[];
  specialties: string[];
  policy: CancellationPolicy;
  hours: DemoHours[];
  prices: Partial<Record<ConsultationType, DemoPrice>>;
  questions?: Partial<Record<ConsultationType, Question[]>>;
  bufferMinutes?: number;
  stepMinutes?: number;
  minNoticeMinutes?: number;
  maxAdvanceDays?: number;
  reminderMinutes?: number[];
}

export const WEEKDAYS = [1, 2, 3, 4, 5];
export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
