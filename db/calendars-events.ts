import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ConsultationStatus } from '#domain/consultation.ts';
import type { Instant } from '#domain/instant.ts';
import type { CalendarConnection, CalendarEventStatus } from './rows/calendars.ts';
import type { Database } from './schema.ts';

/** A consultation as one calendar has it, or should. */
export interface CalendarEntry {
  consultationId: string;
  number: string;
  status: ConsultationStatus;
  revision: number;
  startAt: Date;
  endAt: Date;
  connectionId: string;
  /** Null where nothing has been written yet. */
  eventStatus: CalendarEventStatus | null;
  providerEventId: string | null;
  writtenRevision: number | null;
}

/** A consultation is taken out of calendars when it does not take place. */
const outOfCalendars: readonly ConsultationStatus[] = ['cancelled', 'expired', 'declined', 'no_show'];

function entries(db: Kysely<Database>) {
  return db
    .selectFrom('consultation as c')
    .innerJoin('calendarConnection as connection', 'connection.lawyerId', 'c.lawyerId')
    .leftJoin('calendarEvent as event', (join) =>
      join.onRef('event.consultationId', '=', 'c.id').onRef('event.connectionId', '=', 'connection.id'),
    )
    .where('connection.provider', '!=', 'ics')
    .select(['c.id as consultationId', 'c.number', 'c.status', 'c.revision', 'c.startAt', 'c.endAt'])
    .select(['connection.id as connectionId', 'event.status as eventStatus'])
    .select(['event.providerEventId', 'event.writtenRevision']);
}

/** This consultation in each calendar of its lawyer that can be written to. */
export async function listEntriesOf(
  db: Kysely<Database>,
  consultationId: string,
): Promise<(CalendarEntry & Pick<CalendarConnection, 'provider'>)[]> {
  return await entries(db)
    .where('c.id', '=', consultationId)
    .select('connection.provider')
    .orderBy('connection.id')
    .execute();
}

export async function findEntry(
  db: Kysely<Database>,
  { consultationId, connectionId }: { consultationId: string; connectionId: string },
): Promise<CalendarEntry | undefined> {
  return await entries(db)
    .where('c.id', '=', consultationId)
    .where('connection.id', '=', connectionId)
    .executeTakeFirst();
}

interface Outstanding {
  connectionId: string;
  now: Instant;
  limit: number;
}

/** What this calendar should have and has not, or has not as it is now: consultations ahead, the nearest first. */
export async function listEntriesToWrite(
  db: Kysely<Database>,
  { connectionId, now, limit }: Outstanding,
): Promise<CalendarEntry[]> {
  return await entries(db)
    .where('connection.id', '=', connectionId)
    .where('c.status', '=', 'confirmed')
    .where('c.endAt', '>', new Date(now))
    .where((eb) =>
      eb.or([
        eb('event.status', 'is', null),
        eb('event.status', '=', 'wanted'),
        eb.and([eb('event.status', '=', 'present'), eb('event.writtenRevision', '<', eb.ref('c.revision'))]),
      ]),
    )
    .orderBy('c.startAt')
    .limit(limit)
    .execute();
}

/** What this calendar has and should not have any more. */
export async function listEntriesToRemove(
  db: Kysely<Database>,
  { connectionId, limit }: Omit<Outstanding, 'now'>,
): Promise<CalendarEntry[]> {
  return await entries(db)
    .where('connection.id', '=', connectionId)
    .where('c.status', 'in', outOfCalendars)
    .where('event.status', 'in', ['wanted', 'present'])
    .orderBy('c.startAt')
    .limit(limit)
    .execute();
}

/** What this calendar was given for the time to come, and should still have. */
export async function listEntriesAhead(
  db: Kysely<Database>,
  { connectionId, now, limit }: Outstanding,
): Promise<CalendarEntry[]> {
  return await entries(db)
    .where('connection.id', '=', connectionId)
    .where('c.status', '=', 'confirmed')
    .where('c.startAt', '>', new Date(now))
    .where('event.status', '=', 'present')
    .orderBy('c.startAt')
    .limit(limit)
    .execute();
}

/** Whether the consultation, as it is now, belongs into calendars. */
export function belongsIntoCalendar({ status }: Pick<CalendarEntry, 'status'>): boolean {
  return !outOfCalendars.includes(status) && status !== 'payment_pending' && status !== 'awaiting_lawyer';
}

/** Of these ids, those of consultations of this lawyer, with what has become of them. */
export async function findOwnConsultations(
  db: Kysely<Database>,
  { lawyerId, ids }: { lawyerId: string; ids: readonly string[] },
): Promise<Map<string, ConsultationStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('consultation')
    .where('lawyerId', '=', lawyerId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .select(['id', 'status'])
    .execute();
  return new Map(rows.map(({ id, status }) => [id, status]));
}

type EventKey = Pick<CalendarEntry, 'consultationId' | 'connectionId'>;

/** Before the provider is asked. Undoes nothing that the lawyer or a cancellation has done meanwhile. */
export async function recordWanted(db: Kysely<Database>, key: EventKey): Promise<void> {
  const { consultationId, connectionId } = key;
  await db
    .insertInto('calendarEvent')
    .values({ consultationId, connectionId, status: 'wanted' })
    .onConflict((conflict) => conflict.columns(['consultationId', 'connectionId']).doNothing())
    .execute();
}

/** The provider has it, as of this revision of the consultation. */
export async function recordPresent(
  db: Kysely<Database>,
  {
    providerEventId,
    writtenRevision,
    ...key
  }: EventKey & { providerEventId: string; writtenRevision: number },
): Promise<void> {
  await change(db, key, { status: 'present', providerEventId, writtenRevision });
}

export async function recordRemoved(db: Kysely<Database>, key: EventKey): Promise<void> {
  await change(db, key, { status: 'removed' });
}

interface EventChange {
  status: CalendarEventStatus;
  providerEventId?: string;
  writtenRevision?: number;
}

async function change(
  db: Kysely<Database>,
  { consultationId, connectionId }: EventKey,
  values: EventChange,
): Promise<void> {
  await db
    .updateTable('calendarEvent')
    .where('consultationId', '=', consultationId)
    .where('connectionId', '=', connectionId)
    .set({ ...values, updatedAt: new Date() })
    .execute();
}

/** The lawyer took the event out of the calendar. Nothing happens when it was written anew meanwhile. */
export async function recordDeletedThere(
  db: Kysely<Database>,
  { consultationId, connectionId, providerEventId }: EventKey & { providerEventId: string },
): Promise<void> {
  await db
    .updateTable('calendarEvent')
    .where('consultationId', '=', consultationId)
    .where('connectionId', '=', connectionId)
    .where('status', '=', 'present')
    .where('providerEventId', '=', providerEventId)
    .set({ status: 'deleted_there', updatedAt: new Date() })
    .execute();
}
