import type { AvailabilityRules } from './availability.ts';
import type { Instant, Interval } from './instant.ts';

/** The longest slot, and the longest buffer: open time is looked at no further than this behind the last date. */
export const slotMinutesMax = 1440;

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

/** Checked where they are kept as well; here they bound the loops. */
export function requireBounds({ rules, durationMinutes, bufferMinutes }: SlotTerms): void {
  requireWithin('horizon', rules.maxAdvanceDays, [1, 365]);
  requireWithin('step', rules.stepMinutes, [5, 240]);
  requireWithin('duration', durationMinutes, [1, slotMinutesMax]);
  requireWithin('buffer', bufferMinutes, [0, slotMinutesMax]);
}

function requireWithin(name: string, n: number, [min, max]: readonly [number, number]): void {
  if (!Number.isInteger(n) || n < min || n > max) throw new RangeError(`${n} is not a ${name}`);
}
