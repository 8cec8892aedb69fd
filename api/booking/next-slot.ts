import type { Offer } from '#db/offers.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import { days } from '#domain/instant.ts';
import { addDays } from '#domain/local-date.ts';
import { slotDatesMax, slotsOf } from '#domain/slots.ts';
import { localDateOf } from '#domain/zone.ts';

/** The bookings that decide about any slot from now on: a horizon is at most a year. */
export function bookingsAhead(now: Instant): Interval {
  return { start: now - days(9), end: now + days(365 + 14) };
}

/** The first start that can be booked, for the shortest duration or for a given one; undefined when nothing is free. */
export function nextSlot(
  offer: Offer,
  now: Instant,
  durationMinutes = Math.min(...offer.durations),
): Instant | undefined {
  const { rules, booked, bufferMinutes } = offer;
  if (!rules.isActive) return undefined;
  const today = localDateOf(now, rules.timezone);
  const last = addDays(today, rules.maxAdvanceDays);
  // Most lawyers are free within days: a short look first, then as far as one question reaches.
  let to = addDays(today, 6);
  for (let from = today; from <= last; from = addDays(to, 1), to = addDays(from, slotDatesMax - 1)) {
    const [first] = slotsOf({ rules, booked, bufferMinutes, durationMinutes, now, from, to });
    if (first) return first.startAt;
  }
  return undefined;
}
