import type { Kysely } from 'kysely';
import type { Locale } from '#domain/consultation.ts';
import type { CalendarProvider } from './rows/calendars.ts';
import type { Database } from './schema.ts';

/** A calendar that cannot be read, with whom it concerns. */
export interface FailingCalendar {
  status: 'failing' | 'needs_reauth';
  provider: CalendarProvider;
  account: string;
  failingSince: Date;
  toldAt: Date | null;
  /** When it was last read, or connected if it never was. */
  readAt: Date;
  email: string;
  locale: Locale;
  /** In the lawyer's language. */
  name: string;
  zone: string;
}

/** Undefined when it can be read, or is gone. */
export async function findFailingCalendar(
  db: Kysely<Database>,
  connectionId: string,
): Promise<FailingCalendar | undefined> {
  const found = await db
    .selectFrom('calendarConnection as connection')
    .innerJoin('lawyer', 'lawyer.id', 'connection.lawyerId')
    .innerJoin('appUser', 'appUser.id', 'lawyer.userId')
    .innerJoin('availability', 'availability.lawyerId', 'lawyer.id')
    .where('connection.id', '=', connectionId)
    .select(['connection.status', 'connection.provider', 'connection.account'])
    .select(['connection.failingSince', 'connection.toldAt', 'availability.timezone as zone'])
    .select(['appUser.email', 'appUser.locale', 'lawyer.nameEn', 'lawyer.nameAr'])
    .select(({ fn }) => fn.coalesce('connection.syncedAt', 'connection.createdAt').as('readAt'))
    .executeTakeFirst();
  if (!found || found.status === 'active' || found.failingSince === null) return undefined;
  const { nameEn, nameAr, status, failingSince, ...rest } = found;
  return { ...rest, status, failingSince, name: rest.locale === 'ar' ? nameAr : nameEn };
}
