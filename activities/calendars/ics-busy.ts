import ICAL from 'ical.js';
import { days } from '#domain/instant.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import { instantOf, isIanaZone, startOfDate } from '#domain/zone.ts';
import { CalendarFailure } from './calendar-failure.ts';
import { consultationOfUid, eventsMax } from './provider.ts';
import type { BusyTime, ReadingSpan } from './provider.ts';

/** Steps of all rules together. A rule can be malicious, and each step costs some 30 microseconds. */
const stepsMax = 100_000;

/**
 * The times that are taken in an iCalendar file (RFC 5545): rules expanded within the span, with what was taken out of
 * them or moved. "Free" events, cancelled ones and to-dos take no time. Whole days, and times without a zone that can be
 * known, are read in the lawyer's zone. Throws `CalendarFailure` for what is no calendar, or one without an end.
 */
export function busyTimesIn(text: string, span: ReadingSpan): BusyTime[] {
  const steps = { left: stepsMax };
  try {
    const busy: BusyTime[] = [];
    for (const series of seriesIn(text)) {
      for (const time of timesOf(series, span, steps)) busy.push(time);
      if (busy.length > eventsMax) throw new CalendarFailure('calendar_too_large');
    }
    return busy;
  } catch (error) {
    // The parser throws plain errors, and quotes what it could not read.
    throw error instanceof CalendarFailure ? error : new CalendarFailure('not_a_calendar');
  }
}

/** An event and the single occurrences of it that were changed. */
interface Series {
  master: ICAL.Component | undefined;
  changed: ICAL.Component[];
}

function seriesIn(text: string): Series[] {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text)) throw new CalendarFailure('not_a_calendar');
  const parsed: unknown[] = ICAL.parse(text.replace(/^\uFEFF/, ''));
  // Of several calendars in one text the parser makes a list of lists.
  const roots = Array.isArray(parsed[0]) ? parsed : [parsed];
  const byUid = new Map<string, Series>();
  const components = roots.flatMap((root) =>
    Array.isArray(root) ? new ICAL.Component(root).getAllSubcomponents('vevent') : [],
  );
  for (const [index, component] of components.entries()) {
    if (component.getFirstProperty('dtstart') === null) continue;
    const uid = String(component.getFirstPropertyValue('uid') ?? `without-${index}`);
    const series = byUid.get(uid) ?? { master: undefined, changed: [] };
    if (component.getFirstProperty('recurrence-id')) series.changed.push(component);
    else if (series.master === undefined) series.master = component;
    else byUid.set(`${uid} ${index}`, { master: component, changed: [] });
    byUid.set(uid, series);
  }
  return [...byUid.values()];
}

interface Steps {
  left: number;
}

function* timesOf({ master, changed }: Series, span: ReadingSpan, steps: Steps): Generator<BusyTime> {
  if (master === undefined || !isRecurring(master)) {
    for (const component of master ? [master, ...changed] : changed) yield* timeOf(component, span);
    return;
  }
  const event = new ICAL.Event(master, { exceptions: changed, strictExceptions: false });
  for (const at of occurrencesOf(event, span)) {
    steps.left -= 1;
    if (steps.left < 0) throw new CalendarFailure('calendar_too_large');
    const { item, startDate, endDate } = event.getOccurrenceDetails(at);
    // An occurrence may have been moved; the order is that of the rule.
    if (startOf(at, master, span.zone) >= span.end) break;
    yield* within(span, item.component, startDate, endDate);
  }
  // What was moved into the span from beyond it.
  for (const component of changed) yield* timeOf(component, span);
}

function isRecurring(component: ICAL.Component): boolean {
  return ['rrule', 'rdate'].some((name) => component.getFirstProperty(name) !== null);
}

function* occurrencesOf(event: ICAL.Event, span: ReadingSpan): Generator<ICAL.Time> {
  const { component, startDate } = event;
  // A list of dates has the event's own date too, which the library leaves out.
  if (component.getFirstProperty('rrule') === null && !isTakenOut(component, startDate)) yield startDate;
  const occurrences = event.iterator(nearStart(event, span));
  for (let at = occurrences.next(); at; at = occurrences.next()) yield at;
}

function isTakenOut(component: ICAL.Component, at: ICAL.Time): boolean {
  const taken = component.getAllProperties('exdate').flatMap((property) => property.getValues());
  return taken.some((value) => value instanceof ICAL.Time && value.compare(at) === 0);
}

/**
 * An occurrence shortly before the span, from which the rule goes on as from its own start: whole intervals later, by the
 * same wall clock. A rule that counts its occurrences, or has others beside it, is walked from its start.
 */
function nearStart({ component, startDate }: ICAL.Event, span: ReadingSpan): ICAL.Time {
  const rules = component.getAllProperties('rrule').map((property) => property.getFirstValue());
  const [rule, ...more] = rules;
  if (!(rule instanceof ICAL.Recur) || more.length > 0 || rule.count) return startDate;
  const daysApart = { DAILY: 1, WEEKLY: 7 }[String(rule.freq)];
  if (daysApart === undefined) return startDate;
  const interval = daysApart * rule.interval;
  const leeway = days(interval + 32);
  const intervals = Math.floor(
    (span.start - leeway - startOf(startDate, component, span.zone)) / days(interval),
  );
  const near = startDate.clone();
  if (intervals > 0) near.adjust(intervals * interval, 0, 0, 0);
  return near;
}

function timeOf(component: ICAL.Component, span: ReadingSpan): BusyTime[] {
  const event = new ICAL.Event(component, { exceptions: [] });
  return within(span, component, event.startDate, event.endDate);
}

/** The occurrence, if it takes time and meets the span. */
function within(span: ReadingSpan, component: ICAL.Component, from: ICAL.Time, to: ICAL.Time): BusyTime[] {
  if (!takesTime(component)) return [];
  const start = startOf(from, component, span.zone);
  const end = instantAt(to, {
    zone: span.zone,
    tzid: tzidOf(component, 'dtend') ?? tzidOf(component, 'dtstart'),
  });
  const time: Interval = { start, end };
  if (!(start < end) || start >= span.end || end <= span.start) return [];
  return [{ ...time, consultationId: consultationOfUid(textOf(component, 'uid')) }];
}

function takesTime(component: ICAL.Component): boolean {
  const isFree = textOf(component, 'transp')?.toUpperCase() === 'TRANSPARENT';
  return !isFree && textOf(component, 'status')?.toUpperCase() !== 'CANCELLED' && !showsFree(component);
}

/** Outlook's own word for it, beside which it leaves TRANSP as it was. */
function showsFree(component: ICAL.Component): boolean {
  return textOf(component, 'x-microsoft-cdo-busystatus')?.toUpperCase() === 'FREE';
}

function startOf(at: ICAL.Time, component: ICAL.Component, zone: string): Instant {
  return instantAt(at, { zone, tzid: tzidOf(component, 'dtstart') });
}

function textOf(component: ICAL.Component, name: string): string | undefined {
  const value = component.getFirstPropertyValue(name);
  return value === null ? undefined : String(value);
}

function tzidOf(component: ICAL.Component, name: string): string | undefined {
  const tzid = component.getFirstProperty(name)?.getFirstParameter('tzid');
  return tzid === undefined ? undefined : String(tzid);
}

/** By the zone that the file defines, by its IANA name, or else by the lawyer's own zone. */
function instantAt(at: ICAL.Time, { zone, tzid }: { zone: string; tzid: string | undefined }): Instant {
  const date = `${pad(at.year, 4)}-${pad(at.month, 2)}-${pad(at.day, 2)}`;
  if (at.isDate) return startOfDate(date, zone);
  const isDefined = at.zone && at.zone !== ICAL.Timezone.localTimezone;
  if (isDefined) return at.toUnixTime() * 1000;
  const wall = { date, minuteOfDay: at.hour * 60 + at.minute, fold: 'earlier' } as const;
  const named = tzid !== undefined && isIanaZone(tzid) ? tzid : zone;
  return instantOf({ ...wall, zone: named }) + at.second * 1000;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
