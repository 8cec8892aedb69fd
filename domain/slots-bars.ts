import type { OpenDate, OpenWindows } from './availability-windows.ts';
import { hours, meetsAny, mergeIntervals, minutes, overlaps, subtractIntervals } from './instant.ts';
import type { Instant, Interval } from './instant.ts';
import type { SlotReason } from './slot-reason.ts';
import { isLimited } from './slots-limits.ts';
import type { SlotTerms } from './slots-terms.ts';

/** For how long the last known busy times serve while a connected calendar cannot be read. */
export const calendarTrustHours = 12;

/** The starts that one reason forbids: disjoint and in order. */
export interface Bar {
  reason: SlotReason;
  starts: Interval[];
}

/** What the lawyer's dates have to do with it. */
export interface Opening extends OpenWindows {
  asked: Interval;
  /** The first start with enough notice, and the first beyond the horizon. */
  earliest: Instant;
  horizonEnd: Instant;
}

const always: Interval[] = [{ start: -Infinity, end: Infinity }];

/** Everything that speaks against a start, in the order in which it is named. */
export function barsOf(terms: SlotTerms, opening: Opening): Bar[] {
  const { rules, booked, clientBusy = [], calendarBusy = [] } = terms;
  const duration = minutes(terms.durationMinutes);
  const withBuffer = duration + minutes(terms.bufferMinutes);
  const spansOf = (wanted: (date: OpenDate) => boolean) =>
    opening.dates.filter(wanted).map(({ span }) => span);
  const reached = { start: opening.asked.start, end: opening.asked.end + withBuffer };
  const isNear = (each: Interval) => overlaps(each, reached);
  const near = booked.filter((each) => overlaps({ start: each.startAt, end: each.blockEndAt }, reached));
  const consultations = near.map((each) => ({ start: each.startAt, end: each.endAt ?? each.blockEndAt }));
  const blockedTimes = near.map((each) => ({ start: each.startAt, end: each.blockEndAt }));
  const blockedDates = spansOf(({ closedBy }) => closedBy === 'blocked');
  return [
    { reason: 'booked', starts: startsMeeting(consultations, duration) },
    { reason: 'buffer', starts: startsMeeting(blockedTimes, withBuffer) },
    { reason: 'client_busy', starts: startsMeeting(clientBusy.filter(isNear), duration) },
    { reason: 'notice', starts: [{ start: -Infinity, end: opening.earliest }] },
    { reason: 'horizon', starts: [{ start: opening.horizonEnd, end: Infinity }] },
    {
      reason: 'blocked',
      starts: mergeIntervals([
        ...startsMeeting(blockedDates, duration),
        ...startsMeeting(opening.blocks, withBuffer),
      ]),
    },
    {
      reason: 'holiday',
      starts: startsMeeting(
        spansOf(({ closedBy }) => closedBy === 'holiday'),
        duration,
      ),
    },
    { reason: 'closed', starts: rules.isActive ? startsOutside(opening.open, duration) : always },
    {
      reason: 'calendar',
      starts: isCalendarLost(terms) ? always : startsMeeting(calendarBusy.filter(isNear), withBuffer),
    },
    { reason: 'limit', starts: mergeIntervals(spansOf(isLimited(rules, booked))) },
  ];
}

/** Why that start is not offered; `undefined` when nothing speaks against it. */
export function reasonAgainst(bars: readonly Bar[], startAt: Instant): SlotReason | undefined {
  return bars.find(({ starts }) => meetsAny(starts, startAt, startAt + 1))?.reason;
}

/** Whether the calendars were read too long ago to be trusted. */
export function isCalendarLost({ now, calendarReadAt }: Pick<SlotTerms, 'now' | 'calendarReadAt'>): boolean {
  return calendarReadAt !== undefined && now - calendarReadAt > hours(calendarTrustHours);
}

/** The starts from which so long a time meets one of these. */
function startsMeeting(intervals: readonly Interval[], length: number): Interval[] {
  return mergeIntervals(
    intervals.flatMap(({ start, end }) => (start < end ? [{ start: start - length + 1, end }] : [])),
  );
}

/** The starts from which so long a time does not lie wholly inside one of these, which are disjoint and do not touch. */
function startsOutside(open: readonly Interval[], length: number): Interval[] {
  const inside = open.map(({ start, end }) => ({ start, end: end - length + 1 }));
  return subtractIntervals(always, inside);
}
