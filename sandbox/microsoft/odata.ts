import type { CalendarEvent } from '#sandbox/calendars/records.ts';
import { GraphRefusal } from './errors.ts';
import { eventObject, iCalUidOf } from './event-object.ts';
import type { GraphCall } from './operation.ts';

const sizeUsual = 10;
const sizeMax = 1000;

export function invalidQuery(message: string): GraphRefusal {
  return new GraphRefusal(400, 'ErrorInvalidUrlQuery', message);
}

/** Events as `$select` and `$expand` want them. */
export function shownEvents(events: readonly CalendarEvent[], call: GraphCall): object[] {
  const selected = call.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const expanded = expandedProperty(call.query);
  return events.map((event) => {
    const whole = eventObject(event, call);
    const kept = selected
      ? Object.fromEntries(
          ['@odata.etag', 'id', ...selected].flatMap((name) => (name in whole ? [[name, whole[name]]] : [])),
        )
      : whole;
    const properties =
      expanded === undefined ? [] : propertiesOf(event).filter(({ id }) => sameId(id, expanded));
    return properties.length > 0 ? { ...kept, singleValueExtendedProperties: properties } : kept;
  });
}

/** One page by `$top` and `$skip`, with the address of the next one. */
export function pageOf(events: readonly CalendarEvent[], call: GraphCall, path: string) {
  const { query, base } = call;
  const size = whole(query, '$top', call.pageSize ?? sizeUsual);
  const skip = whole(query, '$skip', 0);
  if (size < 1 || size > sizeMax) throw invalidQuery(`The value of $top must be between 1 and ${sizeMax}.`);
  const next = new URLSearchParams(query);
  next.set('$skip', String(skip + size));
  return {
    value: shownEvents(events.slice(skip, skip + size), call),
    ...(query.get('$count') === 'true' && { '@odata.count': events.length }),
    ...(skip + size < events.length && {
      '@odata.nextLink': `${base}${path}?${next.toString().replaceAll('%24', '$')}`,
    }),
  };
}

const propertyFilter =
  /^singleValueExtendedProperties\/any\(\s*(\w+)\s*:\s*\1\/id eq '([^']+)' and \1\/value eq '([^']*)'\s*\)$/i;

/** The events that `$filter` lets through: by an extended property, or by the id that invitations carry. */
export function filterOf(query: URLSearchParams): (event: CalendarEvent) => boolean {
  const filter = query.get('$filter');
  if (filter === null) return () => true;
  const [, , id, value] = propertyFilter.exec(filter) ?? [];
  if (id !== undefined)
    return (event) =>
      propertiesOf(event).some((property) => sameId(property.id, id) && property.value === value);
  const uid = /^iCalUId eq '([^']+)'$/i.exec(filter)?.[1];
  if (uid !== undefined) return (event) => iCalUidOf(event) === uid;
  throw new GraphRefusal(
    400,
    'ErrorInvalidUrlQueryFilter',
    'The sandbox filters by one extended property (id and value) or by iCalUId.',
  );
}

function expandedProperty(query: URLSearchParams): string | undefined {
  const expand = query.get('$expand');
  if (expand === null) return undefined;
  const id = /^singleValueExtendedProperties\(\s*\$filter=id eq '([^']+)'\s*\)$/i.exec(expand)?.[1];
  if (id === undefined)
    throw invalidQuery("The sandbox expands singleValueExtendedProperties($filter=id eq '…') alone.");
  return id;
}

function propertiesOf({ details }: CalendarEvent): { id: string; value: string }[] {
  const list: unknown = details['singleValueExtendedProperties'];
  if (!Array.isArray(list)) return [];
  return list.map((one: { id: string; value: string }) => ({ id: one.id, value: one.value }));
}

function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function whole(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw invalidQuery(`Invalid value '${text}' for ${name} query option found.`);
}
