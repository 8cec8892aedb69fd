import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { liveStatuses } from '#domain/consultation.ts';
import type { Database } from './schema.ts';

export interface OldKeys {
  webhooks: number;
  idempotencyKeys: number;
  commandKeys: number;
}

/**
 * Deletes what only repeats ask for, when it is older than `before` and no repeat comes any more: webhooks that were
 * handled, keys of bookings that are over or never came to be, keys of commands. What waits for somebody stays. At most so
 * many of each, and any number of processes may do it at once.
 */
export async function deleteOldKeys(
  db: Kysely<Database>,
  { before, limit }: { before: Date; limit: number },
): Promise<OldKeys> {
  const webhooks = await sql`
    delete from webhook_inbox where (provider, event_id) in (
      select provider, event_id from webhook_inbox
      where received_at < ${before} and handled_at is not null
      order by received_at limit ${limit} for update skip locked)`.execute(db);
  const idempotencyKeys = await sql`
    delete from idempotency_key where consultation_id in (
      select consultation_id from idempotency_key
      where created_at < ${before} and not exists (
        select from consultation
        where consultation.id = idempotency_key.consultation_id and status = any(${[...liveStatuses]}))
      order by created_at limit ${limit} for update skip locked)`.execute(db);
  const commandKeys = await sql`
    delete from command_key where command_id in (
      select command_id from command_key
      where created_at < ${before}
      order by created_at limit ${limit} for update skip locked)`.execute(db);
  return {
    webhooks: Number(webhooks.numAffectedRows ?? 0),
    idempotencyKeys: Number(idempotencyKeys.numAffectedRows ?? 0),
    commandKeys: Number(commandKeys.numAffectedRows ?? 0),
  };
}
