import type { Kysely } from 'kysely';
import { Problem } from '#domain/problem.ts';
import type { Database } from './schema.ts';

/**
 * Takes a command's id for this body. The same body again passes, so that Temporal answers as it did the first time;
 * another one is `idempotency_key_reused`.
 */
export async function claimCommand(
  db: Kysely<Database>,
  { commandId, bodyHash }: { commandId: string; bodyHash: Buffer },
): Promise<void> {
  await db
    .insertInto('commandKey')
    .values({ commandId, bodyHash })
    .onConflict((conflict) => conflict.column('commandId').doNothing())
    .execute();
  const claimed = await db
    .selectFrom('commandKey')
    .where('commandId', '=', commandId)
    .select('bodyHash')
    .executeTakeFirstOrThrow();
  if (!claimed.bodyHash.equals(bodyHash)) {
    throw new Problem('idempotency_key_reused', 'This key was sent with another body before');
  }
}
