import type { Insertable, Kysely } from 'kysely';
import { hours, minutes } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import type { Database } from './schema.ts';

type WebhookEvent = Omit<
  Insertable<Database['webhookInbox']>,
  'handledAt' | 'receivedAt' | 'consultationId'
> & {
  consultationId: string | null;
};

/**
 * Stores the event once. True when it is still to be handled: it is new, or it was stored by a process that died before it
 * could tell the workflow.
 */
export async function storeWebhook(db: Kysely<Database>, event: WebhookEvent): Promise<boolean> {
  const inserted = await db
    .insertInto('webhookInbox')
    .values(event)
    .onConflict((conflict) => conflict.columns(['provider', 'eventId']).doNothing())
    .returning('eventId')
    .executeTakeFirst();
  if (inserted) return true;
  const { handledAt } = await db
    .selectFrom('webhookInbox')
    .where('provider', '=', event.provider)
    .where('eventId', '=', event.eventId)
    .select('handledAt')
    .executeTakeFirstOrThrow();
  return handledAt === null;
}

/** The workflow has been told, or the event is of no consultation of ours. */
export async function markWebhookHandled(
  db: Kysely<Database>,
  { provider, eventId }: Pick<WebhookEvent, 'provider' | 'eventId'>,
): Promise<void> {
  await db
    .updateTable('webhookInbox')
    .where('provider', '=', provider)
    .where('eventId', '=', eventId)
    .where('handledAt', 'is', null)
    .set({ handledAt: new Date() })
    .execute();
}

/** An event that no workflow was told of: it was over, or could not be reached until now. */
export interface UnhandledEvent {
  provider: WebhookEvent['provider'];
  kind: string;
  objectId: string;
  consultationId: string | null;
  receivedAt: Date;
}

/** The newest 50 of the last 30 days, without those that are on their way. */
export async function listUnhandledEvents(db: Kysely<Database>, now: Instant): Promise<UnhandledEvent[]> {
  return await db
    .selectFrom('webhookInbox')
    .where('handledAt', 'is', null)
    .where('receivedAt', '<', new Date(now - minutes(1)))
    .where('receivedAt', '>', new Date(now - hours(24 * 30)))
    .select(['provider', 'kind', 'objectId', 'consultationId', 'receivedAt'])
    .orderBy('receivedAt', 'desc')
    .limit(50)
    .execute();
}
