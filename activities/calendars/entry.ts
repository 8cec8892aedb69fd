import type { Kysely } from 'kysely';
import {
  belongsIntoCalendar,
  findEntry,
  recordPresent,
  recordRemoved,
  recordWanted,
} from '#db/calendars-events.ts';
import type { CalendarEntry } from '#db/calendars-events.ts';
import type { Database } from '#db/schema.ts';
import type { EventReference, WritableCalendar } from './provider.ts';

/**
 * Writes one consultation into one calendar: the intent in Postgres, the event at the provider, its id in Postgres. When it
 * was cancelled meanwhile, the event is taken out again, because who cancelled may have found nothing to take out.
 */
export async function writeEntry(
  { db, publicUrl }: { db: Kysely<Database>; publicUrl: string },
  calendar: WritableCalendar,
  entry: CalendarEntry,
): Promise<void> {
  await recordWanted(db, entry);
  const event = {
    ...referenceOf(entry),
    title: `Consultation ${entry.number}`,
    url: `${publicUrl}/consultations/${entry.consultationId}`,
  };
  const providerEventId = await calendar.write(event);
  await recordPresent(db, { ...entry, providerEventId, writtenRevision: entry.revision });
  const now = await findEntry(db, entry);
  if (now && !belongsIntoCalendar(now)) await removeEntry(db, calendar, now);
}

/** Takes one consultation out of one calendar. */
export async function removeEntry(
  db: Kysely<Database>,
  calendar: WritableCalendar,
  entry: CalendarEntry,
): Promise<void> {
  await calendar.remove(referenceOf(entry));
  await recordRemoved(db, entry);
}

function referenceOf({ consultationId, providerEventId, startAt, endAt }: CalendarEntry): EventReference {
  return {
    consultationId,
    eventId: providerEventId ?? undefined,
    startAt: startAt.getTime(),
    endAt: endAt.getTime(),
  };
}
