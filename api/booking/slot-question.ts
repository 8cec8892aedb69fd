import { setImmediate } from 'node:timers/promises';
import T from 'typebox';
import type { Static } from 'typebox';
import type { Offer } from '#db/offers.ts';
import { lawyerDateAt } from '#domain/availability-dates.ts';
import { days } from '#domain/instant.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import { addDays } from '#domain/local-date.ts';
import type { Fault } from '#domain/problem.ts';
import { publicReason } from '#domain/slot-reason.ts';
import { labelSlots } from '#domain/slot-labels.ts';
import type { LabelledSlot } from '#domain/slot-labels.ts';
import type { SlotTerms } from '#domain/slots-terms.ts';
import { nextSlot, slotDatesMax, slotsOf } from '#domain/slots.ts';
import type { Slot } from '#domain/slots.ts';
import { offsetIso, startOfDate } from '#domain/zone.ts';
import { ConsultationTypeChoice } from '#api/consultations/consultation-schemas.ts';
import { totalPriceOf } from './prices.ts';
import type { Rates } from './prices.ts';
import {
  Currency,
  Instant as InstantText,
  LocalDate,
  MinorAmount,
  Nullable,
  Strict,
  Zone,
  ZoneName,
} from '#api/http/schema-parts.ts';

export const SlotQuery = Strict({
  startDate: LocalDate,
  endDate: LocalDate,
  consultationType: T.Optional(ConsultationTypeChoice),
  durationMinutes: T.Optional(T.Integer({ minimum: 5, maximum: 480 })),
  clientTimezone: T.Optional(Zone),
  explain: T.Optional(T.Boolean({ description: 'Also the times that are not offered, with the reason.' })),
});
export type SlotQuery = Static<typeof SlotQuery>;

export const SlotAnswer = T.Object({
  slots: T.Array(
    T.Object({
      date: T.String({ description: "The client's local date.", examples: ['2026-11-26'] }),
      startTime: T.String({
        description: "With the client's offset; what `scheduledAt` takes.",
        examples: ['2026-11-26T06:00:00+00:00'],
      }),
      endTime: T.String({ examples: ['2026-11-26T07:00:00+00:00'] }),
      available: T.Boolean(),
      lawyerTime: T.String({
        description: 'The same start with the offset that holds for the lawyer then, also on a journey.',
        examples: ['2026-11-26T10:00:00+04:00'],
      }),
      reason: T.Optional(T.String({ description: 'With `explain`: why the time is not offered.' })),
    }),
  ),
  clientTimezone: ZoneName,
  lawyerTimezone: ZoneName,
  durationMinutes: T.Integer(),
  totalPrice: MinorAmount,
  currency: Currency,
  nextAvailable: Nullable(InstantText),
});

/** Faults that need more than one field, or the calendar. */
export function slotQueryFaults({ startDate, endDate }: SlotQuery): Fault[] {
  if (endDate < startDate) return [{ pointer: '/query/endDate', detail: 'lies before startDate' }];
  if (addDays(startDate, slotDatesMax) <= endDate)
    return [{ pointer: '/query/endDate', detail: `must be less than ${slotDatesMax} days after startDate` }];
  return [];
}

/** The bookings that decide about these dates and about the next free time, in whatever zone the lawyer lives. */
export function slotSpan({ startDate, endDate }: SlotQuery, now: Instant): Interval {
  return {
    start: Math.min(startOfDate(startDate, 'UTC'), now) - days(9),
    end: Math.max(startOfDate(endDate, 'UTC'), now + days(365)) + days(14),
  };
}

export interface SlotContext {
  now: Instant;
  rates: Rates;
  /** When the client who asks is in another consultation. */
  clientBusy: readonly Interval[];
  /** Only lawyers learn the true reasons, and only of their own times. */
  isOwn: boolean;
}

export function slotAnswer(offer: Offer, query: SlotQuery, context: SlotContext): Static<typeof SlotAnswer> {
  const { rules } = offer;
  const { now, rates, clientBusy, isOwn } = context;
  const durationMinutes = query.durationMinutes ?? Math.min(...offer.durations);
  const clientTimezone = query.clientTimezone ?? rules.timezone;
  const terms = { ...offer, durationMinutes, clientBusy, now };
  const slots = slotsOf({ ...terms, from: query.startDate, to: query.endDate, explain: query.explain });
  const next = nextOf(slots, query, terms);
  return {
    slots: labelSlots(slots, { clientZone: clientTimezone, rules, shown: isOwn ? undefined : publicReason }),
    clientTimezone,
    lawyerTimezone: rules.timezone,
    durationMinutes,
    totalPrice: totalPriceOf(offer.fee, durationMinutes, rates),
    currency: offer.currency,
    nextAvailable: next === undefined ? null : offsetIso(next, clientTimezone),
  };
}

/** So many slots are written at once: a page of them is, and months of five minutes take their turns with other requests. */
const slotsAtOnce = 2000;

/** The answer as text. Its slots are written by hand, in half the time: dates, times and codes need no escape in JSON. */
export async function slotText({ slots, ...rest }: Static<typeof SlotAnswer>): Promise<string> {
  const pieces: string[] = [];
  for (let from = 0; from < slots.length; from += slotsAtOnce) {
    const some = slots.slice(from, from + slotsAtOnce);
    pieces.push(some.map(textOf).join(','));
    // After the last one too: what follows, a tag and the sending, goes over the whole text again.
    if (slots.length > slotsAtOnce) await setImmediate();
  }
  return `{"slots":[${pieces.join(',')}],${JSON.stringify(rest).slice(1)}`;
}

function textOf({ date, startTime, endTime, available, lawyerTime, reason }: LabelledSlot): string {
  const why = reason === undefined ? '' : `,"reason":"${reason}"`;
  return `{"date":"${date}","startTime":"${startTime}","endTime":"${endTime}","available":${available},"lawyerTime":"${lawyerTime}"${why}}`;
}

/** The first of the slots, when none can lie before them, or else one that is looked for. */
function nextOf(slots: readonly Slot[], { startDate }: SlotQuery, terms: SlotTerms): Instant | undefined {
  const first = slots.find(({ reason }) => reason === undefined);
  if (first && startDate <= lawyerDateAt(terms.now, terms.rules)) return first.startAt;
  return nextSlot(terms)?.startAt;
}
