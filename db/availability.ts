import { sql } from 'kysely';
import type { Kysely, Transaction, Updateable } from 'kysely';
import { openWindows } from '#domain/availability.ts';
import type { AvailabilityRules, Override } from '#domain/availability.ts';
import { liveStatuses } from '#domain/consultation.ts';
import { liesInOne, meetsAny } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import { addDays } from '#domain/local-date.ts';
import { Problem } from '#domain/problem.ts';
import { localDateOf } from '#domain/zone.ts';
import {
  overrideOf,
  overridesOfLawyer,
  temporaryHoursOfLawyer,
  travelOfLawyer,
  windowsOfLawyer,
} from './offers.ts';
import type { KeptOverride, TemporaryHoursRow, TravelRow } from './offers.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** A lawyer's general rules, as the lawyer edits them. */
export interface LawyerAvailability extends AvailabilityRules {
  lawyerId: string;
  overrides: KeptOverride[];
  temporaryHours: TemporaryHoursRow[];
  travel: TravelRow[];
  reminderMinutes: readonly number[];
  /** What `If-Match` compares. */
  version: number;
}

/** A consultation that no longer lies within the lawyer's hours. It stays as it was agreed. */
export interface AvailabilityConflict {
  id: string;
  number: string;
  startAt: Date;
  endAt: Date;
}

export interface AvailabilityChange {
  lawyerId: string;
  expectedVersion: number;
  /** Absent fields stay as they are. An override with the id of one that is there keeps it. */
  rules: Partial<Omit<AvailabilityRules, 'overrides' | 'limitPerDay' | 'limitPerWeek'>> & {
    overrides?: readonly (Override & { id?: string })[];
    reminderMinutes?: readonly number[];
    limitPerDay?: number | null;
    limitPerWeek?: number | null;
  };
  now: Instant;
}

export async function findAvailability(
  db: Kysely<Database>,
  lawyerId: string,
): Promise<LawyerAvailability | undefined> {
  const row = await db
    .selectFrom('lawyer')
    .innerJoin('availability as a', 'a.lawyerId', 'lawyer.id')
    .where('lawyer.id', '=', lawyerId)
    .select(['a.lawyerId', 'a.timezone', 'a.bufferMinutes', 'a.stepMinutes', 'a.minNoticeMinutes'])
    .select(['a.maxAdvanceDays', 'a.instantBooking', 'a.isActive', 'a.reminderMinutes'])
    .select(['a.limitPerDay', 'a.limitPerWeek', 'a.version'])
    .select([windowsOfLawyer.as('windows'), overridesOfLawyer.as('overrides')])
    .select([temporaryHoursOfLawyer.as('temporaryHours'), travelOfLawyer.as('travel')])
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...row,
    overrides: row.overrides.map(overrideOf),
    limitPerDay: row.limitPerDay ?? undefined,
    limitPerWeek: row.limitPerWeek ?? undefined,
  };
}

/** Waits for holds and other edits of this lawyer's hours, and keeps them out until the transaction ends. */
export async function lockAvailability(
  trx: Transaction<Database>,
  lawyerId: string,
): Promise<{ version: number } | undefined> {
  const rows = trx.selectFrom('availability').where('lawyerId', '=', lawyerId).select('version');
  return await rows.forNoKeyUpdate().executeTakeFirst();
}

/** Changes the rules in one step, or refuses with `version_conflict` and changes nothing; says what lies outside now. */
export async function replaceAvailability(
  db: Kysely<Database>,
  { lawyerId, expectedVersion, rules, now }: AvailabilityChange,
): Promise<{ version: number; conflicts: AvailabilityConflict[] }> {
  return await inTransaction(db, async (trx) => {
    const locked = await lockAvailability(trx, lawyerId);
    if (!locked) throw new Problem('not_found', 'There is no such lawyer');
    if (locked.version !== expectedVersion) {
      throw new Problem('version_conflict', 'The hours were changed in the meantime');
    }
    const { windows, overrides, reminderMinutes, ...settings } = rules;
    if (windows) {
      await trx.deleteFrom('availabilityWindow').where('lawyerId', '=', lawyerId).execute();
      const rows = windows.map((window) => ({ ...window, lawyerId }));
      if (rows.length > 0) await trx.insertInto('availabilityWindow').values(rows).execute();
    }
    if (overrides) await replaceOverrides(trx, lawyerId, overrides);
    const changed = { ...settings, ...(reminderMinutes && { reminderMinutes: [...reminderMinutes] }) };
    return await concludeChange(trx, lawyerId, { now, changed });
  });
}

async function replaceOverrides(
  trx: Transaction<Database>,
  lawyerId: string,
  overrides: readonly (Override & { id?: string })[],
): Promise<void> {
  const deleted = await trx
    .deleteFrom('availabilityOverride')
    .where('lawyerId', '=', lawyerId)
    .returning('id')
    .execute();
  // An id is the lawyer's only when it was there: a foreign one would collide with somebody else's override.
  const known = new Set(deleted.map(({ id }) => id));
  const rows = overrides.map(({ id, ...override }) => ({
    ...override,
    lawyerId,
    ...(id !== undefined && known.has(id) && { id }),
  }));
  if (rows.length > 0) await trx.insertInto('availabilityOverride').values(rows).execute();
}

export async function addOverride(
  db: Kysely<Database>,
  lawyerId: string,
  { override, now }: { override: Override; now: Instant },
): Promise<{ id: string; version: number; conflicts: AvailabilityConflict[] }> {
  return await inTransaction(db, async (trx) => {
    if (!(await lockAvailability(trx, lawyerId))) throw new Problem('not_found', 'There is no such lawyer');
    const { id } = await trx
      .insertInto('availabilityOverride')
      .values({ ...override, lawyerId })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, ...(await concludeChange(trx, lawyerId, { now })) };
  });
}

export async function deleteOverride(
  db: Kysely<Database>,
  lawyerId: string,
  { overrideId, now }: { overrideId: string; now: Instant },
): Promise<{ version: number; conflicts: AvailabilityConflict[] }> {
  return await inTransaction(db, async (trx) => {
    await lockAvailability(trx, lawyerId);
    const deleted = await trx
      .deleteFrom('availabilityOverride')
      .where('lawyerId', '=', lawyerId)
      .where('id', '=', overrideId)
      .executeTakeFirst();
    if (deleted.numDeletedRows === 0n) throw new Problem('not_found', 'There is no such override');
    return await concludeChange(trx, lawyerId, { now });
  });
}

async function concludeChange(
  trx: Transaction<Database>,
  lawyerId: string,
  { now, changed = {} }: { now: Instant; changed?: Updateable<Database['availability']> },
): Promise<{ version: number; conflicts: AvailabilityConflict[] }> {
  const { version } = await trx
    .updateTable('availability')
    .where('lawyerId', '=', lawyerId)
    .set({ ...changed, version: sql`version + 1`, updatedAt: new Date(now) })
    .returning('version')
    .executeTakeFirstOrThrow();
  const rules = await findAvailability(trx, lawyerId);
  const booked = await trx
    .selectFrom('consultation')
    .where('lawyerId', '=', lawyerId)
    .where('status', 'in', [...liveStatuses])
    .where('endAt', '>', new Date(now))
    .select(['id', 'number', 'startAt', 'endAt', 'blockEndAt'])
    .orderBy('startAt')
    .limit(1000)
    .execute();
  return { version, conflicts: rules ? booked.filter((each) => !liesWithin(rules, each)) : [] };
}

interface BookedRow {
  startAt: Date;
  endAt: Date;
  blockEndAt: Date;
}

/** Notice, horizon and grid were a matter of the booking; what counts is that the lawyer is there. */
function liesWithin(rules: AvailabilityRules, booked: BookedRow): boolean {
  const startAt = booked.startAt.getTime();
  const endAt = booked.endAt.getTime();
  // A window of the day before may reach over midnight.
  const from = addDays(localDateOf(startAt, rules.timezone), -1);
  const { open, blocks } = openWindows(rules, from, localDateOf(endAt, rules.timezone));
  return liesInOne(open, startAt, endAt) && !meetsAny(blocks, startAt, booked.blockEndAt.getTime());
}
