import { bookConsultation } from '#web/requests/consultations.ts';
import type { BookedConsultation } from '#web/requests/consultations.ts';
import { isPassing, problemOf } from '#web/requests/problem.ts';
import { attemptFor, keepAttempt, readAttempt } from './attempt.ts';
import type { BookingBody } from './request-body.ts';

const over: ReadonlySet<string> = new Set(['expired', 'cancelled', 'declined']);

/**
 * Sends the booking under the key of its attempt. No answer, or an answer that may pass, keeps the key for the next
 * press; a refusal ends the attempt. An attempt that has led to a consultation which is over by now (somebody comes
 * back after the hold) is followed by a new one.
 */
export async function book(body: BookingBody): Promise<BookedConsultation> {
  const booked = await bookOnce(body);
  if (!over.has(booked.status)) return booked;
  keepAttempt(sessionStorage, undefined);
  return bookOnce(body);
}

async function bookOnce(body: BookingBody): Promise<BookedConsultation> {
  const attempt = attemptFor(JSON.stringify(body), readAttempt(sessionStorage), () => crypto.randomUUID());
  keepAttempt(sessionStorage, attempt);
  try {
    return await bookConsultation(body, attempt.key);
  } catch (error) {
    const problem = problemOf(error);
    if (!isPassing(problem)) keepAttempt(sessionStorage, undefined);
    throw problem;
  }
}
