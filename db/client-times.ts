import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { blockingStatuses } from '#domain/consultation.ts';
import type { Interval } from '#domain/instant.ts';
import type { Database } from './schema.ts';

/** `[start, end)` of the client's own blocking consultations that meet the span, with any lawyer. */
export async function listClientTimes(
  db: Kysely<Database>,
  clientId: string,
  { start, end }: Interval,
): Promise<Interval[]> {
  const rows = await db
    .selectFrom('consultation')
    .where('clientId', '=', clientId)
    .where('status', 'in', [...blockingStatuses])
    .where(sql<boolean>`tstzrange(start_at, end_at) && tstzrange(${new Date(start)}, ${new Date(end)})`)
    .select(['startAt', 'endAt'])
    .execute();
  return rows.map(({ startAt, endAt }) => ({ start: startAt.getTime(), end: endAt.getTime() }));
}
