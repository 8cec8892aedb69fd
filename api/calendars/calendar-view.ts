import type { DeletedEvent } from '#db/calendars-deleted.ts';
import type { CalendarConnection } from '#db/rows/calendars.ts';
import { hours } from '#domain/instant.ts';
import { calendarTrustHours } from '#domain/slots-bars.ts';
import type { CalendarAnswer, CalendarsAnswer } from './calendar-schemas.ts';

export function calendarOf(row: CalendarConnection): CalendarAnswer {
  const { id, provider, status, account, syncedAt, failingSince, failureCode, createdAt } = row;
  const closesSlotsAt =
    status === 'active' ? null : new Date((syncedAt ?? createdAt).getTime() + hours(calendarTrustHours));
  return {
    id,
    provider,
    status,
    account,
    syncedAt: syncedAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
    failureCode,
    closesSlotsAt: closesSlotsAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export function deletedEventOf(event: DeletedEvent): CalendarsAnswer['deletedEvents'][number] {
  return {
    consultationId: event.consultationId,
    consultationNumber: event.number,
    scheduledAt: event.startAt.toISOString(),
    calendarId: event.connectionId,
  };
}
