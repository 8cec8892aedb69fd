import type { FreeList } from '#db/next-free.ts';
import { minuteOf } from '#db/next-free.ts';
import type { Offer } from '#db/offers.ts';
import { hours, minutes } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import { addDays } from '#domain/local-date.ts';
import { noticeOf } from '#domain/slots-agenda.ts';
import { calendarTrustHours } from '#domain/slots-bars.ts';
import { slotDatesMax, slotsOf } from '#domain/slots.ts';
import { localDateOf, startOfDate } from '#domain/zone.ts';

/** A day of a lawyer with many short slots, weeks of one with few. */
const startsMax = 96;

/** A list for each type that a lawyer sells, and one for all of them together. */
export function freeListsOf(offers: readonly Offer[], asOf: Instant): FreeList[] {
  const lists = offers.map((offer) => ({ ...listOf(offer, asOf), scope: offer.consultationType }));
  return [...lists, together(lists, asOf)];
}

/** The next starts of the shortest duration. */
function listOf(offer: Offer, asOf: Instant): Omit<FreeList, 'scope'> {
  const notice = noticeOf(offer.rules) / minutes(1);
  const starts = nextStarts(offer, asOf).map((startAt) => Math.floor(startAt / minutes(1)));
  const passes = starts.map((start) => start - notice);
  const until = passes.at(-1) ?? lastMinuteBefore(horizonMovesAt(offer, asOf));
  // Until a calendar has not been read for so long that nothing is offered.
  const closesAt = (offer.calendarReadAt ?? Infinity) + hours(calendarTrustHours);
  const knownUntil = closesAt >= asOf ? Math.min(until, Math.floor(closesAt / minutes(1))) : until;
  return { passes, starts, knownFrom: minuteOf(asOf), knownUntil };
}

/** As far as the first fortnight in which there is one, or to the horizon. */
function nextStarts(offer: Offer, asOf: Instant): Instant[] {
  const { rules } = offer;
  if (!rules.isActive) return [];
  const durationMinutes = Math.min(...offer.durations);
  const today = localDateOf(asOf, rules.timezone);
  const last = addDays(today, rules.maxAdvanceDays);
  for (let from = today, to = addDays(today, 13); from <= last;) {
    const slots = slotsOf({ ...offer, durationMinutes, now: asOf, from, to });
    if (slots.length > 0) return slots.slice(0, startsMax).map(({ startAt }) => startAt);
    from = addDays(to, 1);
    to = addDays(from, slotDatesMax - 1);
  }
  return [];
}

/** With a new date, in whatever zone the lawyer is, one more can be booked. */
function horizonMovesAt({ rules }: Offer, asOf: Instant): Instant {
  const zones = new Set([rules.timezone, ...rules.travel.map(({ timezone }) => timezone)]);
  return Math.min(...[...zones].map((zone) => startOfDate(addDays(localDateOf(asOf, zone), 1), zone)));
}

function lastMinuteBefore(at: Instant): number {
  return Math.ceil(at / minutes(1)) - 1;
}

/** Whichever type is free first, as long as all of them are known. */
function together(lists: readonly FreeList[], asOf: Instant): FreeList {
  const all = lists.flatMap(({ starts, passes }) =>
    starts.map((start, n) => ({ start, pass: passes[n] ?? start })),
  );
  const passes: number[] = [];
  const starts: number[] = [];
  for (const { start, pass } of all.toSorted((a, b) => a.start - b.start || b.pass - a.pass)) {
    // A later start whose notice passes no later is never the first.
    if (pass <= (passes.at(-1) ?? -Infinity)) continue;
    if (starts.at(-1) === start) {
      passes[passes.length - 1] = pass;
      continue;
    }
    if (starts.length === startsMax) break;
    starts.push(start);
    passes.push(pass);
  }
  const known = Math.min(...lists.map(({ knownUntil }) => knownUntil), passes.at(-1) ?? Infinity);
  // Somebody who sells nothing has no more tomorrow; a change says so.
  const knownUntil = lists.length === 0 ? minuteOf(asOf) + 1440 : known;
  return { scope: 'any', passes, starts, knownFrom: minuteOf(asOf), knownUntil };
}
