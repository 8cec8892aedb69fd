import type { BookingBody } from '#web/booking/request-body.ts';
import type { components, paths } from '#web/schema.d.ts';
import { answerOf, client, settled } from './client.ts';
import type { Answer, Listing } from './client.ts';

export type Consultation = components['schemas']['Consultation'];
export type ConsultationItem = Answer<paths['/api/consultations']['get']>['data'][number];
export type TimelineEntry = Consultation['timeline'][number];
export type Meeting = NonNullable<Consultation['meeting']>;
export type Presence = Meeting['presence']['client'];
export type Quote = Answer<paths['/api/consultations/{id}/cancellation']['get']>;
export type Cancellation =
  paths['/api/consultations/{id}/cancel']['post']['requestBody']['content']['application/json'];
export type BookedConsultation =
  paths['/api/consultations']['post']['responses'][201]['content']['application/json']['consultation'];

export async function bookConsultation(
  body: BookingBody,
  idempotencyKey: string,
): Promise<BookedConsultation> {
  const params = { header: { 'idempotency-key': idempotencyKey } };
  return (await answerOf(client.POST('/api/consultations', { params, body }))).consultation;
}

export async function getConsultation(id: string, signal: AbortSignal): Promise<Consultation> {
  return (await answerOf(client.GET('/api/consultations/{id}', { params: { path: { id } }, signal })))
    .consultation;
}

type ListQuery = NonNullable<paths['/api/consultations']['get']['parameters']['query']>;

export async function listConsultations(
  query: ListQuery,
  signal: AbortSignal,
): Promise<Listing<ConsultationItem>> {
  return answerOf(client.GET('/api/consultations', { params: { query }, signal }));
}

/** Asks for a look at the payment now; what it finds shows in the consultation. */
export async function checkPayment(id: string): Promise<void> {
  await settled(client.POST('/api/consultations/{id}/payment/check', { params: { path: { id } } }));
}

export async function getQuote(id: string, signal: AbortSignal): Promise<Quote> {
  return answerOf(client.GET('/api/consultations/{id}/cancellation', { params: { path: { id } }, signal }));
}

export async function cancelConsultation(
  id: string,
  body: Cancellation,
  idempotencyKey: string,
): Promise<void> {
  const params = { path: { id }, header: { 'idempotency-key': idempotencyKey } };
  await answerOf(client.POST('/api/consultations/{id}/cancel', { params, body }));
}
