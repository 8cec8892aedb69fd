import { openWindows } from './availability.ts';
import type { AvailabilityRules, OpenDate, OpenWindows } from './availability.ts';
import { hours, liesInOne, meetsAny, mergeIntervals, minutes } from './instant.ts';
import type { Instant, Interval } from './instant.ts';
import { addDays, mondayOf } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import type { SlotReason } from './slot-reason.ts';
import { isLimited } from './slots-limits.ts';
import { localDateOf, startOfDate } from './zone.ts';

/** The most local dates one question may span. */
export const slotDatesMax = 62;
/** The longest slot: open time is looked at no further than this behind the last date. */
export const slotMinutesMax = 1440;

export interface Slot {
  startAt: Instant;
  endAt: Instant;
  /** Only with `explain`, and only on a slot that is not offered. */
  reason?: SlotReason;
}

/** A blocking consultation of the lawyer: it keeps `[startAt, blockEndAt)`, its own buffer included. */
export interface BookedTime {
  startAt: Instant;
  /** Where the consultation itself ends; it tells `booked` from `buffer`. */
  endAt?: Instant | undefined;
  blockEndAt: Instant;
}

/** What decides whether a time is offered. The client's zone is not among it. */
export interface SlotTerms {
  rules: AvailabilityRules;
  durationMinutes: number;
  bufferMinutes: number;
  /** When the server received the request (`receivedAt`). */
  now: Instant;
  /** Every blocking consultation of the lawyer in `bookedSpan`, in any order; not the one being rescheduled. */
  booked: readonly BookedTime[];
  /** `[start, end)` of the client's own blocking consultations, with any lawyer. */
  clientBusy?: readonly Interval[] | undefined;
  /** Busy times of the lawyer's connected calendars, in any order; they count against a slot and its buffer. */
  calendarBusy?: readonly Interval[] | undefined;
  /** When the connected calendar that was read longest ago was read; absent without one. */
  calendarReadAt?: Instant | undefined;
}

export interface SlotQuestion extends SlotTerms {
  /** Local dates of the lawyer, both included, at most `slotDatesMax` of them. */
  from: LocalDate;
  to: LocalDate;
  /** Also the times that are not offered, each with its reason. */
  explain?: boolean | undefined;
}

/** The slots that start on the dates asked for, in order: every one of them passes `isOfferable`, and no other time does. */
export function slotsOf({ from, to, explain = false, ...terms }: SlotQuestion): Slot[] {
  if (addDays(from, slotDatesMax) <= to) throw new RangeError(`at most ${slotDatesMax} dates at a time`);
  const agenda = agendaOf(terms, from, to);
  const slots: Slot[] = [];
  for (const { start, end } of agenda.grid) {
    for (let startAt = start; startAt < end; startAt += agenda.step) {
      if (startAt < agenda.asked.start || startAt >= agenda.asked.end) continue;
      const reason = reasonAgainst(agenda, startAt);
      if (reason && !explain) continue;
      slots.push({ startAt, endAt: startAt + agenda.duration, ...(reason && { reason }) });
    }
  }
  return slots;
}

/** Why that start is not offered, or `undefined` when it can be booked: what `slotsOf` shows, and nothing else. */
export function isOfferable({ startAt, ...terms }: SlotTerms & { startAt: Instant }): SlotReason | undefined {
  const date = localDateOf(startAt, terms.rules.timezone);
  const agenda = agendaOf(terms, date, date);
  const onGrid = agenda.grid.some(
    ({ start, end }) => start <= startAt && startAt < end && (startAt - start) % agenda.step === 0,
  );
  return reasonAgainst(agenda, startAt) ?? (onGrid ? undefined : 'closed');
}

/** The first slot up to the horizon, as far as which `booked` must reach; `undefined` when there is none. */
export function nextSlot(terms: SlotTerms): Slot | undefined {
  const today = localDateOf(terms.now, terms.rules.timezone);
  const last = addDays(today, terms.rules.maxAdvanceDays);
  // A fortnight at a time: most lawyers have one in the first.
  for (let from = today; from <= last; from = addDays(from, 14)) {
    const [first] = slotsOf({ ...terms, from, to: addDays(from, 13) });
    if (first) return first;
  }
  return undefined;
}

/**
 * The time whose bookings decide about these dates: a booking counts when its blocked range overlaps it.
 * Whole ISO weeks, because of the limit per week, and what the last slot's buffer may reach.
 */
export function bookedSpan(timezone: string, from: LocalDate, to: LocalDate): Interval {
  return {
    start: startOfDate(mondayOf(from), timezone),
    end: startOfDate(addDays(mondayOf(to), 10), timezone),
  };
}

/** All that the judgement of one start needs, worked out once for the dates asked for. Intervals are in order. */
interface Agenda extends OpenWindows {
  isActive: boolean;
  /** From the first moment of the first date asked for to the last moment of the last. */
  asked: Interval;
  /** Starts lie at the start of each and in steps from there, before its end. */
  grid: Interval[];
  step: number;
  duration: number;
  buffer: number;
  booked: Interval[];
  bookedWithBuffer: Interval[];
  clientBusy: Interval[];
  /** The first start with enough notice, and the first beyond the horizon. */
  earliest: Instant;
  horizonEnd: Instant;
  blockedDates: Interval[];
  holidays: Interval[];
  /** Dates on which the lawyer takes no more. */
  limited: Interval[];
}

function agendaOf(terms: SlotTerms, from: LocalDate, to: LocalDate): Agenda {
  requireBounds(terms);
  const { rules, now, booked } = terms;
  const { timezone } = rules;
  // A window of the date before may reach in; a slot of the last date may end two dates later.
  const opening = openWindows(rules, addDays(from, -1), addDays(to, 2));
  const spansOf = (wanted: (date: OpenDate) => boolean) =>
    mergeIntervals(opening.dates.filter(wanted).map(({ span }) => span));
  return {
    ...opening,
    isActive: rules.isActive,
    asked: { start: startOfDate(from, timezone), end: startOfDate(addDays(to, 1), timezone) },
    grid: gridOf(opening.dates),
    step: minutes(rules.stepMinutes),
    duration: minutes(terms.durationMinutes),
    buffer: minutes(terms.bufferMinutes),
    booked: mergeIntervals(
      booked.map((each) => ({ start: each.startAt, end: each.endAt ?? each.blockEndAt })),
    ),
    bookedWithBuffer: mergeIntervals(booked.map((each) => ({ start: each.startAt, end: each.blockEndAt }))),
    clientBusy: mergeIntervals(terms.clientBusy ?? []),
    earliest: now + noticeOf(rules),
    horizonEnd: startOfDate(addDays(localDateOf(now, timezone), rules.maxAdvanceDays + 1), timezone),
    blockedDates: spansOf(({ closedBy }) => closedBy === 'blocked'),
    holidays: spansOf(({ closedBy }) => closedBy === 'holiday'),
    limited: spansOf(isLimited(rules, booked)),
  };
}

/** Who approves by hand needs hours to do so; who does not, two minutes for the payment. */
function noticeOf({ instantBooking, minNoticeMinutes }: AvailabilityRules): number {
  return Math.max(minutes(minNoticeMinutes), instantBooking ? minutes(2) : hours(6));
}

/** Each window up to where one of a later date begins, which has its own grid. Closed dates have one to be explained. */
function gridOf(dates: readonly OpenDate[]): Interval[] {
  let laterStart = Infinity;
  const backwards = dates.toReversed().map(({ windows }) => {
    const ofDate = windows.map(({ start, end }) => ({ start, end: Math.min(end, laterStart) }));
    laterStart = windows[0]?.start ?? laterStart;
    return ofDate;
  });
  return backwards.toReversed().flat();
}

function reasonAgainst(agenda: Agenda, startAt: Instant): SlotReason | undefined {
  const endAt = startAt + agenda.duration;
  const blockEndAt = endAt + agenda.buffer;
  if (meetsAny(agenda.booked, startAt, endAt)) return 'booked';
  if (meetsAny(agenda.bookedWithBuffer, startAt, blockEndAt)) return 'buffer';
  if (meetsAny(agenda.clientBusy, startAt, endAt)) return 'client_busy';
  if (startAt < agenda.earliest) return 'notice';
  if (startAt >= agenda.horizonEnd) return 'horizon';
  if (meetsAny(agenda.blockedDates, startAt, endAt)) return 'blocked';
  if (meetsAny(agenda.blocks, startAt, blockEndAt)) return 'blocked';
  if (meetsAny(agenda.holidays, startAt, endAt)) return 'holiday';
  if (!agenda.isActive || !liesInOne(agenda.open, startAt, endAt)) return 'closed';
  return meetsAny(agenda.limited, startAt, startAt + 1) ? 'limit' : undefined;
}

/** Checked where they are kept as well; here they bound the loops. */
function requireBounds({ rules, durationMinutes, bufferMinutes }: SlotTerms): void {
  const isWithin = (n: number, min: number, max: number) => Number.isInteger(n) && n >= min && n <= max;
  if (!isWithin(rules.maxAdvanceDays, 1, 365))
    throw new RangeError(`${rules.maxAdvanceDays} is not a horizon`);
  if (!isWithin(rules.stepMinutes, 5, 240)) throw new RangeError(`${rules.stepMinutes} is not a step`);
  if (!isWithin(durationMinutes, 1, slotMinutesMax))
    throw new RangeError(`${durationMinutes} is not a duration`);
  if (!isWithin(bufferMinutes, 0, slotMinutesMax)) throw new RangeError(`${bufferMinutes} is not a buffer`);
}
