import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { CalendarConnection, CalendarProvider } from './rows/calendars.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** The calendars that this lawyer has connected, in the order in which they came. */
export async function listCalendars(db: Kysely<Database>, lawyerId: string): Promise<CalendarConnection[]> {
  return await db
    .selectFrom('calendarConnection')
    .where('lawyerId', '=', lawyerId)
    .selectAll()
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function findCalendar(
  db: Kysely<Database>,
  connectionId: string,
): Promise<CalendarConnection | undefined> {
  return await db
    .selectFrom('calendarConnection')
    .where('id', '=', connectionId)
    .selectAll()
    .executeTakeFirst();
}

/** The calendar whose provider uses this channel to say that something changed. */
export async function findCalendarByChannel(
  db: Kysely<Database>,
  channelId: string,
): Promise<CalendarConnection | undefined> {
  return await db
    .selectFrom('calendarConnection')
    .where('channelId', '=', channelId)
    .selectAll()
    .executeTakeFirst();
}

/** Whether this lawyer has a calendar that consultations are written into, and that works. */
export async function hasWrittenCalendar(db: Kysely<Database>, lawyerId: string): Promise<boolean> {
  const calendars = await listCalendars(db, lawyerId);
  return calendars.some(({ provider, status }) => provider !== 'ics' && status === 'active');
}

export interface NewCalendar {
  lawyerId: string;
  provider: CalendarProvider;
  /** As the lawyer knows it: an address, or the host of an .ics address. */
  account: string;
  calendarId?: string | undefined;
  /** The refresh token or the .ics address, sealed for the row with this id. */
  secretFor: (connectionId: string) => string;
  /** Whether the calendar that is there is this one. Without it, one of the same account is. */
  isSame?: (known: CalendarConnection) => boolean;
}

export interface ConnectedCalendar {
  connectionId: string;
  /** A calendar of the same provider that it takes the place of; its workflow has to hear that it is disconnected. */
  replacedId?: string;
}

/**
 * Connects a calendar. The one that was connected before gets its new secret and is tried again, and keeps what was read of it;
 * another one takes the place of what was there. A lawyer has one calendar of each provider.
 */
export async function connectCalendar(db: Kysely<Database>, wanted: NewCalendar): Promise<ConnectedCalendar> {
  const { lawyerId, provider, account, calendarId = 'primary', secretFor } = wanted;
  const { isSame = (known) => known.account === account && known.calendarId === calendarId } = wanted;
  return await inTransaction(db, async (trx) => {
    await lockCalendarsOf(trx, lawyerId);
    const [known] = (await listCalendars(trx, lawyerId)).filter((each) => each.provider === provider);
    if (known && isSame(known)) {
      await renewSecret(trx, known.id, secretFor(known.id));
      return { connectionId: known.id };
    }
    if (known) await removeCalendar(trx, known);
    const id = randomUUID();
    await trx
      .insertInto('calendarConnection')
      .values({ id, lawyerId, provider, account, calendarId, secret: secretFor(id) })
      .execute();
    return known ? { connectionId: id, replacedId: known.id } : { connectionId: id };
  });
}

/** Whether there was such a calendar of this lawyer. Its busy times are gone at once; its workflow has to hear of it. */
export async function disconnectCalendar(
  db: Kysely<Database>,
  { connectionId, lawyerId }: { connectionId: string; lawyerId: string },
): Promise<boolean> {
  return await inTransaction(db, async (trx) => {
    await lockCalendarsOf(trx, lawyerId);
    const connection = await findCalendar(trx, connectionId);
    if (connection?.lawyerId !== lawyerId) return false;
    await removeCalendar(trx, connection);
    return true;
  });
}

/** Two that connect at once follow each other. */
async function lockCalendarsOf(trx: Transaction<Database>, lawyerId: string): Promise<void> {
  await trx.selectFrom('lawyer').where('id', '=', lawyerId).select('id').forNoKeyUpdate().execute();
}

async function renewSecret(trx: Transaction<Database>, connectionId: string, secret: string): Promise<void> {
  const healthy = { status: 'active', failingSince: null, failureCode: null, toldAt: null } as const;
  await trx
    .updateTable('calendarConnection')
    .where('id', '=', connectionId)
    .set({ ...healthy, secret, updatedAt: new Date() })
    .execute();
}

/** What the provider still has to be told outlives the row. The sealed secret stays bound to the connection's id. */
async function removeCalendar(trx: Transaction<Database>, connection: CalendarConnection): Promise<void> {
  const { id, provider, secret, channelId, channelResourceId } = connection;
  await trx
    .insertInto('calendarFarewell')
    .values({ connectionId: id, provider, secret, channelId, channelResourceId })
    .execute();
  await trx.deleteFrom('calendarConnection').where('id', '=', id).execute();
}

/** What remains to be told to the provider of a calendar that was taken away. */
export async function findFarewell(db: Kysely<Database>, connectionId: string) {
  return await db
    .selectFrom('calendarFarewell')
    .where('connectionId', '=', connectionId)
    .selectAll()
    .executeTakeFirst();
}

export async function deleteFarewell(db: Kysely<Database>, connectionId: string): Promise<void> {
  await db.deleteFrom('calendarFarewell').where('connectionId', '=', connectionId).execute();
}
