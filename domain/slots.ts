import { datesOf } from './availability-dates.ts';
import type { Whereabouts } from './availability-dates.ts';
import { cursorOver, minutes } from './instant.ts';
import type { Instant, Interval } from './instant.ts';
import { dayOf, mondayAt } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import type { SlotReason } from './slot-reason.ts';
import { agendaOf, allForbidden, askedGrid, isOnGrid, judgeOf, reasonAgainst } from './slots-agenda.ts';
import type { Agenda } from './slots-agenda.ts';
import { isCalendarLost } from './slots-bars.ts';
import { slotMinutesMax } from './slots-terms.ts';
import type { SlotTerms } from './slots-terms.ts';

/** The most local dates one question may span. */
export const slotDatesMax = 62;

export interface Slot {
  startAt: Instant;
  endAt: Instant;
  /** Only with `explain`, and only on a slot that is not offered. */
  reason?: SlotReason;
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
  const [first, last] = [dayOf(from), dayOf(to)];
  if (last - first >= slotDatesMax) throw new RangeError(`at most ${slotDatesMax} dates at a time`);
  const agenda = agendaOf(terms, first, last);
  return explain ? explainedSlots(agenda) : offeredSlots(agenda);
}

/** Why that start is not offered, or `undefined` when it can be booked: what `slotsOf` shows, and nothing else. */
export function isOfferable({ startAt, ...terms }: SlotTerms & { startAt: Instant }): SlotReason | undefined {
  const day = datesOf(terms.rules).dayAt(startAt);
  const agenda = agendaOf(terms, day, day);
  return reasonAgainst(agenda, startAt) ?? (isOnGrid(agenda, startAt) ? undefined : 'closed');
}

/** The first slot up to the horizon, as far as which `booked` must reach; `undefined` when there is none. */
export function nextSlot(terms: SlotTerms): Slot | undefined {
  const { rules, now } = terms;
  if (!rules.isActive || isCalendarLost(terms)) return undefined;
  const today = datesOf(rules).dayAt(now);
  const last = today + rules.maxAdvanceDays;
  // Most lawyers have one today or tomorrow; of the others ever more dates are looked at together.
  for (let from = today, dates = 2; from <= last; from += dates, dates = Math.min(dates * 2, 32)) {
    const [first] = offeredSlots(agendaOf(terms, from, from + dates - 1), 1);
    if (first) return first;
  }
  return undefined;
}

/**
 * The time whose bookings decide about these dates: a booking counts when its blocked range overlaps it.
 * Whole ISO weeks, because of the limit per week, and what the last slot and its buffer may reach.
 */
export function bookedSpan(rules: Whereabouts, from: LocalDate, to: LocalDate): Interval {
  const { startOf } = datesOf(rules);
  return {
    start: startOf(mondayAt(dayOf(from))),
    end: startOf(mondayAt(dayOf(to)) + 7) + minutes(2 * slotMinutesMax),
  };
}

/** Goes over grid and bars once, both in order: from a start that is forbidden to the first behind what forbids it. */
function offeredSlots(agenda: Agenda, slotsMax = Infinity): Slot[] {
  const { step, duration } = agenda;
  const forbidding = cursorOver(allForbidden(agenda));
  const slots: Slot[] = [];
  for (const { start, end } of askedGrid(agenda, agenda.grid)) {
    for (let startAt = start; startAt < end;) {
      const bar = forbidding(startAt);
      if (bar) {
        startAt += Math.ceil((bar.end - startAt) / step) * step;
        continue;
      }
      slots.push({ startAt, endAt: startAt + duration });
      if (slots.length >= slotsMax) return slots;
      startAt += step;
    }
  }
  return slots;
}

function explainedSlots(agenda: Agenda): Slot[] {
  const { duration, grid, closedGrid } = agenda;
  const open = startsIn(agenda, grid);
  const closed = startsIn(agenda, closedGrid);
  // What reaches from an open date into a closed one may have the closed one's times as well.
  const starts = closed.length === 0 ? open : new Float64Array([...open, ...closed]).sort();
  const reasonFor = judgeOf(agenda);
  const slots: Slot[] = [];
  let lastStart = -Infinity;
  for (const startAt of starts) {
    if (startAt === lastStart) continue;
    lastStart = startAt;
    const slot: Slot = { startAt, endAt: startAt + duration };
    const reason = reasonFor(startAt);
    if (reason) slot.reason = reason;
    slots.push(slot);
  }
  return slots;
}

function startsIn(agenda: Agenda, grid: readonly Interval[]): Instant[] {
  const starts: Instant[] = [];
  for (const { start, end } of askedGrid(agenda, grid)) {
    for (let startAt = start; startAt < end; startAt += agenda.step) starts.push(startAt);
  }
  return starts;
}
