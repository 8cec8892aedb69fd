import type { Kysely, Selectable } from 'kysely';
import type { Locale } from '#domain/consultation.ts';
import type { Answers, Question } from '#domain/questionnaire.ts';
import type { Database } from './schema.ts';

/** What the client told with the booking. Written before the workflow starts, because it never passes through Temporal. */
export interface NewIntake {
  consultationId: string;
  clientId: string;
  /** Of a partner's client, as the partner calls it. */
  clientName?: string | undefined;
  locale: Locale;
  clientPhone?: string | undefined;
  notes?: string | undefined;
  /** As they were asked. */
  questions: readonly Question[];
  answers: Answers;
  documentIds: readonly string[];
}

export type Intake = Selectable<Database['intake']>;

/** The first one stays: the same key has the same body. */
export async function keepIntake(db: Kysely<Database>, intake: NewIntake): Promise<void> {
  await db
    .insertInto('intake')
    .values({
      ...intake,
      questions: JSON.stringify(intake.questions),
      answers: JSON.stringify(intake.answers),
      documentIds: [...intake.documentIds],
    })
    .onConflict((conflict) => conflict.column('consultationId').doNothing())
    .execute();
}

/** For the client and the lawyer only. */
export async function findIntake(db: Kysely<Database>, consultationId: string): Promise<Intake | undefined> {
  return await db
    .selectFrom('intake')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .executeTakeFirst();
}
