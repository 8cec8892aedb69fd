import { eventsOf } from '#sandbox/calendars/events.ts';
import { type ListToken, readListToken, writeListToken } from '#sandbox/calendars/list-tokens.ts';
import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';
import { type Interval, intervalOf, overlaps } from '#sandbox/calendars/spans.ts';
import { instantOf, instantWithOffset } from '#sandbox/calendars/zones.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { GraphRefusal } from './errors.ts';
import { contextOf } from './event-object.ts';
import { filterOf, invalidQuery, pageOf, shownEvents } from './odata.ts';
import { type GraphCall, type GraphOperation, readCalendars } from './operation.ts';

const deltaPageUsual = 50;
const deltaLifeMs = 30 * 86_400_000;

/** Everything between two moments, whole or as what has changed since. */
export function calendarViewOperations(context: SandboxContext): GraphOperation[] {
  return [
    {
      name: 'calendarView.list',
      method: 'GET',
      path: '/me/calendarView',
      scopes: readCalendars,
      run(call) {
        const chosen = within(context, call.account, windowOf(call.query)).filter(filterOf(call.query));
        return {
          '@odata.context': contextOf(call.base, call.account, 'calendarView'),
          ...pageOf(chosen, call, '/me/calendarView'),
        };
      },
    },
    {
      name: 'calendarView.delta',
      method: 'GET',
      path: '/me/calendarView/delta',
      scopes: readCalendars,
      run: (call) => delta(context, call),
    },
  ];
}

function windowOf(query: URLSearchParams): Interval {
  const moment = (name: string): number => {
    const text = query.get(name);
    if (text === null)
      throw new GraphRefusal(
        400,
        'ErrorInvalidParameter',
        'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
      );
    const at = instantWithOffset(text) ?? instantOf(text, 'UTC') ?? instantOf(`${text}T00:00:00`, 'UTC');
    if (at === undefined) throw invalidQuery(`The value '${text}' of parameter '${name}' is invalid.`);
    return at;
  };
  const asked = { startAt: moment('startDateTime'), endAt: moment('endDateTime') };
  if (asked.endAt < asked.startAt)
    throw new GraphRefusal(400, 'ErrorInvalidParameter', 'The start of the window is after its end.');
  return asked;
}

function within({ state }: SandboxContext, account: CalendarAccount, bounds: Interval): CalendarEvent[] {
  const interval = (event: CalendarEvent): Interval => intervalOf(event.span, account.timezone);
  return eventsOf(state, account)
    .filter((event) => !event.isDeleted && overlaps(interval(event), bounds))
    .toSorted((left, right) => interval(left).startAt - interval(right).startAt);
}

/** First everything in pages, then from the delta link on only what has changed; what left the window counts as removed. */
function delta(context: SandboxContext, call: GraphCall): object {
  const { account, base, query } = call;
  const now = context.clock.nowMs();
  const page = tokenIn(query, '$skiptoken', 'page');
  const since = page ?? tokenIn(query, '$deltatoken', 'sync');
  if (since) refuseOld(since, account, now);
  const bounds = since?.within ?? windowOf(query);
  const changedSince = since?.kind === 'sync' ? since.revision : page?.at;
  const present = within(context, account, bounds);
  const removed = changedSince
    ? eventsOf(context.state, account).filter((event) => !present.includes(event))
    : [];
  const chosen = [...present, ...removed].filter((event) => event.revision > (changedSince ?? 0));
  const size = call.pageSize ?? deltaPageUsual;
  const start = page?.offset ?? 0;
  const revision = page?.revision ?? account.revision;
  const slice = chosen.slice(start, start + size);
  const link = (name: string, token: ListToken): string =>
    `${base}/me/calendarView/delta?${name}=${writeListToken(token)}`;
  return {
    '@odata.context': contextOf(base, account, 'calendarView'),
    value: slice.flatMap((event) =>
      present.includes(event)
        ? shownEvents([event], call)
        : [{ '@odata.type': '#microsoft.graph.event', id: event.id, '@removed': { reason: 'deleted' } }],
    ),
    ...(start + size < chosen.length
      ? {
          '@odata.nextLink': link('$skiptoken', {
            kind: 'page',
            revision,
            offset: start + size,
            at: changedSince ?? 0,
            within: bounds,
          }),
        }
      : {
          '@odata.deltaLink': link('$deltatoken', {
            kind: 'sync',
            revision,
            offset: 0,
            at: now,
            within: bounds,
          }),
        }),
  };
}

function tokenIn(query: URLSearchParams, name: string, kind: ListToken['kind']): ListToken | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const token = readListToken(text, kind);
  if (!token?.within) throw new GraphRefusal(400, 'SyncStateInvalid', 'The sync state is invalid.');
  return token;
}

function refuseOld({ kind, revision, at }: ListToken, { revisionMin }: CalendarAccount, now: number): void {
  if (revision >= revisionMin && (kind === 'page' || at + deltaLifeMs > now)) return;
  throw new GraphRefusal(
    410,
    'SyncStateNotFound',
    'The sync state generation is not found; continue by full synchronization.',
  );
}
