import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Somebody who begins pays for a few of those who never came back. */
const deletedMax = 100;

/** Authorisations that began before this cannot be answered any more. Any number of processes may do it at once. */
export async function deleteLapsedAuthorisations(db: Kysely<Database>, before: Date): Promise<void> {
  await sql`
    delete from calendar_authorisation where state_hash in (
      select state_hash from calendar_authorisation
      where created_at < ${before}
      order by created_at limit ${deletedMax} for update skip locked)`.execute(db);
}
