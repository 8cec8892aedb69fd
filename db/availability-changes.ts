import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '#domain/instant.ts';
import type { LawyerAvailability } from './availability.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { NewPrice } from './prices.ts';
import type { AvailabilityChangeKind } from './rows/hours.ts';
import type { Database } from './schema.ts';

type Rules = Omit<LawyerAvailability, 'lawyerId' | 'version' | 'limitPerDay' | 'limitPerWeek'>;

/**
 * Fields as they were, or as they are. Of lists with dates and of prices only the entries that differ; a limit that is
 * not there is null.
 */
export type ChangedFields = Partial<Rules> & {
  limitPerDay?: number | null;
  limitPerWeek?: number | null;
  prices?: NewPrice[];
};

export interface NewChange {
  lawyerId: string;
  kind: AvailabilityChangeKind;
  /** Who did it; null is Majlis itself. */
  actorId: string | null;
  before: ChangedFields;
  after: ChangedFields;
  now: Instant;
}

/** Raises the version and writes down what was changed, by whom. The lock on the lawyer's availability is the caller's. */
export async function recordChange(trx: Transaction<Database>, change: NewChange): Promise<number> {
  const { lawyerId, now, before, after, ...rest } = change;
  const at = new Date(now);
  const { version } = await trx
    .updateTable('availability')
    .where('lawyerId', '=', lawyerId)
    .set((eb) => ({ version: eb('version', '+', 1), updatedAt: at }))
    .returning('version')
    .executeTakeFirstOrThrow();
  const fields = { before: JSON.stringify(before), after: JSON.stringify(after) };
  await trx
    .insertInto('availabilityChange')
    .values({ ...rest, ...fields, lawyerId, version, at })
    .execute();
  return version;
}

export interface RecordedChange {
  id: number;
  kind: AvailabilityChangeKind;
  version: number;
  by: 'lawyer' | 'operator' | 'system';
  at: Date;
  before: ChangedFields;
  after: ChangedFields;
}

/** What was changed in a lawyer's hours, days off and prices, the newest first. */
export async function listChanges(
  db: Kysely<Database>,
  lawyerId: string,
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<Page<RecordedChange>> {
  const position = decodeCursor(cursor);
  const changes = db
    .selectFrom('availabilityChange as change')
    .innerJoin('lawyer', 'lawyer.id', 'change.lawyerId')
    .where('change.lawyerId', '=', lawyerId)
    .select(['change.id', 'change.kind', 'change.version', 'change.at'])
    .select((eb) => [
      eb.ref('change.before').$castTo<ChangedFields>().as('before'),
      eb.ref('change.after').$castTo<ChangedFields>().as('after'),
    ])
    .select((eb) =>
      eb
        .case()
        .when('change.actorId', 'is', null)
        .then('system' as const)
        .when('change.actorId', '=', eb.ref('lawyer.userId'))
        .then('lawyer' as const)
        .else('operator' as const)
        .end()
        .as('by'),
    );
  const behind = position ? changes.where('change.id', '<', position.key) : changes;
  const rows = await behind
    .orderBy('change.id', 'desc')
    .limit(limit + 1)
    .execute();
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  // Numbers of this table alone: the lawyer's id only fills the place of one in the cursor.
  return { data, nextCursor: isMore ? encodeCursor({ key: last.id, id: lawyerId }) : null };
}
