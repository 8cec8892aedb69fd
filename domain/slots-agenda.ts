import { datesOf } from './availability-dates.ts';
import { openDays, reachOf } from './availability-windows.ts';
import type { OpenDate } from './availability-windows.ts';
import type { AvailabilityRules } from './availability.ts';
import { createUnion, cursorOver, hours, minutes } from './instant.ts';
import type { Instant, Interval } from './instant.ts';
import { slotReasons } from './slot-reason.ts';
import type { SlotReason } from './slot-reason.ts';
import { bars } from './slots-bars.ts';
import type { BarTerms } from './slots-bars.ts';
import { requireBounds } from './slots-terms.ts';
import type { SlotTerms } from './slots-terms.ts';

/** All that the judgement of starts needs, worked out once for the dates asked for. */
export interface Agenda {
  /** Starts lie at the start of each and in steps from there, before its end. Disjoint and in order. */
  grid: Interval[];
  /** The same within dates that are closed: nothing of it is offered, but it can be explained. In any order. */
  closedGrid: Interval[];
  /** From the first moment of the first date asked for to the last moment of the last: where starts may lie. */
  asked: Interval;
  step: number;
  duration: number;
  barTerms: BarTerms;
}

/** The agenda of the days from `from` to `to`, both included. */
export function agendaOf(terms: SlotTerms, from: number, to: number): Agenda {
  requireBounds(terms);
  const { rules, now } = terms;
  const dates = datesOf(rules);
  const reach = reachOf(rules);
  const slotDays = Math.ceil((terms.durationMinutes + terms.bufferMinutes) / 1440);
  const opening = openDays(rules, from - reach, to + reach + slotDays);
  const asked = { start: dates.startOf(from), end: dates.startOf(to + 1) };
  return {
    grid: gridOf(opening.dates),
    closedGrid: opening.dates.flatMap(closedGridOf),
    asked,
    step: minutes(rules.stepMinutes),
    duration: minutes(terms.durationMinutes),
    barTerms: {
      terms,
      opening,
      reached: { start: asked.start, end: asked.end + minutes(terms.durationMinutes + terms.bufferMinutes) },
      earliest: now + noticeOf(rules),
      horizonEnd: dates.startOf(dates.dayAt(now) + rules.maxAdvanceDays + 1),
    },
  };
}

/** What meets a consultation meets it with its buffer as well: `booked` is a name, and forbids nothing more. */
const decisiveReasons = slotReasons.filter((reason) => reason !== 'booked');

/** All starts that are not offered, disjoint and in order. */
export function allForbidden({ barTerms }: Agenda): Interval[] {
  const forbidden = createUnion();
  for (const reason of decisiveReasons) bars[reason](barTerms, forbidden.add);
  return forbidden.merged();
}

/** Says why a start is not offered, start after start; `undefined` when nothing speaks against it. */
export function judgeOf({ barTerms }: Agenda): (startAt: Instant) => SlotReason | undefined {
  const known = slotReasons.map((reason) => {
    const forbidden = createUnion();
    bars[reason](barTerms, forbidden.add);
    return { reason, holding: cursorOver(forbidden.merged()) };
  });
  return (startAt) => known.find(({ holding }) => holding(startAt))?.reason;
}

/** The same for one. */
export function reasonAgainst({ barTerms }: Agenda, startAt: Instant): SlotReason | undefined {
  return slotReasons.find((reason) => {
    let isForbidden = false;
    bars[reason](barTerms, (start, end) => {
      isForbidden ||= start <= startAt && startAt < end;
    });
    return isForbidden;
  });
}

/** Whether the grid has that start. */
export function isOnGrid({ grid, step }: Agenda, startAt: Instant): boolean {
  return grid.some(({ start, end }) => start <= startAt && startAt < end && (startAt - start) % step === 0);
}

/** The parts of the grid on the dates asked for, each from its first start there. */
export function askedGrid({ asked, step }: Agenda, grid: readonly Interval[]): Interval[] {
  const parts: Interval[] = [];
  for (const { start, end } of grid) {
    const skipped = Math.max(0, Math.ceil((asked.start - start) / step));
    const part = { start: start + skipped * step, end: Math.min(end, asked.end) };
    if (part.start < part.end) parts.push(part);
  }
  return parts;
}

/** How long before its start a slot can still be booked. Who approves by hand needs hours, who does not, two minutes for the payment. */
export function noticeOf({ instantBooking, minNoticeMinutes }: AvailabilityRules): number {
  return Math.max(minutes(minNoticeMinutes), instantBooking ? minutes(2) : hours(6));
}

/** Each window of a date that is not closed, up to where one of a later date begins, which has its own grid. */
function gridOf(dates: readonly OpenDate[]): Interval[] {
  const backwards: Interval[] = [];
  let laterStart = Infinity;
  for (const { windows, closedBy } of dates.toReversed()) {
    if (closedBy) continue;
    for (const { start, end } of windows.toReversed()) {
      backwards.push({ start, end: Math.min(end, laterStart) });
    }
    laterStart = Math.min(laterStart, windows[0]?.start ?? Infinity);
  }
  return backwards.reverse();
}

function closedGridOf({ closedBy, span, windows }: OpenDate): Interval[] {
  if (!closedBy) return [];
  return windows.map(({ start, end }) => ({
    start: Math.max(start, span.start),
    end: Math.min(end, span.end),
  }));
}
