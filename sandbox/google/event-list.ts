import type { SandboxContext } from '#sandbox/context.ts';
import { eventsOf } from '#sandbox/calendars/events.ts';
import { type ListToken, readListToken, writeListToken } from '#sandbox/calendars/list-tokens.ts';
import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';
import { type Interval, intervalOf } from '#sandbox/calendars/spans.ts';
import { instantWithOffset, zoneNamed } from '#sandbox/calendars/zones.ts';
import { emptyRange } from './event-body.ts';
import { GoogleRefusal, invalid } from './errors.ts';
import { deletedEventObject, eventObject } from './event-object.ts';
import type { GoogleCall, GoogleOperation } from './operation.ts';
import { readEvents } from './scopes.ts';

const sizeUsual = 250;
const sizeMax = 2500;
/** A program that has not asked for so long begins anew. */
const syncTokenLifeMs = 30 * 86_400_000;

/** These choose events, so a list that uses them cannot be kept up to date by a sync token. */
const choosing = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'updatedMin',
] as const;

export function eventListOperation(context: SandboxContext): GoogleOperation {
  return {
    name: 'events.list',
    method: 'GET',
    path: '/google/calendar/v3/calendars/:calendarId/events',
    scopes: readEvents,
    run(call) {
      const { account, query } = call;
      const page = tokenIn(query, 'page');
      const sync = tokenIn(query, 'sync');
      if (sync) refuseSync(sync, call, context.clock.nowMs());
      const chosen = sync
        ? eventsOf(context.state, account).filter((event) => event.revision > sync.revision)
        : eventsOf(context.state, account).filter(chooser(call));
      const events = query.get('orderBy') ? ordered(chosen, call) : chosen;
      const size = whole(query, 'maxResults', sizeUsual, sizeMax);
      const start = page?.offset ?? 0;
      // Whatever changes while somebody turns pages comes with the next sync.
      const revision = page?.revision ?? account.revision;
      const zone = readZone(query);
      return {
        ...heading(account, context.clock.nowMs()),
        items: events
          .slice(start, start + size)
          .map((event) => (event.isDeleted ? deletedEventObject(event) : eventObject(event, account, zone))),
        ...(start + size < events.length
          ? { nextPageToken: writeListToken({ kind: 'page', revision, offset: start + size, at: 0 }) }
          : !choosing.some((name) => query.has(name)) && {
              nextSyncToken: writeListToken({
                kind: 'sync',
                revision,
                offset: 0,
                at: context.clock.nowMs(),
              }),
            }),
      };
    },
  };
}

function tokenIn(query: URLSearchParams, kind: ListToken['kind']): ListToken | undefined {
  const text = query.get(`${kind}Token`);
  if (text === null) return undefined;
  const token = readListToken(text, kind);
  if (!token) throw invalid(`Invalid ${kind} token value.`, 'invalid', `${kind}Token`);
  return token;
}

function heading(account: CalendarAccount, now: number): object {
  return {
    kind: 'calendar#events',
    etag: `"${account.revision}"`,
    summary: account.address,
    description: '',
    updated: new Date(now).toISOString(),
    timeZone: account.timezone,
    accessRole: 'owner',
    defaultReminders: [{ method: 'popup', minutes: 10 }],
  };
}

function refuseSync(
  sync: { revision: number; at: number },
  { account, query }: GoogleCall,
  now: number,
): void {
  const other = [...choosing, 'timeMin', 'timeMax'].find((name) => query.has(name));
  if (other) throw invalid('Sync token cannot be used with other query restrictions.', 'badRequest', other);
  if (query.get('showDeleted') === 'false')
    throw invalid('Sync token requires deleted events to be shown.', 'badRequest', 'showDeleted');
  if (sync.revision >= account.revisionMin && sync.at + syncTokenLifeMs > now) return;
  throw new GoogleRefusal({
    status: 410,
    domain: 'calendar',
    reason: 'fullSyncRequired',
    message: 'Sync token is no longer valid, a full sync is required.',
    location: 'syncToken',
    locationType: 'parameter',
  });
}

function chooser({ account, query }: GoogleCall): (event: CalendarEvent) => boolean {
  const within: Interval = {
    startAt: instantIn(query, 'timeMin') ?? Number.NEGATIVE_INFINITY,
    endAt: instantIn(query, 'timeMax') ?? Number.POSITIVE_INFINITY,
  };
  if (within.endAt <= within.startAt) throw emptyRange();
  const updatedMin = instantIn(query, 'updatedMin') ?? Number.NEGATIVE_INFINITY;
  const showDeleted = query.get('showDeleted') === 'true' || query.has('updatedMin');
  const uid = query.get('iCalUID');
  const words = query.get('q')?.toLowerCase();
  const properties = (['private', 'shared'] as const).flatMap((kind) =>
    query.getAll(`${kind}ExtendedProperty`).map((pair) => propertyIn(kind, pair)),
  );
  return (event) => {
    const { startAt, endAt } = intervalOf(event.span, account.timezone);
    return (
      (showDeleted || !event.isDeleted) &&
      startAt < within.endAt &&
      endAt > within.startAt &&
      event.updatedAt >= updatedMin &&
      (uid === null || uid === `${event.id}@google.com`) &&
      (words === undefined || event.title.toLowerCase().includes(words)) &&
      properties.every((matches) => matches(event))
    );
  };
}

function propertyIn(kind: 'private' | 'shared', pair: string): (event: CalendarEvent) => boolean {
  const [name = '', ...rest] = pair.split('=');
  if (rest.length === 0) throw invalid('Invalid extended property.', 'invalid', `${kind}ExtendedProperty`);
  return ({ details }) => {
    const all: unknown = details['extendedProperties'];
    const own: unknown = isObject(all) ? all[kind] : undefined;
    return isObject(own) && own[name] === rest.join('=');
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function ordered(events: readonly CalendarEvent[], { account, query }: GoogleCall): CalendarEvent[] {
  const start = (event: CalendarEvent): number => intervalOf(event.span, account.timezone).startAt;
  if (query.get('orderBy') === 'updated')
    return events.toSorted((left, right) => left.updatedAt - right.updatedAt);
  if (query.get('orderBy') === 'startTime' && query.get('singleEvents') === 'true')
    return events.toSorted((left, right) => start(left) - start(right));
  throw invalid('The requested ordering is not available for the particular query.', 'badRequest', 'orderBy');
}

function instantIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const at = instantWithOffset(text);
  if (at === undefined) throw invalid('Bad Request', 'badRequest', name);
  return at;
}

function readZone(query: URLSearchParams): string | undefined {
  const name = query.get('timeZone');
  if (name === null) return undefined;
  const zone = zoneNamed(name);
  if (zone === undefined) throw invalid('Invalid time zone.', 'invalid', 'timeZone');
  return zone;
}

function whole(query: URLSearchParams, name: string, usual: number, max: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw invalid('Invalid value', 'invalidParameter', name);
  return Math.min(Number(text), max);
}
