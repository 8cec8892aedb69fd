import type { Kysely } from 'kysely';
import type { ConsultationStatus, ConsultationType, Locale } from '#domain/consultation.ts';
import { days } from '#domain/instant.ts';
import type { Database } from './schema.ts';

export interface CalendarFeed {
  /** Sealed, bound to the user. */
  token: string;
  createdAt: Date;
}

export async function findCalendarFeed(
  db: Kysely<Database>,
  userId: string,
): Promise<CalendarFeed | undefined> {
  return await db
    .selectFrom('calendarFeed')
    .where('userId', '=', userId)
    .select(['token', 'createdAt'])
    .executeTakeFirst();
}

export interface NewCalendarFeed {
  userId: string;
  tokenHash: Buffer;
  token: string;
  createdAt: Date;
}

/** A person has one feed; the address of an earlier one leads nowhere from now on. */
export async function replaceCalendarFeed(db: Kysely<Database>, feed: NewCalendarFeed): Promise<void> {
  const { userId, ...rest } = feed;
  await db
    .insertInto('calendarFeed')
    .values({ userId, ...rest })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(rest))
    .execute();
}

/** The same token, sealed by another key; unless there is another one meanwhile. */
export async function resealCalendarFeed(
  db: Kysely<Database>,
  { userId, used, next }: { userId: string; used: string; next: string },
): Promise<void> {
  await db
    .updateTable('calendarFeed')
    .where('userId', '=', userId)
    .where('token', '=', used)
    .set({ token: next })
    .execute();
}

/** Without one there is nothing to do. */
export async function deleteCalendarFeed(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('calendarFeed').where('userId', '=', userId).execute();
}

export interface FeedReader {
  userId: string;
  locale: Locale;
}

/** Whose feed has the token with this hash. */
export async function findFeedReader(
  db: Kysely<Database>,
  tokenHash: Buffer,
): Promise<FeedReader | undefined> {
  return await db
    .selectFrom('calendarFeed')
    .innerJoin('appUser', 'appUser.id', 'calendarFeed.userId')
    .where('calendarFeed.tokenHash', '=', tokenHash)
    .select(['appUser.id as userId', 'appUser.locale'])
    .executeTakeFirst();
}

export interface FeedConsultation {
  id: string;
  number: string;
  status: ConsultationStatus;
  consultationType: ConsultationType;
  startAt: Date;
  endAt: Date;
  createdAt: Date;
  updatedAt: Date;
  officeAddressEn: string;
  officeAddressAr: string;
}

/** How long a calendar goes on hearing of what is over. */
const feedKeepsMs = days(30);
/** Far more than one person has; a calendar that is read every quarter of an hour must stay small. */
const consultationsMax = 1000;

/**
 * What a person's calendar shows: consultations of theirs, on either side, that were confirmed and are not over for
 * longer than `feedKeepsMs`; a cancelled one as long after its cancellation. The earliest start first.
 */
export async function listFeedConsultations(
  db: Kysely<Database>,
  { userId, now }: { userId: string; now: number },
): Promise<FeedConsultation[]> {
  const since = new Date(now - feedKeepsMs);
  return await db
    .selectFrom('consultation as c')
    .innerJoin('lawyer', 'lawyer.id', 'c.lawyerId')
    .where('c.confirmedAt', 'is not', null)
    .where((eb) => {
      const own = eb.selectFrom('lawyer as own').where('own.userId', '=', userId).select('own.id');
      return eb.or([eb('c.clientId', '=', userId), eb('c.lawyerId', '=', own)]);
    })
    .where((eb) =>
      eb.or([
        eb.and([
          eb('c.status', 'in', ['confirmed', 'in_progress', 'completed', 'no_show']),
          eb('c.endAt', '>', since),
        ]),
        eb.and([eb('c.status', '=', 'cancelled'), eb('c.updatedAt', '>', since)]),
      ]),
    )
    .select(['c.id', 'c.number', 'c.status', 'c.consultationType', 'c.startAt', 'c.endAt'])
    .select(['c.createdAt', 'c.updatedAt', 'lawyer.officeAddressEn', 'lawyer.officeAddressAr'])
    .orderBy('c.startAt')
    .orderBy('c.id')
    .limit(consultationsMax)
    .execute();
}
