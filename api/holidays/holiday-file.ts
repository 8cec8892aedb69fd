import ICAL from 'ical.js';
import { holidaysMax } from '#domain/holidays.ts';
import type { Holiday } from '#domain/holidays.ts';
import { addDays, isLocalDate } from '#domain/local-date.ts';
import type { LocalDate } from '#domain/local-date.ts';

/** Why a file cannot be imported, written for the person who chose it. */
export class HolidayFileFault extends Error {}

const eventsMax = 5000;
/** Of all events that repeat: a weekly one since 1970 has three thousand. */
const repetitionsMax = 20_000;

/**
 * The events of whole days that touch the year, those that repeat counted out, in order; what lies outside the year is cut
 * off. Throws a `HolidayFileFault`. A hostile file may need seconds: this is made to run beside the event loop.
 */
export function holidaysIn(text: string, year: number): Holiday[] {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const found = new Map<string, Holiday>();
  for (const { name, startDate, endDate } of wholeDayEvents(eventsIn(text), last)) {
    if (endDate < first || startDate > last) continue;
    const holiday = {
      startDate: startDate < first ? first : startDate,
      endDate: endDate > last ? last : endDate,
      name,
    };
    found.set(JSON.stringify(holiday), holiday);
  }
  if (found.size === 0) throw new HolidayFileFault(`has no event of whole days in ${year}`);
  if (found.size > holidaysMax)
    throw new HolidayFileFault(`has more than ${holidaysMax} events of whole days in ${year}`);
  return [...found.values()].toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
}

function eventsIn(text: string): ICAL.Component[] {
  if (!/^BEGIN:VCALENDAR\s*$/im.test(text)) throw new HolidayFileFault('is not a calendar file (.ics)');
  const events = parsed(withDatesMarked(text)).getAllSubcomponents('vevent');
  if (events.length > eventsMax) throw new HolidayFileFault(`has more than ${eventsMax} events`);
  return events;
}

function parsed(text: string): ICAL.Component {
  try {
    return ICAL.Component.fromString(text);
  } catch (error) {
    throw new HolidayFileFault(`cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** Some programs write a date without saying that it is none of those with a time. */
function withDatesMarked(text: string): string {
  return text.replaceAll(/^(DTSTART|DTEND):(\d{8})(?=\s*$)/gim, '$1;VALUE=DATE:$2');
}

function* wholeDayEvents(components: readonly ICAL.Component[], last: LocalDate): Generator<Holiday> {
  const exceptions = Map.groupBy(
    components.filter((component) => component.hasProperty('recurrence-id')),
    uidOf,
  );
  const repetitions = { left: repetitionsMax };
  for (const [index, component] of components.entries()) {
    if (component.hasProperty('recurrence-id') || !isWholeDays(component)) continue;
    try {
      const event = new ICAL.Event(component, { exceptions: exceptions.get(uidOf(component)) ?? [] });
      yield* event.isRecurring()
        ? repeated(event, last, repetitions)
        : once(event, event.startDate, event.endDate);
    } catch (error) {
      const which = `event ${index + 1} of the file`;
      throw new HolidayFileFault(`cannot be read: ${which}: ${reasonOf(error)}`, { cause: error });
    }
  }
}

function* repeated(event: ICAL.Event, last: LocalDate, repetitions: { left: number }): Generator<Holiday> {
  const starts = event.iterator();
  for (let start = starts.next(); start && dateOf(start) <= last; start = starts.next()) {
    repetitions.left -= 1;
    if (repetitions.left < 0) throw new Error('the events of this file repeat too often');
    const { item, startDate, endDate } = event.getOccurrenceDetails(start);
    yield* once(item, startDate, endDate);
  }
}

function* once({ component, summary }: ICAL.Event, start: ICAL.Time, end: ICAL.Time): Generator<Holiday> {
  if (String(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED') return;
  const [startDate, afterEnd] = [dateOf(start), dateOf(end)];
  if (afterEnd < startDate) throw new Error('its end lies before its start');
  // The end is the first date that is free again. Some write the only date of an event as its end as well.
  const endDate = afterEnd === startDate ? startDate : addDays(afterEnd, -1);
  yield { name: nameOf(summary), startDate, endDate };
}

/** Dates, or midnight to midnight as some calendars have them; what begins or ends within a day is no holiday. */
function isWholeDays(component: ICAL.Component): boolean {
  const start = component.getFirstProperty('dtstart');
  if (!start) throw new HolidayFileFault('cannot be read: an event has no DTSTART');
  const ends = [start, component.getFirstProperty('dtend')].filter((property) => property !== null);
  return ends.every((property) => {
    const text = String(property.toJSON()[3]);
    const date = text.slice(0, 10);
    if (!isLocalDate(date)) throw new HolidayFileFault(`cannot be read: ${date} is not a date`);
    return text === date || text === `${date}T00:00:00`;
  });
}

function dateOf(time: ICAL.Time): LocalDate {
  return time.toString().slice(0, 10);
}

function uidOf(component: ICAL.Component): string {
  return String(component.getFirstPropertyValue('uid'));
}

/** On one line, as long as a name may be. */
function nameOf(summary: string | null): string {
  const line = (summary ?? '').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return Array.from(line).slice(0, 80).join('').trim();
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown';
}
