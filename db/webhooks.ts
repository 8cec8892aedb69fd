import type { Insertable, Kysely } from 'kysely';
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

/** The workflow has been told, or there was nobody to tell. */
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
