import type { Kysely } from 'kysely';
import {
  belongsIntoCalendar,
  findOwnConsultations,
  listEntriesAhead,
  listEntriesToRemove,
  listEntriesToWrite,
  recordDeletedThere,
} from '#db/calendars-events.ts';
import type { CalendarConnection } from '#db/rows/calendars.ts';
import type { Database } from '#db/schema.ts';
import type { Instant } from '#domain/instant.ts';
import { CalendarFailure } from './calendar-failure.ts';
import { removeEntry, writeEntry } from './entry.ts';
import type { CalendarContent, WritableCalendar } from './provider.ts';

/** What one reading puts right; the rest follows with the next one. */
const changesMax = 25;
/** So many consultations of one lawyer lie ahead at the most. */
const aheadMax = 1000;

export interface Reconciliation {
  connection: CalendarConnection;
  calendar: WritableCalendar;
  /** As it was just read. */
  content: CalendarContent;
  now: Instant;
}

interface Place {
  db: Kysely<Database>;
  publicUrl: string;
}

/**
 * Makes up for what did not happen at its time: consultations that were confirmed before the calendar was connected or
 * while it could not be written, and events that should be gone. Notices what the lawyer took out. A change that the
 * provider does not take now is tried again with the next reading.
 */
export async function reconcile(place: Place, reconciliation: Reconciliation): Promise<void> {
  try {
    await noticeDeletions(place, reconciliation);
    await writeOutstanding(place, reconciliation);
    await removeOutstanding(place, reconciliation);
    await removeStrays(place, reconciliation);
  } catch (error) {
    if (!(error instanceof CalendarFailure) || error.kind === 'needs_lawyer') throw error;
  }
}

/** What the reading does not have is asked for by its id, because it may have been written meanwhile or moved far away. */
async function noticeDeletions({ db }: Place, { connection, calendar, content, now }: Reconciliation) {
  const seen = new Set(content.own.map(({ eventId }) => eventId));
  const ahead = await listEntriesAhead(db, { connectionId: connection.id, now, limit: aheadMax });
  const missing = ahead.filter(({ providerEventId: id }) => id !== null && !seen.has(id));
  for (const { consultationId, connectionId, providerEventId } of missing.slice(0, changesMax)) {
    if (providerEventId === null || (await calendar.has(providerEventId))) continue;
    await recordDeletedThere(db, { consultationId, connectionId, providerEventId });
  }
}

async function writeOutstanding(place: Place, { connection, calendar, now }: Reconciliation): Promise<void> {
  const outstanding = { connectionId: connection.id, now, limit: changesMax };
  for (const entry of await listEntriesToWrite(place.db, outstanding)) {
    await writeEntry(place, calendar, entry);
  }
}

async function removeOutstanding({ db }: Place, { connection, calendar }: Reconciliation): Promise<void> {
  const outstanding = { connectionId: connection.id, limit: changesMax };
  for (const entry of await listEntriesToRemove(db, outstanding)) await removeEntry(db, calendar, entry);
}

/** Events of an earlier connection of the same calendar, whose consultations were cancelled while it was away. */
async function removeStrays({ db }: Place, { connection, calendar, content }: Reconciliation): Promise<void> {
  const ids = [...new Set(content.own.map(({ consultationId }) => consultationId))];
  const own = await findOwnConsultations(db, { lawyerId: connection.lawyerId, ids });
  const strays = content.own.filter(({ consultationId }) => {
    const status = own.get(consultationId);
    return status !== undefined && !belongsIntoCalendar({ status });
  });
  for (const { consultationId, eventId } of strays.slice(0, changesMax)) {
    await calendar.remove({ consultationId, eventId, startAt: 0, endAt: 0 });
  }
}
