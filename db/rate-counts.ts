import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

export interface CountWindow {
  key: string;
  /** Epoch milliseconds. */
  now: number;
  windowMs: number;
}

/** Counts one more under this key and tells how many there are since the window began, and when it began. */
export async function bumpCount(
  db: Kysely<Database>,
  { key, now, windowMs }: CountWindow,
): Promise<{ count: number; since: number }> {
  const hasEnded = sql<boolean>`rate_limit.last_request <= ${now - windowMs}`;
  const row = await db
    .insertInto('rateLimit')
    .values({ key, count: 1, lastRequest: now })
    .onConflict((oc) =>
      oc.column('key').doUpdateSet({
        count: sql`case when ${hasEnded} then 1 else rate_limit.count + 1 end`,
        lastRequest: sql`case when ${hasEnded} then ${now}::bigint else rate_limit.last_request end`,
      }),
    )
    .returning(['count', 'lastRequest'])
    .executeTakeFirstOrThrow();
  return { count: row.count, since: row.lastRequest };
}

export async function clearCount(db: Kysely<Database>, key: string): Promise<void> {
  await db.deleteFrom('rateLimit').where('key', '=', key).execute();
}
