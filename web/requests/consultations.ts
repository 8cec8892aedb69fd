import type {
  CancellationPolicy,
  ConsultationStatus,
  ConsultationType,
  ReasonCode,
} from '#domain/consultation.ts';
import type { Question } from '#domain/questionnaire.ts';
import type { BookingBody } from '#web/booking/request-body.ts';
import type { Bilingual } from './lawyers.ts';
import { send } from './send.ts';
import type { Listing } from './send.ts';

export interface BookedConsultation {
  id: string;
  consultationNumber: string;
  status: ConsultationStatus;
  scheduledAt: string;
  totalPrice: number;
  currency: string;
  paymentUrl: string | null;
  holdExpiresAt: string;
}

export interface ConsultationSummary {
  id: string;
  consultationNumber: string;
  consultationType: ConsultationType;
  status: ConsultationStatus;
  scheduledAt: string;
  durationMinutes: number;
  totalPrice: number;
  currency: string;
  needsAttention: boolean;
  lawyer: { id: string; name: Bilingual };
  client: { name: string };
}

export interface TimelineEvent {
  kind: string;
  at: string;
  toStatus: ConsultationStatus;
  actorKind: string;
}

export interface Consultation extends ConsultationSummary {
  basePrice: number;
  platformFee: number;
  vat: number;
  cancellationPolicy: CancellationPolicy;
  clientTimezone: string;
  lawyerTimezone: string;
  holdExpiresAt: string;
  confirmedAt: string | null;
  cancelledBy: string | null;
  clientNotes: string | null;
  clientPhone: string | null;
  questions: Question[];
  answers: Record<string, string | boolean>;
  documents: { id: string; name: string; sizeBytes: number }[];
  payment: { status: string; paymentUrl: string | null; captured: number; refunded: number } | null;
  meeting: {
    status: string;
    present: string[];
    officeAddress: Bilingual | null;
    officeMapUrl: string | null;
  } | null;
  timeline: TimelineEvent[];
}

export async function bookConsultation(
  body: BookingBody,
  idempotencyKey: string,
): Promise<BookedConsultation> {
  const headers = { 'idempotency-key': idempotencyKey };
  const answer = await send<{ consultation: BookedConsultation }>('POST', '/api/consultations', {
    body,
    headers,
  });
  return answer.consultation;
}

export async function getConsultation(id: string, signal?: AbortSignal): Promise<Consultation> {
  const path = `/api/consultations/${id}`;
  const answer = await send<{ consultation: Consultation }>('GET', path, signal ? { signal } : {});
  return answer.consultation;
}

export async function listConsultations(
  query: { when?: 'upcoming' | 'past'; role?: 'client' | 'lawyer'; cursor?: string | undefined },
  signal: AbortSignal,
): Promise<Listing<ConsultationSummary>> {
  return send('GET', '/api/consultations', { query, signal });
}

export async function checkPayment(id: string): Promise<void> {
  await send('POST', `/api/consultations/${id}/payment/check`, { body: {} });
}

export interface Quote {
  refund: number;
  currency: string;
  rule: string;
  validUntil: string | null;
}

export async function getQuote(id: string, signal?: AbortSignal): Promise<Quote> {
  return send('GET', `/api/consultations/${id}/cancellation`, signal ? { signal } : {});
}

export async function cancelConsultation(
  id: string,
  order: { reasonCode: ReasonCode; note?: string; expectedRefund: number },
): Promise<void> {
  await send('POST', `/api/consultations/${id}/cancel`, { body: order });
}
