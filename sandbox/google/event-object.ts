import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';
import { offsetText } from '#sandbox/calendars/zones.ts';

/** An event as the API shows it. */
export function eventObject(event: CalendarEvent, account: CalendarAccount, timeZone?: string): object {
  const { span } = event;
  const zone = timeZone ?? account.timezone;
  const self = { email: account.address, self: true };
  return {
    kind: 'calendar#event',
    etag: etagOf(event),
    id: event.id,
    status: 'confirmed',
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${account.address}`).toString('base64url')}`,
    created: new Date(event.createdAt).toISOString(),
    updated: new Date(event.updatedAt).toISOString(),
    ...(event.title !== '' && { summary: event.title }),
    creator: self,
    organizer: self,
    start: span.allDay
      ? { date: span.startDate }
      : { dateTime: offsetText(span.startAt, zone), timeZone: span.startZone },
    end: span.allDay
      ? { date: span.endDate }
      : { dateTime: offsetText(span.endAt, zone), timeZone: span.endZone },
    ...(event.isFree && { transparency: 'transparent' }),
    iCalUID: `${event.id}@google.com`,
    sequence: event.sequence,
    reminders: { useDefault: true },
    eventType: 'default',
    ...event.details,
    ...(event.isDeleted && { status: 'cancelled' }),
  };
}

/** Of a deleted event a list tells no more than Google promises: its id, and that it is gone. */
export function deletedEventObject(event: CalendarEvent): object {
  return { kind: 'calendar#event', etag: etagOf(event), id: event.id, status: 'cancelled' };
}

export function etagOf({ revision, updatedAt }: CalendarEvent): string {
  return `"${updatedAt}${String(revision).padStart(6, '0')}"`;
}
