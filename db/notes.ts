import type { Insertable, Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Keeps the remark of a command under the command's id; the first one stays. */
export async function keepNote(
  db: Kysely<Database>,
  note: Omit<Insertable<Database['note']>, 'createdAt'>,
): Promise<void> {
  await db
    .insertInto('note')
    .values(note)
    .onConflict((conflict) => conflict.column('commandId').doNothing())
    .execute();
}

export interface Note {
  commandId: string;
  authorId: string;
  text: string;
  createdAt: Date;
}

/** For the parties only, the oldest first. */
export async function listNotes(db: Kysely<Database>, consultationId: string): Promise<Note[]> {
  return await db
    .selectFrom('note')
    .where('consultationId', '=', consultationId)
    .select(['commandId', 'authorId', 'text', 'createdAt'])
    .orderBy('createdAt')
    .limit(100)
    .execute();
}
