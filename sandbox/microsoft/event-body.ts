import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Span } from '#sandbox/calendars/records.ts';
import { instantOf, instantWithOffset, wallText, zoneNamed } from '#sandbox/calendars/zones.ts';
import { GraphRefusal, invalidProperty } from './errors.ts';

function field<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}

const moment = Type.Object({ dateTime: Type.String(), timeZone: field(Type.String()) });
const extendedProperty = Type.Object({
  id: Type.String({
    pattern: '^[A-Za-z]+ \\{[0-9A-Fa-f-]{36}\\} (Name .{1,250}|Id 0x[0-9A-Fa-f]{1,8})$',
  }),
  value: Type.String({ maxLength: 4096 }),
});

/** The properties of an event that a program may set; what else it sends is ignored. */
const eventBody = Type.Object({
  subject: field(Type.String({ maxLength: 255 })),
  body: field(
    Type.Object({
      contentType: Type.Optional(Type.String({ pattern: '^(?:[tT]ext|TEXT|[hH]tml|HTML)$' })),
      content: Type.Optional(Type.String()),
    }),
  ),
  start: field(moment),
  end: field(moment),
  isAllDay: field(Type.Boolean()),
  showAs: field(Type.Enum(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'])),
  sensitivity: field(Type.Enum(['normal', 'personal', 'private', 'confidential'])),
  importance: field(Type.Enum(['low', 'normal', 'high'])),
  location: field(Type.Object({ displayName: field(Type.String()) })),
  categories: field(Type.Array(Type.String())),
  isReminderOn: field(Type.Boolean()),
  reminderMinutesBeforeStart: field(Type.Integer({ minimum: 0 })),
  responseRequested: field(Type.Boolean()),
  attendees: field(Type.Array(Type.Object({ emailAddress: Type.Object({ address: Type.String() }) }))),
  transactionId: field(Type.String({ minLength: 1, maxLength: 255 })),
  singleValueExtendedProperties: field(Type.Array(extendedProperty, { maxItems: 50 })),
  recurrence: Type.Optional(Type.Null()),
});
export type EventBody = Static<typeof eventBody>;

/** What is kept as it came. */
export const detailNames = [
  'body',
  'showAs',
  'sensitivity',
  'importance',
  'location',
  'categories',
  'isReminderOn',
  'reminderMinutesBeforeStart',
  'responseRequested',
  'attendees',
  'transactionId',
  'singleValueExtendedProperties',
] as const satisfies readonly (keyof EventBody)[];

export function readEventBody(body: unknown): EventBody {
  if (Value.Check(eventBody, body)) return body;
  const [error] = Value.Errors(eventBody, body);
  const place = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  if (place === 'recurrence')
    throw invalidProperty('The sandbox keeps single events: recurrence is not known.');
  throw new GraphRefusal(
    400,
    'RequestBodyRead',
    `The property '${place}' in the payload has a value that does not match schema.`,
  );
}

/** When the event is; an event of whole days begins and ends at midnight of the zone that it names. */
export function readSpan(body: Pick<EventBody, 'start' | 'end' | 'isAllDay'>): Span {
  const { start, end } = body;
  if (!start) throw invalidProperty("The property 'Start' is required when creating the entity.");
  if (!end) throw invalidProperty("The property 'End' is required when creating the entity.");
  const from = readMoment(start);
  const to = readMoment(end);
  if (to.at < from.at)
    throw new GraphRefusal(
      400,
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      'The end date is earlier than the start date.',
    );
  if (!body.isAllDay)
    return { allDay: false, startAt: from.at, endAt: to.at, startZone: from.zone, endZone: to.zone };
  const [startDate = '', startTime] = wallText(from.at, from.iana).split('T', 2);
  const [endDate = '', endTime] = wallText(to.at, to.iana).split('T', 2);
  if (startTime !== '00:00:00' || endTime !== '00:00:00' || endDate <= startDate)
    throw invalidProperty(
      "The 'Start' and 'End' of an all-day event need to be set to midnight, at least one day apart.",
    );
  return { allDay: true, startDate, endDate };
}

function readMoment({ dateTime, timeZone }: Static<typeof moment>): {
  at: number;
  zone: string;
  iana: string;
} {
  const zone = timeZone ?? 'UTC';
  const iana = zoneNamed(zone);
  if (iana === undefined)
    throw new GraphRefusal(
      400,
      'TimeZoneNotSupportedException',
      `A valid TimeZone value must be specified: ${zone}`,
    );
  const at = instantWithOffset(dateTime) ?? instantOf(dateTime, iana);
  if (at === undefined) throw invalidProperty(`The DateTime value is invalid: ${dateTime}`);
  return { at, zone, iana };
}
