import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { isProblemCode, Problem } from '#domain/problem.ts';
import type { Database } from './schema.ts';

export interface IdempotencyClaim {
  caller: string;
  key: string;
  bodyHash: Buffer;
  /** Made from the caller and the key, so that a repeat computes the same one. */
  consultationId: string;
}

/** What this key has led to so far: a refusal comes before a consultation that was given up. */
export interface ClaimedKey {
  refusal: Problem | undefined;
  /** Whether there is a consultation with this booking's id. */
  isBooked: boolean;
}

/** The key, when a request with it has come before. Another body under the same key is `idempotency_key_reused`. */
export async function findKey(
  db: Kysely<Database>,
  { caller, key, bodyHash }: IdempotencyClaim,
): Promise<ClaimedKey | undefined> {
  const row = await db
    .selectFrom('idempotencyKey')
    .where('caller', '=', caller)
    .where('key', '=', key)
    .select(['bodyHash', 'refusalCode', 'refusalDetail', 'refusalReason', isBooked])
    .executeTakeFirst();
  if (!row) return undefined;
  if (!row.bodyHash.equals(bodyHash)) {
    throw new Problem('idempotency_key_reused', 'This key was sent with another body before');
  }
  return { refusal: refusalOf(row), isBooked: row.isBooked };
}

/** Takes the key, or reads it as `findKey` does when another request was first. */
export async function claimKey(db: Kysely<Database>, claim: IdempotencyClaim): Promise<ClaimedKey> {
  const taken = await db
    .insertInto('idempotencyKey')
    .values(claim)
    // Without naming an index: a row made in the same moment may be met in either of the two.
    .onConflict((conflict) => conflict.doNothing())
    .returning(isBooked)
    .executeTakeFirst();
  if (taken) return { refusal: undefined, isBooked: taken.isBooked };
  const known = await findKey(db, claim);
  if (!known) throw new Error(`the key of ${claim.consultationId} belongs to another caller`);
  return known;
}

/** A key may be forgotten before its consultation is. */
const isBooked = sql<boolean>`exists (
  select from consultation where id = idempotency_key.consultation_id)`.as('isBooked');

/** The refusal that was kept for this booking. */
export async function findRefusal(
  db: Kysely<Database>,
  consultationId: string,
): Promise<Problem | undefined> {
  const row = await db
    .selectFrom('idempotencyKey')
    .where('consultationId', '=', consultationId)
    .select(['refusalCode', 'refusalDetail', 'refusalReason'])
    .executeTakeFirst();
  return row && refusalOf(row);
}

/**
 * Keeps the refusal as the answer of this booking's key; the first one stays, and is returned. A booking that a program
 * started at Temporal itself has no key of the api's and gets one here, so that a repeat is refused alike.
 */
export async function keepRefusal(
  db: Kysely<Database>,
  consultationId: string,
  { code, message, extras }: Problem,
): Promise<Problem> {
  await db
    .insertInto('idempotencyKey')
    .values({ caller: 'workflow', key: consultationId, bodyHash: Buffer.alloc(0), consultationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .updateTable('idempotencyKey')
    .where('consultationId', '=', consultationId)
    .where('refusalCode', 'is', null)
    .set({ refusalCode: code, refusalDetail: message, refusalReason: extras.reason ?? null })
    .execute();
  const kept = await findRefusal(db, consultationId);
  if (!kept) throw new Error(`the refusal of ${consultationId} was not kept`);
  return kept;
}

interface RefusalRow {
  refusalCode: string | null;
  refusalDetail: string | null;
  refusalReason: string | null;
}

function refusalOf({ refusalCode, refusalDetail, refusalReason }: RefusalRow): Problem | undefined {
  if (refusalCode === null) return undefined;
  if (!isProblemCode(refusalCode)) throw new Error(`${refusalCode} is not a code of the catalogue`);
  return new Problem(
    refusalCode,
    refusalDetail ?? '',
    refusalReason === null ? {} : { reason: refusalReason },
  );
}
