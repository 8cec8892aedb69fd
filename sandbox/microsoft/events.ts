import { addEvent, changeEvent, eventsOf, findEvent } from '#sandbox/calendars/events.ts';
import { newEventId } from '#sandbox/calendars/person.ts';
import type { CalendarEvent } from '#sandbox/calendars/records.ts';
import { intervalOf } from '#sandbox/calendars/spans.ts';
import { wallText } from '#sandbox/calendars/zones.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { GraphRefusal, invalidProperty, itemNotFound } from './errors.ts';
import { detailNames, type EventBody, readEventBody, readSpan } from './event-body.ts';
import { contextOf, etagOf, eventObject } from './event-object.ts';
import { filterOf, pageOf, shownEvents } from './odata.ts';
import { type GraphCall, type GraphOperation, readCalendars, writeCalendars } from './operation.ts';

const all = '/me/events';
const one = '/me/events/:eventId';

/** Events one by one, and the list of them. What is deleted is gone. */
export function eventOperations(context: SandboxContext): GraphOperation[] {
  return [
    {
      name: 'events.create',
      method: 'POST',
      path: all,
      scopes: writeCalendars,
      successStatus: 201,
      run: (call) => shown(createEvent(context, call), call),
    },
    {
      name: 'events.list',
      method: 'GET',
      path: all,
      scopes: readCalendars,
      run: (call) => listEvents(context, call),
    },
    {
      name: 'events.get',
      method: 'GET',
      path: one,
      scopes: readCalendars,
      run(call) {
        const [event] = shownEvents([foundEvent(context, call)], call);
        return { '@odata.context': contextOf(call.base, call.account, 'events/$entity'), ...event };
      },
    },
    {
      name: 'events.update',
      method: 'PATCH',
      path: one,
      scopes: writeCalendars,
      run: (call) => shown(updateEvent(context, call), call),
    },
    {
      name: 'events.delete',
      method: 'DELETE',
      path: one,
      scopes: writeCalendars,
      successStatus: 204,
      run(call) {
        changeEvent(context, foundEvent(context, call), { isDeleted: true });
        return null;
      },
    },
  ];
}

function shown(event: CalendarEvent, call: GraphCall): object {
  return {
    '@odata.context': contextOf(call.base, call.account, 'events/$entity'),
    ...eventObject(event, call),
  };
}

/** A transaction that was made already is not made again; with another event it is a mistake. */
function createEvent(context: SandboxContext, { account, body }: GraphCall): CalendarEvent {
  const read = readEventBody(body);
  const span = readSpan(read);
  const made = { span, ...partsOf(read) };
  const twin = eventsOf(context.state, account).find(
    (event) =>
      !event.isDeleted && read.transactionId && event.details['transactionId'] === read.transactionId,
  );
  if (!twin) return addEvent(context, account, { id: newEventId('microsoft'), madeBy: 'product', ...made });
  if (sameParts(twin, made)) return twin;
  throw new GraphRefusal(
    409,
    'ErrorDuplicateTransactionId',
    "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
  );
}

function sameParts(
  event: CalendarEvent,
  made: ReturnType<typeof partsOf> & Pick<CalendarEvent, 'span'>,
): boolean {
  const { span, title, isFree, details } = event;
  const parts = [span, title, isFree, details];
  return JSON.stringify(parts) === JSON.stringify([made.span, made.title, made.isFree, made.details]);
}

function updateEvent(context: SandboxContext, call: GraphCall): CalendarEvent {
  const event = foundEvent(context, call);
  const read = readEventBody(call.body);
  if (read.transactionId !== undefined && read.transactionId !== event.details['transactionId'])
    throw invalidProperty("The property 'TransactionId' cannot be changed.");
  const { details, isFree } = partsOf(read);
  const moves = [read.start, read.end, read.isAllDay].some((part) => part !== undefined);
  return changeEvent(context, event, {
    details: { ...event.details, ...details },
    ...(read.subject !== undefined && { title: read.subject ?? '' }),
    ...(read.showAs !== undefined && { isFree }),
    ...(moves && { span: readSpan(withOtherSide(event, read)) }),
  });
}

function withOtherSide(
  { span }: CalendarEvent,
  { start, end, isAllDay }: EventBody,
): Parameters<typeof readSpan>[0] {
  const before = (at: string | number) => ({
    dateTime: typeof at === 'string' ? `${at}T00:00:00` : wallText(at, 'UTC'),
    timeZone: 'UTC',
  });
  return {
    start: start ?? before(span.allDay ? span.startDate : span.startAt),
    end: end ?? before(span.allDay ? span.endDate : span.endAt),
    isAllDay: isAllDay ?? span.allDay,
  };
}

function partsOf(body: EventBody): Pick<CalendarEvent, 'title' | 'isFree' | 'details'> {
  const details = Object.fromEntries(
    detailNames.flatMap((name) => {
      const value = body[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
  const isFree = body.showAs === 'free' || body.showAs === 'workingElsewhere';
  return { title: body.subject ?? '', isFree, details };
}

function listEvents({ state }: SandboxContext, call: GraphCall): object {
  const start = (event: CalendarEvent): number => intervalOf(event.span, call.account.timezone).startAt;
  const chosen = eventsOf(state, call.account)
    .filter((event) => !event.isDeleted)
    .filter(filterOf(call.query))
    .toSorted((left, right) => start(left) - start(right));
  return {
    '@odata.context': contextOf(call.base, call.account, 'events'),
    ...pageOf(chosen, call, all),
  };
}

function foundEvent({ state }: SandboxContext, { account, ids, ifMatch }: GraphCall): CalendarEvent {
  const event = findEvent(state, account, ids['eventId'] ?? '');
  if (!event || event.isDeleted) throw itemNotFound();
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(event))
    throw new GraphRefusal(
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
  return event;
}
