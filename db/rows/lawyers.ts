import type { Question } from '#domain/questionnaire.ts';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CancellationPolicy, ConsultationType } from '#domain/consultation.ts';
import type { CreatedAt, OptionalTimestamp, DefaultTimestamp, Json } from './columns.ts';

export type LawyerStatus = 'applied' | 'listed' | 'refused' | 'suspended';
export type OverrideKind = 'blocked' | 'holiday' | 'custom_hours' | 'partial_block';

export interface LawyerTable {
  id: Generated<string>;
  userId: string;
  status: Generated<LawyerStatus>;
  nameEn: string;
  nameAr: string;
  headlineEn: Generated<string>;
  headlineAr: Generated<string>;
  bioEn: Generated<string>;
  bioAr: Generated<string>;
  licenceNumber: string;
  city: Generated<string>;
  specialties: Generated<string[]>;
  languages: Generated<string[]>;
  officeAddressEn: Generated<string>;
  officeAddressAr: Generated<string>;
  officeMapUrl: string | null;
  cancellationPolicy: Generated<CancellationPolicy>;
  listedAt: OptionalTimestamp;
  listedBy: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface AvailabilityTable {
  lawyerId: string;
  timezone: Generated<string>;
  bufferMinutes: Generated<number>;
  stepMinutes: Generated<number>;
  minNoticeMinutes: Generated<number>;
  maxAdvanceDays: Generated<number>;
  instantBooking: Generated<boolean>;
  isActive: Generated<boolean>;
  reminderMinutes: Generated<number[]>;
  limitPerDay: number | null;
  limitPerWeek: number | null;
  version: Generated<number>;
  updatedAt: DefaultTimestamp;
}

export interface AvailabilityWindowTable {
  id: Generated<string>;
  lawyerId: string;
  dayOfWeek: number;
  startMinute: number;
  endMinute: number;
}

export interface AvailabilityOverrideTable {
  id: Generated<string>;
  lawyerId: string;
  kind: OverrideKind;
  /** Local dates: `2026-11-24`. */
  startDate: string;
  endDate: string;
  startMinute: number | null;
  endMinute: number | null;
  name: Generated<string>;
  importedYear: number | null;
}

export interface PriceTable {
  lawyerId: string;
  consultationType: ConsultationType;
  fixedFeeMinor: number | null;
  hourlyRateMinor: number | null;
  durations: number[];
  currency: Generated<string>;
  isActive: Generated<boolean>;
  bufferMinutes: number | null;
  minNoticeMinutes: number | null;
  stepMinutes: number | null;
}

export interface QuestionnaireTable {
  lawyerId: string;
  consultationType: ConsultationType;
  questions: Json<Question[]>;
  updatedAt: DefaultTimestamp;
}

export type Lawyer = Selectable<LawyerTable>;
export type Price = Selectable<PriceTable>;

/** A word as the search compares it. */
export interface SearchWordTable {
  word: string;
  sound: ColumnType<string, never, never>;
}

export interface LawyerWordTable {
  word: string;
  lawyerId: string;
}

/** `any`, or one type of consultation. */
export type FreeScope = ConsultationType | 'any';

export interface NextFreeTable {
  lawyerId: string;
  scope: FreeScope;
  /** Minutes since the epoch. */
  passes: Generated<number[]>;
  starts: Generated<number[]>;
  knownFrom: Generated<number>;
  knownUntil: Generated<number>;
  kept: Generated<number>;
  firstPass: ColumnType<number, never, never>;
  firstStart: ColumnType<number, never, never>;
}

export interface NextFreeVoidTable {
  lawyerId: string;
  /** A transaction's number, longer than a safe integer may be. */
  madeBy: Generated<string>;
}
