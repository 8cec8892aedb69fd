import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** A confirmed consultation whose event the lawyer took out of a calendar: it takes place, and the lawyer is asked. */
export interface DeletedEvent {
  consultationId: string;
  connectionId: string;
  number: string;
  startAt: Date;
}

const listMax = 100;

function deletedEvents(db: Kysely<Database>) {
  return db
    .selectFrom('calendarEvent as event')
    .innerJoin('consultation as c', 'c.id', 'event.consultationId')
    .where('event.status', '=', 'deleted_there')
    .where('c.status', '=', 'confirmed')
    .where('c.startAt', '>', sql<Date>`now()`)
    .select(['event.consultationId', 'event.connectionId', 'c.number', 'c.startAt'])
    .orderBy('c.startAt')
    .limit(listMax);
}

/** Those of this lawyer that are still ahead and wait for an answer, the nearest first, at most a hundred. */
export async function listDeletedEvents(db: Kysely<Database>, lawyerId: string): Promise<DeletedEvent[]> {
  return await deletedEvents(db).where('c.lawyerId', '=', lawyerId).execute();
}

/** Those of this calendar of which the lawyer has not been told. */
export async function listUntoldDeletions(
  db: Kysely<Database>,
  connectionId: string,
): Promise<DeletedEvent[]> {
  return await deletedEvents(db)
    .where('event.connectionId', '=', connectionId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('notification')
            .select('notification.id')
            .whereRef('notification.consultationId', '=', 'c.id')
            .where('notification.kind', '=', 'calendar_event_deleted')
            .where((or) =>
              or.or([
                or('notification.status', '!=', 'failed'),
                or('notification.providerMessageId', 'is not', null),
              ]),
            ),
        ),
      ),
    )
    .execute();
}

interface Answer {
  lawyerId: string;
  consultationId: string;
}

/** The lawyer wants the event back. Returns the calendars whose workflows have to hear of it; none: nothing was deleted. */
export async function restoreDeletedEvent(db: Kysely<Database>, answer: Answer): Promise<string[]> {
  return await answered(db, answer, 'wanted');
}

/** The lawyer does without the event. Returns the calendars that it concerns; none: nothing was deleted. */
export async function dismissDeletedEvent(db: Kysely<Database>, answer: Answer): Promise<string[]> {
  return await answered(db, answer, 'removed');
}

async function answered(
  db: Kysely<Database>,
  { lawyerId, consultationId }: Answer,
  status: 'wanted' | 'removed',
): Promise<string[]> {
  const rows = await db
    .updateTable('calendarEvent')
    .from('calendarConnection as connection')
    .whereRef('connection.id', '=', 'calendarEvent.connectionId')
    .where('connection.lawyerId', '=', lawyerId)
    .where('calendarEvent.consultationId', '=', consultationId)
    .where('calendarEvent.status', '=', 'deleted_there')
    .set({ status, updatedAt: new Date() })
    .returning('calendarEvent.connectionId')
    .execute();
  return rows.map(({ connectionId }) => connectionId);
}
