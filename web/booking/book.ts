import { bookConsultation } from '#web/requests/consultations.ts';
import type { BookedConsultation } from '#web/requests/consultations.ts';
import { isPassing, problemOf } from '#web/requests/problem.ts';
import { attemptFor, keepAttempt, readAttempt } from './attempt.ts';
import type { BookingBody } from './request-body.ts';

const over: ReadonlySet<string> = new Set(['expired', 'cancelled', 'declined']);

/** How a booking is sent, where its attempt is kept, and where new keys come from. */
export interface Desk {
  send: (body: BookingBody, idempotencyKey: string) => Promise<BookedConsultation>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  newKey: () => string;
}

/**
 * Sends the booking under the key of its attempt. No answer, or an answer that may pass, keeps the key for the next
 * press; a refusal ends the attempt. An attempt that has led to a consultation which is over by now (somebody comes
 * back after the hold) is followed by a new one.
 */
export async function book(body: BookingBody, desk: Desk = deskOfThisPage()): Promise<BookedConsultation> {
  const booked = await bookOnce(body, desk);
  if (!over.has(booked.status)) return booked;
  keepAttempt(desk.storage, undefined);
  return bookOnce(body, desk);
}

async function bookOnce(body: BookingBody, { send, storage, newKey }: Desk): Promise<BookedConsultation> {
  const attempt = attemptFor(JSON.stringify(body), readAttempt(storage), newKey);
  keepAttempt(storage, attempt);
  try {
    return await send(body, attempt.key);
  } catch (error) {
    const problem = problemOf(error);
    if (!isPassing(problem)) keepAttempt(storage, undefined);
    throw problem;
  }
}

function deskOfThisPage(): Desk {
  return { send: bookConsultation, storage: sessionStorage, newKey: () => crypto.randomUUID() };
}
