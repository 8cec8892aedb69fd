import type { Kysely } from 'kysely';
import { findCalendar } from '#db/calendars.ts';
import { belongsIntoCalendar, listEntriesOf } from '#db/calendars-events.ts';
import type { CalendarEntry } from '#db/calendars-events.ts';
import type { Database } from '#db/schema.ts';
import { asActivityFailure, CalendarFailure } from './calendar-failure.ts';
import { removeEntry, writeEntry } from './entry.ts';
import type { OpenCalendar } from './open.ts';
import { isWritable } from './provider.ts';
import type { WritableCalendar } from './provider.ts';

export interface EventDependencies {
  db: Kysely<Database>;
  open: OpenCalendar;
  publicUrl: string;
}

/** Into every calendar of the lawyer that can be written to and has not had it, or not as it is now. */
export async function writeConsultation(deps: EventDependencies, consultationId: string): Promise<void> {
  const entries = await listEntriesOf(deps.db, consultationId);
  const wanted = entries.filter(
    (entry) => belongsIntoCalendar(entry) && (isUnwritten(entry) || isOutdated(entry)),
  );
  await inEach(deps, wanted, (calendar, entry) => writeEntry(deps, calendar, entry));
}

function isUnwritten({ eventStatus }: CalendarEntry): boolean {
  return eventStatus === null || eventStatus === 'wanted';
}

function isOutdated({ eventStatus, writtenRevision, revision }: CalendarEntry): boolean {
  return eventStatus === 'present' && (writtenRevision ?? 0) < revision;
}

/** Out of every calendar that has it, or may have it. */
export async function removeConsultation(deps: EventDependencies, consultationId: string): Promise<void> {
  const entries = await listEntriesOf(deps.db, consultationId);
  const unwanted = entries.filter(
    (entry) => !belongsIntoCalendar(entry) && ['wanted', 'present'].includes(entry.eventStatus ?? ''),
  );
  await inEach(deps, unwanted, (calendar, entry) => removeEntry(deps.db, calendar, entry));
}

/**
 * One calendar that fails keeps no other from having it. A calendar that needs the lawyer is left alone: when it is
 * connected again, its reading makes up for this.
 */
async function inEach(
  { db, open }: EventDependencies,
  entries: readonly CalendarEntry[],
  work: (calendar: WritableCalendar, entry: CalendarEntry) => Promise<void>,
): Promise<void> {
  let failure: CalendarFailure | undefined;
  for (const entry of entries) {
    const connection = await findCalendar(db, entry.connectionId);
    if (!connection || connection.status === 'needs_reauth') continue;
    try {
      const calendar = await open(connection);
      if (isWritable(calendar)) await work(calendar, entry);
    } catch (error) {
      if (!(error instanceof CalendarFailure)) throw error;
      if (error.kind === 'passing') failure = error;
    }
  }
  if (failure) throw asActivityFailure(failure);
}
