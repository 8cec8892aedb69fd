import type { Kysely } from 'kysely';
import type { ConsultationType } from '#domain/consultation.ts';
import type { Question } from '#domain/questionnaire.ts';
import type { Database } from './schema.ts';

/** What the lawyer asks before this type of consultation; nothing when no questionnaire was made. */
export async function listQuestions(
  db: Kysely<Database>,
  lawyerId: string,
  consultationType: ConsultationType,
): Promise<Question[]> {
  const questionnaire = await db
    .selectFrom('questionnaire')
    .where('lawyerId', '=', lawyerId)
    .where('consultationType', '=', consultationType)
    .select('questions')
    .executeTakeFirst();
  return questionnaire?.questions ?? [];
}

/** Answers that were given keep the questions they were given to. */
export async function replaceQuestions(
  db: Kysely<Database>,
  { lawyerId, consultationType }: { lawyerId: string; consultationType: ConsultationType },
  questions: readonly Question[],
): Promise<void> {
  const changed = { questions: JSON.stringify(questions), updatedAt: new Date() };
  await db
    .insertInto('questionnaire')
    .values({ lawyerId, consultationType, ...changed })
    .onConflict((conflict) => conflict.columns(['lawyerId', 'consultationType']).doUpdateSet(changed))
    .execute();
}
