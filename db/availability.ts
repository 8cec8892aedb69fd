import type { Kysely, Transaction } from 'kysely';
import type { AvailabilityRules } from '#domain/availability.ts';
import { Problem } from '#domain/problem.ts';
import {
  overrideOf,
  overridesOfLawyer,
  temporaryHoursOfLawyer,
  travelOfLawyer,
  windowsOfLawyer,
} from './offers.ts';
import type { KeptOverride, TemporaryHoursRow, TravelRow } from './offers.ts';
import type { Database } from './schema.ts';

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

export async function getAvailability(db: Kysely<Database>, lawyerId: string): Promise<LawyerAvailability> {
  const availability = await findAvailability(db, lawyerId);
  if (!availability) throw new Problem('not_found', 'There is no such lawyer');
  return availability;
}

/** The version of a lawyer's hours, days off and prices. Read it before what it stands for: then it is never too new. */
export async function findVersion(db: Kysely<Database>, lawyerId: string): Promise<number | undefined> {
  const rows = db.selectFrom('availability').where('lawyerId', '=', lawyerId).select('version');
  return (await rows.executeTakeFirst())?.version;
}

/**
 * Waits for holds and other edits of this lawyer's hours, and keeps them out until the transaction ends. Refuses with
 * `version_conflict` when somebody else has changed them since the version that is expected.
 */
export async function lockAvailability(
  trx: Transaction<Database>,
  lawyerId: string,
  expectedVersion: number | undefined,
): Promise<void> {
  const rows = trx.selectFrom('availability').where('lawyerId', '=', lawyerId).select('version');
  const locked = await rows.forNoKeyUpdate().executeTakeFirst();
  if (!locked) throw new Problem('not_found', 'There is no such lawyer');
  if (expectedVersion !== undefined && locked.version !== expectedVersion)
    throw new Problem('version_conflict', 'Hours, days off or prices were changed in the meantime');
}
