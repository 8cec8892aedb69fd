import { randomUUID } from 'node:crypto';
import T from 'typebox';
import type { Static } from 'typebox';
import { Parse } from 'typebox/value';
import { vi } from 'vitest';
import { BookedConsultation, ConsultationDetail } from '#api/consultations/consultation-schemas.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { hours, minutes } from '#domain/instant.ts';
import { ask } from './http.ts';
import type { Answer } from './http.ts';
import type { LawyerPerson, Person } from './people.ts';
import { ledgerOf, payAt } from './sandbox.ts';

export type Booked = Static<typeof BookedConsultation>;
export type Detail = Static<typeof ConsultationDetail>;

/** The first half hour, on which slots begin, at least so far from now. */
export function startIn(hoursAhead: number): Date {
  return new Date(Math.ceil((Date.now() + hours(hoursAhead)) / minutes(30)) * minutes(30));
}

/** The body of a booking of an hour by video. */
export function wishOf({ lawyerId }: Pick<LawyerPerson, 'lawyerId'>, startAt: Date, fields: object = {}) {
  return {
    lawyerId,
    consultationType: 'video',
    scheduledAt: startAt.toISOString(),
    durationMinutes: 60,
    clientTimezone: 'Asia/Dubai',
    ...fields,
  };
}
export type Wish = ReturnType<typeof wishOf>;

/** Asks for a booking, with a new key unless one is given. */
export function askToBook(
  client: Person,
  wish: Wish,
  { key = randomUUID(), signal }: { key?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  return ask('POST', '/api/consultations', {
    by: client,
    body: wish,
    headers: { 'idempotency-key': key },
    ...(signal && { signal }),
  });
}

/** The consultation in the answer of a booking that was taken. */
export function bookedIn({ status, body }: Answer): Booked {
  if (status !== 201) throw new Error(`the booking was answered with ${status}: ${JSON.stringify(body)}`);
  return Parse(T.Object({ consultation: BookedConsultation }), body).consultation;
}

export async function book(client: Person, lawyer: LawyerPerson, startAt: Date): Promise<Booked> {
  return bookedIn(await askToBook(client, wishOf(lawyer, startAt)));
}

export async function detailFor(party: Person, id: string): Promise<Detail> {
  const { status, body } = await ask('GET', `/api/consultations/${id}`, { by: party });
  if (status !== 200) throw new Error(`reading it was answered with ${status}: ${JSON.stringify(body)}`);
  return Parse(T.Object({ consultation: ConsultationDetail }), body).consultation;
}

/** Asks until the consultation has this status; what is read then is returned. */
export function untilStatus(
  party: Person,
  id: string,
  status: ConsultationStatus,
  withinMs = 30_000,
): Promise<Detail> {
  return vi.waitFor(
    async () => {
      const detail = await detailFor(party, id);
      if (detail.status !== status) throw new Error(`it is ${detail.status} and not ${status}`);
      return detail;
    },
    { timeout: withinMs, interval: 100 },
  );
}

/** The one checkout of this consultation, as soon as Stripe has it. */
export function sessionOf(id: string, withinMs = 15_000): Promise<string> {
  return vi.waitFor(
    async () => {
      const [session] = (await ledgerOf(id)).sessions;
      if (!session) throw new Error('there is no checkout');
      return session.id;
    },
    { timeout: withinMs, interval: 100 },
  );
}

/** Books, pays, and waits until it is confirmed. */
export async function bookAndPay(client: Person, lawyer: LawyerPerson, startAt: Date): Promise<Detail> {
  const { id } = await book(client, lawyer, startAt);
  await payAt(await sessionOf(id));
  return untilStatus(client, id, 'confirmed');
}
