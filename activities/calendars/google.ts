import { createHash, randomUUID } from 'node:crypto';
import { auth, calendar as googleCalendar } from '@googleapis/calendar';
import type { calendar_v3 } from '@googleapis/calendar';
import T from 'typebox';
import { Check } from 'typebox/value';
import type { Interval } from '#domain/instant.ts';
import { startOfDate } from '#domain/zone.ts';
import { CalendarFailure, failureOfAnswer, failureOfCall } from './calendar-failure.ts';
import type { ProviderAnswer } from './calendar-failure.ts';
import { callTimeoutMs, consultationOfUid, eventsMax } from './provider.ts';
import type {
  BusyTime,
  CalendarContent,
  ChannelRequest,
  EventToWrite,
  OpenChannel,
  ReadingSpan,
  WritableCalendar,
} from './provider.ts';

export interface GoogleAccess {
  /** Where Google's APIs are, when not at Google. */
  apiBase: string | undefined;
  accessToken: string;
  calendarId: string;
}

const pageSize = 2500;
/** A private property of ours: other programs do not see it. */
const mark = 'majlisConsultation';
const readFields =
  'id,status,transparency,eventType,iCalUID,start,end,attendees(self,responseStatus),extendedProperties/private';
/** Entries that say something about a day and take no time. */
const notTime: ReadonlySet<string | null | undefined> = new Set(['workingLocation', 'birthday']);

/**
 * A calendar at Google. Busy times come from the list of events and not from "free/busy": there our own events could not be
 * told from the others.
 */
export function openGoogle({ apiBase, accessToken, calendarId }: GoogleAccess): WritableCalendar {
  const client = new auth.OAuth2();
  client.setCredentials({ access_token: accessToken });
  const { events, channels } = googleCalendar({ version: 'v3', auth: client });
  // With each call: of an address for all calls the client keeps no more than the host.
  const options = {
    timeout: callTimeoutMs,
    retry: false,
    ...(apiBase !== undefined && { rootUrl: `${apiBase.replace(/\/$/, '')}/` }),
  };
  const at: Place = { events, calendarId, options };
  return {
    read: (span) => readEvents(at, span),
    write: (event) => writeEvent(at, event),
    async remove({ consultationId, eventId = eventIdOf(consultationId) }) {
      await orMissing(() => events.delete({ calendarId, eventId, sendUpdates: 'none' }, options));
    },
    async has(eventId) {
      const found = await orMissing(() => events.get({ calendarId, eventId, fields: 'id,status' }, options));
      return found !== undefined && found.data.status !== 'cancelled';
    },
    watch: (request) => watchEvents(at, request),
    async unwatch({ channelId, resourceId }) {
      await orMissing(() => channels.stop({ requestBody: { id: channelId, resourceId } }, options));
    },
  };
}

/** One calendar, and how every call to it is made. */
interface Place {
  events: calendar_v3.Calendar['events'];
  calendarId: string;
  options: { timeout: number; retry: boolean; rootUrl?: string };
}

/** The same for every try and every connection of this calendar, so that an event is never there twice. */
export function eventIdOf(consultationId: string): string {
  const alphabet = '0123456789abcdefghijklmnopqrstuv';
  const bits = [...createHash('sha256').update(consultationId).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = bits.match(/.{1,5}/g) ?? [];
  return `mj${letters.map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')}`;
}

type GoogleEvent = calendar_v3.Schema$Event;

async function readEvents(
  { events, calendarId, options }: Place,
  span: ReadingSpan,
): Promise<CalendarContent> {
  const content: CalendarContent = { busy: [], own: [] };
  let pageToken: string | undefined;
  for (let page = 0; page * pageSize < eventsMax; page += 1) {
    const question = {
      calendarId,
      timeMin: new Date(span.start).toISOString(),
      timeMax: new Date(span.end).toISOString(),
      singleEvents: true,
      maxResults: pageSize,
      fields: `nextPageToken,items(${readFields})`,
      ...(pageToken !== undefined && { pageToken }),
    };
    const { data } = await called(() => events.list(question, options));
    for (const event of data.items ?? []) addEvent(content, event, span.zone);
    pageToken = data.nextPageToken ?? undefined;
    if (pageToken === undefined) return content;
  }
  throw new CalendarFailure('calendar_too_large');
}

function addEvent(content: CalendarContent, event: GoogleEvent, zone: string): void {
  if (event.status === 'cancelled') return;
  const written = event.extendedProperties?.private?.[mark];
  if (written !== undefined && event.id) content.own.push({ eventId: event.id, consultationId: written });
  const time = takesTime(event) ? timeOf(event, zone) : undefined;
  if (time) {
    const busy: BusyTime = { ...time, consultationId: written ?? consultationOfUid(event.iCalUID) };
    content.busy.push(busy);
  }
}

/** "Free" takes no time, nor does what was declined. What was not answered yet does, as in Google's own view. */
function takesTime({ transparency, eventType, attendees }: GoogleEvent): boolean {
  if (transparency === 'transparent' || notTime.has(eventType)) return false;
  return !(attendees ?? []).some(({ self, responseStatus }) => self && responseStatus === 'declined');
}

function timeOf({ start, end }: GoogleEvent, zone: string): Interval | undefined {
  const [from, to] = [instantAt(start, zone), instantAt(end, zone)];
  return from !== undefined && to !== undefined && from < to ? { start: from, end: to } : undefined;
}

function instantAt(at: calendar_v3.Schema$EventDateTime | undefined, zone: string): number | undefined {
  const instant = at?.dateTime ? Date.parse(at.dateTime) : at?.date ? startOfDate(at.date, zone) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** What was deleted keeps its id at Google and comes back by being confirmed. */
async function writeEvent({ events, calendarId, options }: Place, event: EventToWrite): Promise<string> {
  const id = eventIdOf(event.consultationId);
  const requestBody: GoogleEvent = {
    summary: event.title,
    description: event.url,
    start: { dateTime: new Date(event.startAt).toISOString() },
    end: { dateTime: new Date(event.endAt).toISOString() },
    status: 'confirmed',
    transparency: 'opaque',
    extendedProperties: { private: { [mark]: event.consultationId } },
  };
  const asked = { calendarId, sendUpdates: 'none' };
  const inserted = await unless(409, () =>
    events.insert({ ...asked, requestBody: { ...requestBody, id } }, options),
  );
  if (inserted === undefined) {
    await called(() => events.patch({ ...asked, eventId: id, requestBody }, options));
  }
  return id;
}

async function watchEvents(
  { events, calendarId, options }: Place,
  { address, secret }: ChannelRequest,
): Promise<OpenChannel> {
  const requestBody = { id: randomUUID(), type: 'web_hook', address, token: secret };
  const { data } = await called(() => events.watch({ calendarId, requestBody }, options));
  const expiresAt = Number(data.expiration);
  if (!Number.isFinite(expiresAt)) throw new CalendarFailure('provider_unavailable');
  return { channelId: requestBody.id, resourceId: data.resourceId ?? null, expiresAt };
}

async function called<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): CalendarFailure {
  const answer = answerIn(error);
  return answer ? failureOfAnswer(answer) : failureOfCall(error);
}

/** Undefined when Google answers that it is not there, or not any more. */
async function orMissing<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  return await unless(404, () => unless(410, call));
}

async function unless<Answer>(status: number, call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (answerIn(error)?.status === status) return undefined;
    throw failureOf(error);
  }
}

const Answered = T.Object({
  response: T.Object({ status: T.Number(), headers: T.Unsafe<Headers>({}), data: T.Unknown() }),
});
const Reasons = T.Object({
  error: T.Object({ errors: T.Array(T.Object({ reason: T.String() }), { minItems: 1 }) }),
});

/** Google's error class repeats the whole request; only these leave this file. */
function answerIn(error: unknown): ProviderAnswer | undefined {
  if (!(error instanceof Error) || !Check(Answered, error)) return undefined;
  const { status, headers, data } = error.response;
  const reason = Check(Reasons, data) ? data.error.errors[0]?.reason : undefined;
  const retryAfter = new Headers(headers).get('retry-after') ?? undefined;
  return { status, reason, retryAfter };
}
