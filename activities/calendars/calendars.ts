import type { Kysely } from 'kysely';
import type { Database } from '#db/schema.ts';
import type { CalendarActivities } from '#activities/contract.ts';
import { renewChannel, sayFarewell } from './channel.ts';
import { removeConsultation, writeConsultation } from './consultation-events.ts';
import { createOpening } from './open.ts';
import type { CalendarSettings } from './open.ts';
import { syncCalendar } from './sync.ts';

export interface CalendarDependencies {
  db: Kysely<Database>;
  settings: CalendarSettings;
  publicUrl: string;
}

/** Lawyers' calendars at Google, in Outlook and behind .ics addresses. */
export function createCalendars({ db, settings, publicUrl }: CalendarDependencies): CalendarActivities {
  const open = createOpening({ db, settings });
  const deps = { db, open, publicUrl, sandboxed: sandboxedIn(settings) };
  return {
    syncCalendar: (input) => syncCalendar(deps, input),
    renewChannel: ({ connectionId }) => renewChannel(deps, connectionId),
    stopChannel: ({ connectionId }) => sayFarewell(deps, connectionId),
    writeCalendarEvent: ({ consultationId }) => writeConsultation(deps, consultationId),
    removeCalendarEvent: ({ consultationId }) => removeConsultation(deps, consultationId),
  };
}

function sandboxedIn({ GOOGLE_API_BASE, OUTLOOK_API_BASE }: CalendarSettings) {
  return new Set([
    ...(GOOGLE_API_BASE === undefined ? [] : (['google'] as const)),
    ...(OUTLOOK_API_BASE === undefined ? [] : (['outlook'] as const)),
  ]);
}
