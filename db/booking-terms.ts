import type { Kysely } from 'kysely';
import type { ConsultationType } from '#domain/consultation.ts';
import type { Question } from '#domain/questionnaire.ts';
import type { Database } from './schema.ts';

/** What a booking is measured against before anything is written. */
export interface BookingTerms {
  /** Undefined when the lawyer does not sell this type. */
  durations: readonly number[] | undefined;
  questions: readonly Question[];
}

/** In one query. For a lawyer whom nobody knows there are no terms; that refusal comes later. */
export async function readBookingTerms(
  db: Kysely<Database>,
  { lawyerId, consultationType }: { lawyerId: string; consultationType: ConsultationType },
): Promise<BookingTerms> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('price')
        .where('lawyerId', '=', lawyerId)
        .where('consultationType', '=', consultationType)
        .where('isActive', '=', true)
        .select('durations')
        .as('durations'),
      eb
        .selectFrom('questionnaire')
        .where('lawyerId', '=', lawyerId)
        .where('consultationType', '=', consultationType)
        .select('questions')
        .as('questions'),
    ])
    .executeTakeFirstOrThrow();
  return { durations: row.durations ?? undefined, questions: row.questions ?? [] };
}
