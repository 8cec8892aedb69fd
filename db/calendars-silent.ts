import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { hours, minutes } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import type { Database } from './schema.ts';

/** A calendar is read every ten minutes, and asked about every six hours when it needs its owner. */
const silence = { usual: hours(1), needsOwner: hours(13), farewell: minutes(10) };

/**
 * Calendars of which nothing was heard for longer than their workflow would let pass: it never began, or somebody ended it.
 * Those too that were taken away and whose provider has not been told.
 */
export async function listSilentCalendars(
  db: Kysely<Database>,
  { now, limit }: { now: Instant; limit: number },
): Promise<string[]> {
  const before = (ms: number) => new Date(now - ms);
  const { rows } = await sql<{ id: string }>`
    select id from calendar_connection
    where updated_at < case status when 'needs_reauth' then ${before(silence.needsOwner)}::timestamptz
      else ${before(silence.usual)}::timestamptz end
    union all
    select connection_id from calendar_farewell where created_at < ${before(silence.farewell)}
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What could not be told to a provider within its time is not told any more. Returns how many those were. */
export async function deleteOldFarewells(db: Kysely<Database>, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('calendarFarewell')
    .where('createdAt', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
