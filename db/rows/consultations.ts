import type { Answers, Question } from '#domain/questionnaire.ts';
import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type {
  Actor,
  CancellationPolicy,
  ConsultationStatus,
  ConsultationType,
  Locale,
} from '#domain/consultation.ts';
import type { CreatedAt, Timestamp, OptionalTimestamp, DefaultTimestamp } from './columns.ts';

export interface ConsultationTable {
  id: string;
  number: string;
  clientId: string;
  lawyerId: string;
  partnerId: string | null;
  consultationType: ConsultationType;
  status: ConsultationStatus;
  revision: number;
  startAt: Timestamp;
  endAt: Timestamp;
  bufferMinutes: number;
  blockEndAt: Timestamp;
  clientTimezone: string;
  lawyerTimezone: string;
  currency: string;
  basePriceMinor: number;
  platformFeeMinor: number;
  vatMinor: number;
  totalPriceMinor: number;
  platformFeeBps: number;
  vatBps: number;
  cancellationPolicy: CancellationPolicy;
  reminderMinutes: number[];
  instantBooking: boolean;
  holdExpiresAt: Timestamp;
  confirmedAt: OptionalTimestamp;
  cancelledBy: 'client' | 'lawyer' | 'operator' | null;
  cancelReason: string | null;
  noShowBy: 'client' | 'lawyer' | 'both' | null;
  needsAttention: Generated<boolean>;
  attentionReason: string | null;
  createdAt: Timestamp;
  updatedAt: DefaultTimestamp;
}

export interface ConsultationEventTable {
  id: Generated<number>;
  consultationId: string;
  revision: number;
  kind: string;
  fromStatus: ConsultationStatus | null;
  toStatus: ConsultationStatus;
  actorKind: Actor['kind'];
  actorId: string | null;
  reason: string | null;
  data: ColumnType<Record<string, unknown>, string | undefined, never>;
  at: Timestamp;
  recordedAt: CreatedAt;
}

export interface IntakeTable {
  consultationId: string;
  clientId: string;
  clientName: string | null;
  locale: Locale;
  clientPhone: string | null;
  notes: string | null;
  questions: ColumnType<Question[], string | undefined, never>;
  answers: ColumnType<Answers, string | undefined, never>;
  documentIds: Generated<string[]>;
  createdAt: CreatedAt;
}

export interface NoteTable {
  commandId: string;
  consultationId: string;
  authorId: string;
  text: string;
  createdAt: CreatedAt;
}

export interface DocumentTable {
  id: Generated<string>;
  ownerId: string;
  consultationId: string | null;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: Buffer;
  createdAt: CreatedAt;
}

export interface DocumentContentTable {
  documentId: string;
  bytes: Buffer;
}

export type Consultation = Selectable<ConsultationTable>;
export type NewConsultation = Insertable<ConsultationTable>;
export type ConsultationEvent = Selectable<ConsultationEventTable>;
