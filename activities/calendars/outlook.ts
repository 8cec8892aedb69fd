import { createHash } from 'node:crypto';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { GraphRequest, Middleware } from '@microsoft/microsoft-graph-client';
import T from 'typebox';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { days } from '#domain/instant.ts';
import type { Interval } from '#domain/instant.ts';
import { startOfDate } from '#domain/zone.ts';
import { CalendarFailure, failureOfAnswer, failureOfCall } from './calendar-failure.ts';
import { callTimeoutMs, consultationOfUid, eventsMax } from './provider.ts';
import type {
  CalendarContent,
  ChannelRequest,
  EventReference,
  EventToWrite,
  OpenChannel,
  ReadingSpan,
  WritableCalendar,
} from './provider.ts';

export interface OutlookAccess {
  /** Where Microsoft's APIs are, when not at Microsoft. */
  apiBase: string | undefined;
  accessToken: string;
  calendarId: string;
}

/** A calendar in Outlook, by Microsoft Graph. */
export function openOutlook({ apiBase, accessToken, calendarId }: OutlookAccess): WritableCalendar {
  const client = Client.initWithMiddleware({
    baseUrl: `${(apiBase ?? 'https://graph.microsoft.com').replace(/\/$/, '')}/`,
    defaultVersion: 'v1.0',
    middleware: carrier(accessToken),
  });
  const path = calendarId === 'primary' ? '/me' : `/me/calendars/${encodeURIComponent(calendarId)}`;
  const at: Place = { client, path };
  return {
    read: (span) => readEvents(at, span),
    write: (event) => writeEvent(at, event),
    remove: (event) => removeEvent(at, event),
    async has(eventId) {
      const found = await orMissing(() => eventAt(at, eventId).select('id').get());
      return found !== undefined;
    },
    watch: (request) => watchEvents(at, request),
    async unwatch({ channelId }) {
      await orMissing(() => client.api(`/subscriptions/${encodeURIComponent(channelId)}`).delete());
    },
  };
}

/** One calendar: its client, and where it is. */
interface Place {
  client: Client;
  path: string;
}

/** The client's own middleware never sends a token to http, where the sandbox is, and has no end to its patience. */
function carrier(accessToken: string): Middleware {
  return {
    async execute(context) {
      const headers = new Headers(context.options?.headers);
      headers.set('authorization', `Bearer ${accessToken}`);
      const signal = AbortSignal.timeout(callTimeoutMs);
      const options = { ...context.options, headers, signal, redirect: 'error' as const };
      context.response = await fetch(context.request, options);
    },
  };
}

const Moment = T.Object({ dateTime: T.String() });
const GraphEvent = T.Object({
  id: T.String(),
  showAs: T.Optional(T.String()),
  isCancelled: T.Optional(T.Boolean()),
  isAllDay: T.Optional(T.Boolean()),
  iCalUId: T.Optional(T.Union([T.String(), T.Null()])),
  transactionId: T.Optional(T.Union([T.String(), T.Null()])),
  responseStatus: T.Optional(T.Union([T.Object({ response: T.Optional(T.String()) }), T.Null()])),
  start: Moment,
  end: Moment,
});
const Page = T.Object({ value: T.Array(GraphEvent), '@odata.nextLink': T.Optional(T.String()) });
const Identified = T.Object({ id: T.String() });
const Subscription = T.Object({ id: T.String(), expirationDateTime: T.String() });
type GraphEvent = T.Static<typeof GraphEvent>;

const pageSize = 500;
const readFields = 'id,showAs,isCancelled,isAllDay,iCalUId,transactionId,responseStatus,start,end';
/** A meeting that was not answered yet shows as `tentative` and takes time, as in Outlook's own view. */
const takesNoTime: ReadonlySet<string | undefined> = new Set(['free', 'workingElsewhere']);

async function readEvents(at: Place, span: ReadingSpan): Promise<CalendarContent> {
  const content: CalendarContent = { busy: [], own: [] };
  for (const event of await listEvents(at, span)) {
    if (event.isCancelled === true) continue;
    const written = consultationOf(event);
    if (written !== undefined) content.own.push({ eventId: event.id, consultationId: written });
    const time = takesTime(event) ? timeOf(event, span.zone) : undefined;
    if (time) content.busy.push({ ...time, consultationId: written ?? consultationOfUid(event.iCalUId) });
  }
  return content;
}

async function listEvents({ client, path }: Place, span: Interval): Promise<GraphEvent[]> {
  const events: GraphEvent[] = [];
  const view = client
    .api(`${path}/calendarView`)
    .query({ startDateTime: iso(span.start), endDateTime: iso(span.end) })
    .select(readFields)
    .top(pageSize);
  let next: GraphRequest | undefined = view;
  for (let page = 0; page * pageSize < eventsMax; page += 1) {
    const request = next.header('Prefer', 'outlook.timezone="UTC"');
    const answer: T.Static<typeof Page> = await asked(Page, () => request.get());
    events.push(...answer.value);
    const link = answer['@odata.nextLink'];
    if (link === undefined) return events;
    next = client.api(link);
  }
  throw new CalendarFailure('calendar_too_large');
}

function takesTime({ showAs, responseStatus }: GraphEvent): boolean {
  return !takesNoTime.has(showAs) && responseStatus?.response !== 'declined';
}

function timeOf({ start, end, isAllDay }: GraphEvent, zone: string): Interval | undefined {
  const [from, to] = [start, end].map(({ dateTime }) =>
    // Whole days are dates, whatever zone is named beside them.
    isAllDay === true ? startOfDate(dateTime.slice(0, 10), zone) : Date.parse(`${dateTime.slice(0, 19)}Z`),
  );
  return from !== undefined && to !== undefined && from < to ? { start: from, end: to } : undefined;
}

/**
 * Microsoft creates no second event under an id that it has seen with the same content, and refuses it with another
 * content. The id tells our events from others; more of it is needed after the lawyer deleted one and wants it back.
 */
function transactionIdOf({ consultationId }: EventReference, more = ''): string {
  return `majlis-${consultationId}${more === '' ? '' : `-${digestOf(more)}`}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function consultationOf({ transactionId }: GraphEvent): string | undefined {
  return /^majlis-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-[0-9a-f]{12})?$/.exec(
    transactionId ?? '',
  )?.[1];
}

async function writeEvent(at: Place, event: EventToWrite): Promise<string> {
  const known = event.eventId;
  if (known !== undefined && (await patchEvent(at, known, event))) return known;
  const created = await createEvent(at, event, transactionIdOf(event, known));
  if (created !== undefined) return created;
  const found = await findEvent(at, event);
  if (found !== undefined && (await patchEvent(at, found, event))) return found;
  // The one that was made under this id is gone, or far away: this is another one.
  const another = await createEvent(at, event, transactionIdOf(event, `${known} ${event.startAt}`));
  if (another === undefined) throw new CalendarFailure('provider_refused');
  return another;
}

/** False when there is no such event any more. */
async function patchEvent(at: Place, eventId: string, event: EventToWrite): Promise<boolean> {
  return (await orMissing(() => eventAt(at, eventId).patch(bodyOf(event)))) !== undefined;
}

/** Undefined when another event was made under this id. */
async function createEvent(
  at: Place,
  event: EventToWrite,
  transactionId: string,
): Promise<string | undefined> {
  try {
    const { client, path } = at;
    const created: unknown = await client.api(`${path}/events`).post({ ...bodyOf(event), transactionId });
    if (Check(Identified, created)) return created.id;
  } catch (error) {
    if (error instanceof GraphError && error.code === 'ErrorDuplicateTransactionId') return undefined;
    throw failureOf(error);
  }
  throw new CalendarFailure('provider_unavailable');
}

function bodyOf({ title, url, startAt, endAt }: EventToWrite) {
  return {
    subject: title,
    body: { contentType: 'text', content: url },
    start: { dateTime: wall(startAt), timeZone: 'UTC' },
    end: { dateTime: wall(endAt), timeZone: 'UTC' },
    showAs: 'busy',
  };
}

/** The event whose id was never written down, near the time for which it was made. */
async function findEvent(at: Place, event: EventReference): Promise<string | undefined> {
  const around = { start: event.startAt - days(1), end: event.endAt + days(1) };
  const events = await listEvents(at, around);
  return events.find((each) => consultationOf(each) === event.consultationId)?.id;
}

async function removeEvent(at: Place, event: EventReference): Promise<void> {
  const eventId = event.eventId ?? (await findEvent(at, event));
  if (eventId !== undefined) await orMissing(() => eventAt(at, eventId).delete());
}

function eventAt({ client }: Place, eventId: string): GraphRequest {
  return client.api(`/me/events/${encodeURIComponent(eventId)}`);
}

/** Microsoft ends a subscription to events after a week at the latest. */
const subscriptionTime = days(3);

async function watchEvents(
  { client, path }: Place,
  { address, secret, current }: ChannelRequest,
): Promise<OpenChannel> {
  const expirationDateTime = iso(Date.now() + subscriptionTime);
  const prolonged =
    current &&
    (await orMissing(() =>
      client.api(`/subscriptions/${encodeURIComponent(current.channelId)}`).patch({ expirationDateTime }),
    ));
  const subscription =
    prolonged ??
    (await asked(Subscription, () =>
      client.api('/subscriptions').post({
        changeType: 'created,updated,deleted',
        notificationUrl: address,
        resource: `${path.slice(1)}/events`,
        expirationDateTime,
        clientState: secret,
      }),
    ));
  if (!Check(Subscription, subscription)) throw new CalendarFailure('provider_unavailable');
  const expiresAt = Date.parse(subscription.expirationDateTime);
  return { channelId: subscription.id, resourceId: null, expiresAt };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Without the Z: the zone stands beside it. */
function wall(at: number): string {
  return iso(at).slice(0, 19);
}

/** The answer, if it has the shape that it should have. */
async function asked<Shape extends TSchema>(
  shape: Shape,
  call: () => Promise<unknown>,
): Promise<T.Static<Shape>> {
  const answer = await called(call);
  if (!Check(shape, answer)) throw new CalendarFailure('provider_unavailable');
  return answer;
}

async function called(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    throw failureOf(error);
  }
}

/** Undefined when Microsoft answers that it is not there; an empty answer is null. */
async function orMissing(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return (await call()) ?? null;
  } catch (error) {
    if (error instanceof GraphError && (error.statusCode === 404 || error.statusCode === 410))
      return undefined;
    throw failureOf(error);
  }
}

function failureOf(error: unknown): CalendarFailure {
  if (!(error instanceof GraphError)) return failureOfCall(error);
  const { statusCode: status, code, headers } = error;
  // Without an answer the client keeps no more than the name of what went wrong.
  if (status < 100) return new CalendarFailure(code === 'TimeoutError' ? 'timeout' : 'network');
  const retryAfter = headers?.get('retry-after') ?? undefined;
  return failureOfAnswer({ status, reason: code ?? undefined, retryAfter });
}
