import type { Insertable, Kysely } from 'kysely';
import type { ConsultationEvent } from './rows/consultations.ts';
import type { Database } from './schema.ts';

/** One line of the append-only log. Written in the transaction that makes the change. */
export async function appendEvent(
  db: Kysely<Database>,
  {
    data,
    ...event
  }: Omit<Insertable<Database['consultationEvent']>, 'data'> & { data?: Readonly<Record<string, unknown>> },
): Promise<void> {
  await db
    .insertInto('consultationEvent')
    .values({ ...event, ...(data && { data: JSON.stringify(data) }) })
    .execute();
}

/** The whole life of the consultation, in order; it has few events, and 500 is the most that is ever shown. */
export async function listEvents(db: Kysely<Database>, consultationId: string): Promise<ConsultationEvent[]> {
  return await db
    .selectFrom('consultationEvent')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .orderBy('revision')
    .limit(500)
    .execute();
}
