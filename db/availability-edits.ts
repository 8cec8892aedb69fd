import type { Kysely } from 'kysely';
import type { Instant } from '#domain/instant.ts';
import { recordChange } from './availability-changes.ts';
import { findConflicts } from './availability-conflicts.ts';
import type { AvailabilityConflict } from './availability-conflicts.ts';
import { wantedRules } from './availability-entries.ts';
import type { RulesChange } from './availability-entries.ts';
import { changedFields, writeRules } from './availability-writes.ts';
import { getAvailability, lockAvailability } from './availability.ts';
import type { LawyerAvailability } from './availability.ts';
import type { AvailabilityChangeKind } from './rows/hours.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

export interface AvailabilityEdit {
  lawyerId: string;
  kind: AvailabilityChangeKind;
  actorId: string;
  /** Refuses with `version_conflict` when it is another; undefined where the edit does not depend on what was read. */
  expectedVersion: number | undefined;
  /** What changes, in sight of what holds. It throws when the whole could not be kept, and then nothing changes. */
  change: (rules: LawyerAvailability) => RulesChange;
  now: Instant;
}

export interface EditedAvailability {
  /** What held until now. */
  before: LawyerAvailability;
  availability: LawyerAvailability;
  /** Live consultations that lie outside now; none was moved. */
  conflicts: AvailabilityConflict[];
}

/** Changes the rules in one step, under the lock that holds take too. An edit that changes nothing keeps the version. */
export async function editAvailability(
  db: Kysely<Database>,
  { lawyerId, kind, actorId, expectedVersion, change, now }: AvailabilityEdit,
): Promise<EditedAvailability> {
  return await inTransaction(db, async (trx) => {
    await lockAvailability(trx, lawyerId, expectedVersion);
    const before = await getAvailability(trx, lawyerId);
    await writeRules(trx, before, wantedRules(before, change(before)));
    const written = await getAvailability(trx, lawyerId);
    const fields = changedFields(before, written);
    const version = fields
      ? await recordChange(trx, { ...fields, lawyerId, kind, actorId, now })
      : written.version;
    return {
      before,
      availability: { ...written, version },
      conflicts: await findConflicts(trx, written, now),
    };
  });
}
