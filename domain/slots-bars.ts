import type { OpenDate, OpenWindows } from './availability-windows.ts';
import { hours, minutes } from './instant.ts';
import type { Instant, Interval } from './instant.ts';
import type { SlotReason } from './slot-reason.ts';
import { isLimited } from './slots-limits.ts';
import type { SlotTerms } from './slots-terms.ts';

/** For how long the last known busy times serve while a connected calendar cannot be read. */
export const calendarTrustHours = 12;

/** What the bars are made of. */
export interface BarTerms {
  terms: SlotTerms;
  /** The dates asked for, and as far beside them as a slot may reach. */
  opening: OpenWindows;
  /** What a slot of the dates asked for can meet, its buffer included: nothing beyond it forbids a start. */
  reached: Interval;
  /** The first start with enough notice, and the first beyond the horizon. */
  earliest: Instant;
  horizonEnd: Instant;
}

/** Takes the starts of `[start, end)`. */
export type Forbid = (start: Instant, end: Instant) => void;

/** Tells which starts each reason forbids, in any order. What none forbids is offered: nothing else decides. */
export const bars: Record<SlotReason, (of: BarTerms, forbid: Forbid) => void> = {
  booked: (of, forbid) => {
    const meeting = startsMeeting(of, durationOf(of), forbid);
    for (const { startAt, endAt, blockEndAt } of of.terms.booked) meeting(startAt, endAt ?? blockEndAt);
  },
  buffer: (of, forbid) => {
    const meeting = startsMeeting(of, blockedOf(of), forbid);
    for (const { startAt, blockEndAt } of of.terms.booked) meeting(startAt, blockEndAt);
  },
  client_busy: (of, forbid) => {
    each(of.terms.clientBusy ?? [], startsMeeting(of, durationOf(of), forbid));
  },
  notice: ({ earliest }, forbid) => forbid(-Infinity, earliest),
  horizon: ({ horizonEnd }, forbid) => forbid(horizonEnd, Infinity),
  blocked: (of, forbid) => {
    each(closedSpans(of, 'blocked'), startsMeeting(of, durationOf(of), forbid));
    each(of.opening.blocks, startsMeeting(of, blockedOf(of), forbid));
  },
  holiday: (of, forbid) => {
    each(closedSpans(of, 'holiday'), startsMeeting(of, durationOf(of), forbid));
  },
  closed: (of, forbid) => {
    if (of.terms.rules.isActive) startsOutside(of.opening.open, durationOf(of), forbid);
    else forbid(-Infinity, Infinity);
  },
  calendar: (of, forbid) => {
    if (isCalendarLost(of.terms)) forbid(-Infinity, Infinity);
    each(of.terms.calendarBusy ?? [], startsMeeting(of, blockedOf(of), forbid));
  },
  limit: ({ terms, opening }, forbid) => each(spansOf(opening, isLimited(terms.rules, terms.booked)), forbid),
};

/** Whether the calendars were read too long ago to be trusted. */
export function isCalendarLost({ now, calendarReadAt }: Pick<SlotTerms, 'now' | 'calendarReadAt'>): boolean {
  return calendarReadAt !== undefined && now - calendarReadAt > hours(calendarTrustHours);
}

/** A slot itself, and with its buffer. */
function durationOf({ terms }: BarTerms): number {
  return minutes(terms.durationMinutes);
}

function blockedOf({ terms }: BarTerms): number {
  return minutes(terms.durationMinutes + terms.bufferMinutes);
}

/** Forbids the starts from which so long a time meets an interval. */
function startsMeeting({ reached }: BarTerms, length: number, forbid: Forbid): Forbid {
  return (start, end) => {
    if (start < end && start < reached.end && reached.start < end) forbid(start - length + 1, end);
  };
}

/** Forbids the starts from which so long a time does not lie wholly inside one of these, which do not touch. */
function startsOutside(open: readonly Interval[], length: number, forbid: Forbid): void {
  let lastEnd = -Infinity;
  for (const { start, end } of open) {
    forbid(lastEnd, start);
    lastEnd = end - length + 1;
  }
  forbid(lastEnd, Infinity);
}

function each(intervals: readonly Interval[], forbid: Forbid): void {
  for (const { start, end } of intervals) forbid(start, end);
}

function closedSpans({ opening }: BarTerms, by: 'blocked' | 'holiday'): Interval[] {
  return spansOf(opening, ({ closedBy }) => closedBy === by);
}

function spansOf({ dates }: OpenWindows, wanted: (date: OpenDate) => boolean): Interval[] {
  return dates.filter(wanted).map(({ span }) => span);
}
