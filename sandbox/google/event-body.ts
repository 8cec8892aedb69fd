import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Span } from '#sandbox/calendars/records.ts';
import { instantOf, instantWithOffset, isDate, zoneNamed } from '#sandbox/calendars/zones.ts';
import { invalid } from './errors.ts';

/** In a PATCH null takes a property away. */
function field<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}

const moment = Type.Object({
  date: field(Type.String()),
  dateTime: field(Type.String()),
  timeZone: field(Type.String()),
});
const properties = Type.Record(Type.String(), Type.Union([Type.String({ maxLength: 1024 }), Type.Null()]));

/** The properties of an event that a program may set; what else it sends is ignored, as Google does. */
const eventBody = Type.Object({
  id: field(Type.String()),
  summary: field(Type.String()),
  description: field(Type.String({ maxLength: 8192 })),
  location: field(Type.String({ maxLength: 1024 })),
  status: field(Type.Enum(['confirmed', 'tentative', 'cancelled'])),
  start: field(moment),
  end: field(moment),
  transparency: field(Type.Enum(['opaque', 'transparent'])),
  visibility: field(Type.Enum(['default', 'public', 'private', 'confidential'])),
  colorId: field(Type.String()),
  extendedProperties: field(Type.Object({ private: field(properties), shared: field(properties) })),
  reminders: field(
    Type.Object({
      useDefault: field(Type.Boolean()),
      overrides: field(Type.Array(Type.Object({ method: Type.String(), minutes: Type.Integer() }))),
    }),
  ),
  attendees: field(Type.Array(Type.Object({ email: Type.String() }))),
  source: field(Type.Object({ url: Type.String(), title: Type.Optional(Type.String()) })),
  recurrence: field(Type.Array(Type.String())),
});
export type EventBody = Static<typeof eventBody>;

/** What is kept as it came. */
export const detailNames = [
  'description',
  'location',
  'status',
  'visibility',
  'colorId',
  'extendedProperties',
  'reminders',
  'attendees',
  'source',
] as const satisfies readonly (keyof EventBody)[];

export function readEventBody(body: unknown): EventBody {
  if (Value.Check(eventBody, body)) {
    if (body.recurrence?.length) throw invalid('The sandbox keeps single events: recurrence is not known.');
    return body;
  }
  const [error] = Value.Errors(eventBody, body);
  const place = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  throw invalid(`Invalid value for: ${place === '' ? 'the event' : place}`);
}

/** An id that the program chose: base32hex in lower case, 5 to 1024 characters. */
export function checkEventId(id: string): void {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
}

/** When the event is; a side that is not given keeps what it was. */
export function readSpan(body: EventBody, zone: string): Span {
  const { start, end } = body;
  if (!start) throw invalid('Missing start time.', 'required');
  if (!end) throw invalid('Missing end time.', 'required');
  if (typeof start.date === 'string' && typeof end.date === 'string') {
    if (!isDate(start.date) || !isDate(end.date)) throw invalid('Invalid start or end date.');
    if (end.date <= start.date) throw emptyRange();
    return { allDay: true, startDate: start.date, endDate: end.date };
  }
  if (typeof start.dateTime !== 'string' || typeof end.dateTime !== 'string')
    throw invalid('Start and end times must either both be date or both be dateTime.');
  const from = readMoment(start.dateTime, start.timeZone, { side: 'start', zone });
  const to = readMoment(end.dateTime, end.timeZone, { side: 'end', zone });
  if (to.at < from.at) throw emptyRange();
  return { allDay: false, startAt: from.at, endAt: to.at, startZone: from.zone, endZone: to.zone };
}

function readMoment(
  text: string,
  timeZone: string | null | undefined,
  { side, zone }: { side: string; zone: string },
): { at: number; zone: string } {
  const named = typeof timeZone === 'string' ? zoneNamed(timeZone) : undefined;
  if (typeof timeZone === 'string' && named === undefined)
    throw invalid(`Invalid time zone definition for ${side} time.`);
  const at = instantWithOffset(text) ?? (named === undefined ? undefined : instantOf(text, named));
  if (at !== undefined) return { at, zone: named ?? zone };
  if (named === undefined && instantOf(text, 'UTC') !== undefined)
    throw invalid(`Missing time zone definition for ${side} time.`, 'required');
  throw invalid('Invalid value for: Invalid format');
}

export function emptyRange() {
  return invalid('The specified time range is empty.', 'timeRangeEmpty');
}
