import type { CalendarAccount, CalendarEvent, Span } from './records.ts';
import { startOfDate } from './zones.ts';

export interface Interval {
  startAt: number;
  endAt: number;
}

/** The instants of a span; whole days are those of the calendar's zone. */
export function intervalOf(span: Span, zone: string): Interval {
  return span.allDay
    ? { startAt: startOfDate(span.startDate, zone), endAt: startOfDate(span.endDate, zone) }
    : { startAt: span.startAt, endAt: span.endAt };
}

export function overlaps(left: Interval, right: Interval): boolean {
  return left.startAt < right.endAt && right.startAt < left.endAt;
}

/** When somebody is busy within these bounds: what touches is one, what sticks out is cut off. */
export function busyIntervals(
  events: readonly CalendarEvent[],
  account: CalendarAccount,
  within: Interval,
): Interval[] {
  const busy = events
    .filter((event) => !event.isFree && !event.isDeleted)
    .map((event) => intervalOf(event.span, account.timezone))
    .filter((interval) => overlaps(interval, within))
    .toSorted((left, right) => left.startAt - right.startAt);
  const merged: Interval[] = [];
  for (const { startAt, endAt } of busy) {
    const last = merged.at(-1);
    if (last && startAt <= last.endAt) last.endAt = Math.max(last.endAt, endAt);
    else merged.push({ startAt, endAt });
  }
  return merged.map(({ startAt, endAt }) => ({
    startAt: Math.max(startAt, within.startAt),
    endAt: Math.min(endAt, within.endAt),
  }));
}
