import type { Kysely } from 'kysely';
import type { Party } from '#domain/consultation.ts';
import { decodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { Channel, Notification, NotificationStatus } from './rows/meetings-and-messages.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** What makes a message the same one: it is sent once. */
export interface MessageIdentity {
  consultationId: string;
  /** The kind, and for a reminder how long before: `reminder_60`. */
  kind: string;
  recipient: Party;
  channel: Channel;
  /** How often the consultation has been moved. */
  sequence: number;
}

/**
 * `claimed`: send it. `already_sent`: it went out, or was skipped for good. `ambiguous`: an attempt ended between the
 * claim and its result, so it may have gone out.
 */
export interface NotificationClaim {
  id: string;
  outcome: 'claimed' | 'already_sent' | 'ambiguous';
  createdAt: Date;
}

const rank: Readonly<Record<NotificationStatus, number>> = {
  sending: 0,
  skipped: 1,
  sent: 1,
  delivered: 2,
  failed: 2,
};

/** Writes the intent before the provider is asked. A message that the provider refused may be claimed again. */
export async function claimNotification(
  db: Kysely<Database>,
  { userId, ...identity }: MessageIdentity & { userId: string },
): Promise<NotificationClaim> {
  return await inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('notification')
      .values({ ...identity, userId, status: 'sending' })
      .onConflict((conflict) =>
        conflict.columns(['consultationId', 'kind', 'recipient', 'channel', 'sequence']).doNothing(),
      )
      .returning(['id', 'createdAt'])
      .executeTakeFirst();
    if (inserted) return { ...inserted, outcome: 'claimed' };
    const { id, createdAt, status, providerMessageId } = await trx
      .selectFrom('notification')
      .where('consultationId', '=', identity.consultationId)
      .where('kind', '=', identity.kind)
      .where('recipient', '=', identity.recipient)
      .where('channel', '=', identity.channel)
      .where('sequence', '=', identity.sequence)
      .selectAll()
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (status === 'sending') return { id, createdAt, outcome: 'ambiguous' };
    // With an id of the provider's it went out and came back: sending it again would not help.
    if (status !== 'failed' || providerMessageId !== null) return { id, createdAt, outcome: 'already_sent' };
    await trx
      .updateTable('notification')
      .where('id', '=', id)
      .set({ status: 'sending', errorCode: null, updatedAt: new Date() })
      .execute();
    return { id, createdAt, outcome: 'claimed' };
  });
}

export interface NotificationResult {
  status: Exclude<NotificationStatus, 'sending'>;
  providerMessageId?: string;
  errorCode?: string;
}

/** What became of the sending. */
export async function recordNotification(
  db: Kysely<Database>,
  id: string,
  { status, providerMessageId, errorCode }: NotificationResult,
): Promise<void> {
  await db
    .updateTable('notification')
    .where('id', '=', id)
    .where('status', 'in', notBeyond(status))
    .set({
      status,
      updatedAt: new Date(),
      ...(providerMessageId !== undefined && { providerMessageId }),
      ...(errorCode !== undefined && { errorCode }),
    })
    .execute();
}

/** What the provider says later of a message that it took; events may come in any order and twice. */
export async function recordDelivery(
  db: Kysely<Database>,
  by: { notificationId: string } | { providerMessageId: string },
  { status, errorCode }: { status: 'sent' | 'delivered' | 'failed'; errorCode?: string },
): Promise<void> {
  const update = db
    .updateTable('notification')
    .where('status', 'in', notBeyond(status))
    .set({ status, updatedAt: new Date(), ...(errorCode !== undefined && { errorCode }) });
  const found =
    'notificationId' in by
      ? update.where('id', '=', by.notificationId)
      : update.where('providerMessageId', '=', by.providerMessageId);
  await found.execute();
}

/** The statuses from which a message may come to this one. */
function notBeyond(status: NotificationStatus): NotificationStatus[] {
  const all: NotificationStatus[] = ['sending', 'skipped', 'sent', 'delivered', 'failed'];
  return all.filter((from) => rank[from] < rank[status] || from === status);
}

/** What was sent to this user, the newest first. */
export async function listNotifications(
  db: Kysely<Database>,
  { userId, cursor, limit }: { userId: string; cursor?: string | undefined; limit: number },
): Promise<Page<Notification & { sortKey: number }>> {
  const position = decodeCursor(cursor);
  const own = db
    .selectFrom('notification')
    .where('userId', '=', userId)
    .selectAll()
    .select(sortKeyOf('createdAt').as('sortKey'));
  const behind = position ? own.where(liesBehind(position, ['createdAt', 'id'], 'desc')) : own;
  const rows = await behind
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}
