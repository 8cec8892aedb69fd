import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Instant, Interval } from '#domain/instant.ts';
import type { CalendarConnection } from './rows/calendars.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

export interface WholeReading {
  connectionId: string;
  /** When the reading began: what changed after this may be missing. */
  readAt: Instant;
  /** All busy times, in order and apart from each other. They take the place of those that were there. */
  busy: readonly Interval[];
}

/**
 * The calendar was read: its busy times are replaced as a whole, and it is healthy. Rows that stay the same are not touched,
 * so that a calendar in which nothing happens costs nothing. Undefined when the connection is gone.
 */
export async function recordReading(
  db: Kysely<Database>,
  { connectionId, readAt, busy }: WholeReading,
): Promise<{ changed: boolean } | undefined> {
  return await inTransaction(db, async (trx) => {
    const healthy = { status: 'active', failingSince: null, failureCode: null, toldAt: null } as const;
    const connection = await trx
      .updateTable('calendarConnection')
      .where('id', '=', connectionId)
      .set({ ...healthy, syncedAt: new Date(readAt), updatedAt: new Date() })
      .returning('id')
      .executeTakeFirst();
    if (!connection) return undefined;
    const wanted = sql`(
      select to_timestamp(start_ms / 1000.0) as start_at, to_timestamp(end_ms / 1000.0) as end_at
      from unnest(${busy.map(({ start }) => start)}::float8[], ${busy.map(({ end }) => end)}::float8[])
        as wanted (start_ms, end_ms))`;
    const removed = await sql`
      delete from calendar_busy where connection_id = ${connectionId}
        and (start_at, end_at) not in ${wanted}`.execute(trx);
    const added = await sql`
      insert into calendar_busy (connection_id, start_at, end_at)
      select ${connectionId}::uuid, start_at, end_at from ${wanted} as wanted
      where (start_at, end_at) not in (
        select start_at, end_at from calendar_busy where connection_id = ${connectionId})`.execute(trx);
    return { changed: Number(removed.numAffectedRows ?? 0) + Number(added.numAffectedRows ?? 0) > 0 };
  });
}

export interface FailedReading {
  connectionId: string;
  status: 'failing' | 'needs_reauth';
  /** A code of ours, or of the provider's: never its words. */
  code: string;
  at: Instant;
}

/**
 * The calendar could not be read. It fails since the first time, and who needs the lawyer needs the lawyer until then.
 * Returns the connection as it is now; undefined when it is gone.
 */
export async function recordFailure(
  db: Kysely<Database>,
  { connectionId, status, code, at }: FailedReading,
): Promise<CalendarConnection | undefined> {
  return await db
    .updateTable('calendarConnection')
    .where('id', '=', connectionId)
    .set((eb) => ({
      status: sql<'failing' | 'needs_reauth'>`
        case when status = 'needs_reauth' then status else ${status} end`,
      failingSince: eb.fn.coalesce(eb.ref('failingSince'), eb.val(new Date(at))),
      failureCode: sql<string>`case when status = 'needs_reauth' then failure_code else ${code} end`,
      // That it mends itself perhaps was all they were told so far.
      toldAt: sql<Date | null>`
        case when status <> 'needs_reauth' and ${status} = 'needs_reauth' then null else told_at end`,
      updatedAt: new Date(),
    }))
    .returningAll()
    .executeTakeFirst();
}

/** The lawyer was told of this failure, and is not told again until the calendar has been read. */
export async function recordTold(
  db: Kysely<Database>,
  { connectionId, failingSince, at }: { connectionId: string; failingSince: Date; at: Date },
): Promise<void> {
  await db
    .updateTable('calendarConnection')
    .where('id', '=', connectionId)
    .where('failingSince', '=', failingSince)
    .set({ toldAt: at })
    .execute();
}

export interface CalendarChannel {
  channelId: string;
  channelResourceId: string | null;
  channelSecret: string;
  channelExpiresAt: Date;
}

/** The channel that the provider uses from now on; undefined: none. */
export async function recordChannel(
  db: Kysely<Database>,
  connectionId: string,
  channel: CalendarChannel | undefined,
): Promise<void> {
  const none = { channelId: null, channelResourceId: null, channelSecret: null, channelExpiresAt: null };
  await db
    .updateTable('calendarConnection')
    .where('id', '=', connectionId)
    .set({ ...none, ...channel })
    .execute();
}

/**
 * A provider gave a new refresh token for the one that was used. Under the row's lock, and only while that one is still
 * there: of two that came at once the first stays. Returns whether it was written.
 */
export async function replaceSecret(
  db: Kysely<Database>,
  { connectionId, used, next }: { connectionId: string; used: string; next: string },
): Promise<boolean> {
  return await inTransaction(db, async (trx) => {
    const row = await trx
      .selectFrom('calendarConnection')
      .where('id', '=', connectionId)
      .select('secret')
      .forUpdate()
      .executeTakeFirst();
    if (row?.secret !== used) return false;
    await trx
      .updateTable('calendarConnection')
      .where('id', '=', connectionId)
      .set({ secret: next })
      .execute();
    return true;
  });
}
