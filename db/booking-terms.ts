import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ConsultationType, Locale } from '#domain/consultation.ts';
import type { Question } from '#domain/questionnaire.ts';
import type { Database } from './schema.ts';

/** What a booking is measured against, and what it takes from the account, before anything is written. */
export interface BookingTerms {
  /** Undefined when the lawyer does not sell this type. */
  durations: readonly number[] | undefined;
  questions: readonly Question[];
  /** Of the person who books; a partner's client has no account yet. */
  account: { locale: Locale; phone: string | null } | undefined;
}

export interface TermsQuestion {
  lawyerId: string;
  consultationType: ConsultationType;
  /** Undefined when a partner books for a client of theirs. */
  userId: string | undefined;
}

/** In one query. For a lawyer whom nobody knows there are no terms; that refusal comes later. */
export async function readBookingTerms(
  db: Kysely<Database>,
  { lawyerId, consultationType, userId }: TermsQuestion,
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
      sql<BookingTerms['account'] | null>`(
        select json_build_object('locale', locale, 'phone', phone) from app_user where id = ${userId ?? null}
      )`.as('account'),
    ])
    .executeTakeFirstOrThrow();
  return {
    durations: row.durations ?? undefined,
    questions: row.questions ?? [],
    account: row.account ?? undefined,
  };
}
