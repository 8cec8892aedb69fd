import ICAL from 'ical.js';
import type { Instant, Interval } from '#domain/instant.ts';
import { instantOf, isIanaZone, startOfDate } from '#domain/zone.ts';
import { CalendarFailure } from './calendar-failure.ts';
import { consultationOfUid, eventsMax } from './provider.ts';
import type { BusyTime, ReadingSpan } from './provider.ts';

/** Steps of all rules together: a rule that began long ago has to be walked to the present, and one can be malicious. */
const stepsMax = 200_000;

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
  const occurrences = event.iterator();
  for (let at = occurrences.next(); at; at = occurrences.next()) {
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
