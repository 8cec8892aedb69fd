import type { Kysely, Selectable } from 'kysely';
import type { CalendarAuthorisationTable } from './rows/calendars.ts';
import type { Database } from './schema.ts';

export type CalendarAuthorisation = Selectable<CalendarAuthorisationTable>;

/** A lawyer was sent to the provider, and is expected back with this state. */
export async function startAuthorisation(
  db: Kysely<Database>,
  authorisation: Omit<CalendarAuthorisation, 'createdAt'>,
): Promise<void> {
  await db.insertInto('calendarAuthorisation').values(authorisation).execute();
}

/** The authorisation of this state, once. Undefined when there is none, when it was taken, or when it is older than `after`. */
export async function takeAuthorisation(
  db: Kysely<Database>,
  { stateHash, after }: { stateHash: Buffer; after: Date },
): Promise<CalendarAuthorisation | undefined> {
  const taken = await db
    .deleteFrom('calendarAuthorisation')
    .where('stateHash', '=', stateHash)
    .returningAll()
    .executeTakeFirst();
  return taken && taken.createdAt > after ? taken : undefined;
}
