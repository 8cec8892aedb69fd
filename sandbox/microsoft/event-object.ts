import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';
import { wallText } from '#sandbox/calendars/zones.ts';
import type { GraphCall } from './operation.ts';

/** An event as Graph shows it; extended properties only to those who ask for them. */
export function eventObject(
  event: CalendarEvent,
  { account, zone }: Pick<GraphCall, 'account' | 'zone'>,
): Record<string, unknown> {
  const { span, details } = event;
  const { singleValueExtendedProperties: _hidden, body, ...known } = details;
  return {
    '@odata.etag': etagOf(event),
    id: event.id,
    createdDateTime: precise(event.createdAt),
    lastModifiedDateTime: precise(event.updatedAt),
    changeKey: changeKeyOf(event),
    categories: [],
    transactionId: null,
    originalStartTimeZone: span.allDay ? account.timezone : span.startZone,
    originalEndTimeZone: span.allDay ? account.timezone : span.endZone,
    iCalUId: iCalUidOf(event),
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject: event.title,
    bodyPreview: textIn(body).slice(0, 255),
    importance: 'normal',
    sensitivity: 'normal',
    isAllDay: span.allDay,
    isCancelled: false,
    isOrganizer: true,
    responseRequested: true,
    seriesMasterId: null,
    showAs: event.isFree ? 'free' : 'busy',
    type: 'singleInstance',
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(event.id)}&exvsurl=1&path=/calendar/item`,
    recurrence: null,
    body: { contentType: 'html', content: '', ...(typeof body === 'object' && body) },
    start: shownMoment(span.allDay ? span.startDate : span.startAt, zone),
    end: shownMoment(span.allDay ? span.endDate : span.endAt, zone),
    location: { displayName: '' },
    responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
    attendees: [],
    organizer: { emailAddress: { name: account.name, address: account.address } },
    ...known,
  };
}

export function iCalUidOf({ id }: Pick<CalendarEvent, 'id'>): string {
  return `040000008200E00074C5B7101A82E008${Buffer.from(id.slice(-36)).toString('hex').toUpperCase()}`;
}

/** Whole days begin at midnight whatever the zone; everything else in the zone that was asked for. */
function shownMoment(at: string | number, zone: GraphCall['zone']): object {
  const wall = typeof at === 'string' ? `${at}T00:00:00` : wallText(at, zone.iana);
  return { dateTime: `${wall}.0000000`, timeZone: zone.name };
}

export function etagOf(event: CalendarEvent): string {
  return `W/"${changeKeyOf(event)}"`;
}

function changeKeyOf({ revision, updatedAt }: CalendarEvent): string {
  return Buffer.from(`${updatedAt}.${revision}`).toString('base64');
}

function precise(at: number): string {
  return new Date(at).toISOString().replace(/Z$/, '0000Z');
}

function textIn(body: unknown): string {
  const content = typeof body === 'object' && body !== null && 'content' in body ? String(body.content) : '';
  return content.replaceAll(/<[^>]*>/g, '').trim();
}

/** Where an object lives, as answers say. */
export function contextOf(base: string, { address }: CalendarAccount, what: string): string {
  return `${base}/$metadata#users('${encodeURIComponent(address)}')/${what}`;
}
