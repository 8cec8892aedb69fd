import type { EventChanges } from '#sandbox/calendars/events.ts';
import type { CalendarEvent } from '#sandbox/calendars/records.ts';
import { detailNames, type EventBody, readSpan } from './event-body.ts';

/** What an event is made of beside its time, when it is written whole. */
export function partsOf(body: EventBody) {
  const details = Object.fromEntries(
    detailNames.flatMap((name) => {
      const value = body[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
  return { title: body.summary ?? '', isFree: body.transparency === 'transparent', details };
}

/** A PATCH changes what it names; private and shared properties one by one, everything else whole. */
export function patchOf(event: CalendarEvent, body: EventBody, zone: string): EventChanges {
  const details: Record<string, unknown> = { ...event.details };
  for (const name of detailNames) {
    const value = body[name];
    if (value === null) delete details[name];
    else if (name === 'extendedProperties' && value !== undefined)
      details[name] = mergedProperties(details[name], body.extendedProperties);
    else if (value !== undefined) details[name] = value;
  }
  return {
    details,
    ...(body.summary !== undefined && { title: body.summary ?? '' }),
    ...(body.transparency !== undefined && { isFree: body.transparency === 'transparent' }),
    ...(body.status !== undefined && { isDeleted: body.status === 'cancelled' }),
    ...((body.start ?? body.end) && { span: readSpan(withOtherSide(event, body), zone) }),
  };
}

function withOtherSide({ span }: CalendarEvent, body: EventBody): EventBody {
  const [start, end] = span.allDay
    ? [{ date: span.startDate }, { date: span.endDate }]
    : [
        { dateTime: new Date(span.startAt).toISOString(), timeZone: span.startZone },
        { dateTime: new Date(span.endAt).toISOString(), timeZone: span.endZone },
      ];
  return { start: body.start ?? start, end: body.end ?? end };
}

function mergedProperties(before: unknown, changes: EventBody['extendedProperties']): object {
  const known: Record<string, unknown> = typeof before === 'object' && before !== null ? { ...before } : {};
  for (const kind of ['private', 'shared'] as const) {
    const own = known[kind];
    const merged = { ...(typeof own === 'object' ? own : {}), ...changes?.[kind] };
    const kept = Object.entries(merged).filter(([, value]) => value !== null);
    if (changes?.[kind] === null || kept.length === 0) delete known[kind];
    else known[kind] = Object.fromEntries(kept);
  }
  return known;
}
