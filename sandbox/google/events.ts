import type { SandboxContext } from '#sandbox/context.ts';
import { addEvent, changeEvent, findEvent } from '#sandbox/calendars/events.ts';
import { newEventId } from '#sandbox/calendars/person.ts';
import type { CalendarEvent } from '#sandbox/calendars/records.ts';
import { GoogleRefusal, notFound } from './errors.ts';
import { checkEventId, readEventBody, readSpan } from './event-body.ts';
import { partsOf, patchOf } from './event-changes.ts';
import { etagOf, eventObject } from './event-object.ts';
import type { GoogleCall, GoogleOperation } from './operation.ts';
import { readEvents, writeEvents } from './scopes.ts';

const all = '/google/calendar/v3/calendars/:calendarId/events';
const one = `${all}/:eventId`;

/** Events one by one. A deleted one keeps its id: it can be looked at, and put back by its status. */
export function eventOperations(context: SandboxContext): GoogleOperation[] {
  return [
    {
      name: 'events.insert',
      method: 'POST',
      path: all,
      scopes: writeEvents,
      run: (call) => insertEvent(context, call),
    },
    {
      name: 'events.get',
      method: 'GET',
      path: one,
      scopes: readEvents,
      run: (call) => eventObject(foundEvent(context, call), call.account),
    },
    {
      name: 'events.patch',
      method: 'PATCH',
      path: one,
      scopes: writeEvents,
      run: (call) => patchEvent(context, call),
    },
    {
      name: 'events.update',
      method: 'PUT',
      path: one,
      scopes: writeEvents,
      run: (call) => updateEvent(context, call),
    },
    {
      name: 'events.delete',
      method: 'DELETE',
      path: one,
      scopes: writeEvents,
      run: (call) => deleteEvent(context, call),
    },
  ];
}

function insertEvent(context: SandboxContext, { account, body }: GoogleCall): object {
  const read = readEventBody(body);
  const id = read.id ?? newEventId('google');
  checkEventId(id);
  const span = readSpan(read, account.timezone);
  if (findEvent(context.state, account, id)) throw duplicate();
  return eventObject(addEvent(context, account, { id, span, madeBy: 'product', ...partsOf(read) }), account);
}

function patchEvent(context: SandboxContext, call: GoogleCall): object {
  const event = foundEvent(context, call);
  const changes = patchOf(event, readEventBody(call.body), call.account.timezone);
  return eventObject(changeEvent(context, event, changes), call.account);
}

function updateEvent(context: SandboxContext, call: GoogleCall): object {
  const event = foundEvent(context, call);
  const read = readEventBody(call.body);
  const span = readSpan(read, call.account.timezone);
  const isDeleted = read.status === 'cancelled';
  return eventObject(changeEvent(context, event, { span, isDeleted, ...partsOf(read) }), call.account);
}

function deleteEvent(context: SandboxContext, call: GoogleCall): null {
  const event = foundEvent(context, call);
  if (event.isDeleted)
    throw new GoogleRefusal({ status: 410, reason: 'deleted', message: 'Resource has been deleted' });
  changeEvent(context, event, { isDeleted: true });
  return null;
}

function foundEvent({ state }: SandboxContext, { account, ids, ifMatch }: GoogleCall): CalendarEvent {
  const event = findEvent(state, account, ids['eventId'] ?? '');
  if (!event) throw notFound();
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(event)) throw conditionNotMet();
  return event;
}

function duplicate(): GoogleRefusal {
  return new GoogleRefusal({
    status: 409,
    reason: 'duplicate',
    message: 'The requested identifier already exists.',
  });
}

function conditionNotMet(): GoogleRefusal {
  return new GoogleRefusal({
    status: 412,
    reason: 'conditionNotMet',
    message: 'Precondition Failed',
    location: 'If-Match',
    locationType: 'header',
  });
}
