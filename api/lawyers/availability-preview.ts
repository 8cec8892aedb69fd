import type { Kysely } from 'kysely';
import type { Static } from 'typebox';
import T from 'typebox';
import { findConflicts } from '#db/availability-conflicts.ts';
import { wantedRules } from '#db/availability-entries.ts';
import { getAvailability } from '#db/availability.ts';
import { findOffer } from '#db/offers.ts';
import { listPrices } from '#db/prices.ts';
import type { Price } from '#db/rows/lawyers.ts';
import type { Database } from '#db/schema.ts';
import { lawyerDateAt } from '#domain/availability-dates.ts';
import type { Instant } from '#domain/instant.ts';
import { addDays } from '#domain/local-date.ts';
import { slotsOf } from '#domain/slots.ts';
import { bookingsAhead } from '#api/booking/next-slot.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { changeFaults, rulesOf } from './availability-request.ts';
import { Conflicts } from './availability-schemas.ts';
import type { AvailabilityDraft } from './availability-schemas.ts';
import { conflictsOf } from './availability-view.ts';

const previewDates = 14;
/** For who sells nothing yet. */
const usualMinutes = 60;

export const Preview = T.Object({
  durationMinutes: T.Integer(),
  total: T.Integer({ description: 'Of all days.' }),
  days: T.Array(T.Object({ date: T.String(), slots: T.Integer({ description: 'How many.' }) }), {
    description: `Your next ${previewDates} dates; empty when there are faults.`,
  }),
  conflicts: Conflicts,
  faults: T.Optional(
    T.Array(T.Object({ pointer: T.String(), detail: T.String() }), {
      description: 'Why it could not be saved.',
    }),
  ),
});

/** What clients would see in the next fortnight, were the draft saved; nothing is written. */
export async function previewOf(
  db: Kysely<Database>,
  lawyerId: string,
  { draft, now }: { draft: Static<typeof AvailabilityDraft>; now: Instant },
): Promise<Static<typeof Preview>> {
  const { consultationType, durationMinutes: wanted, ...change } = draft;
  const kept = await getAvailability(db, lawyerId);
  const price = priceFor(await listPrices(db, lawyerId), consultationType);
  const durationMinutes = durationFor(price, wanted);
  const faults = changeFaults(kept, change);
  if (faults.length > 0) return { durationMinutes, total: 0, days: [], conflicts: [], faults };

  const rules = wantedRules(kept, rulesOf(change));
  const today = lawyerDateAt(now, rules);
  const terms = {
    ...(await takenTimes(db, { lawyerId, price, now })),
    rules: {
      ...rules,
      stepMinutes: price?.stepMinutes ?? rules.stepMinutes,
      minNoticeMinutes: price?.minNoticeMinutes ?? rules.minNoticeMinutes,
    },
    bufferMinutes: price?.bufferMinutes ?? rules.bufferMinutes,
    durationMinutes,
    now,
  };
  const days = Array.from({ length: previewDates }, (_, later) => {
    const date = addDays(today, later);
    return { date, slots: slotsOf({ ...terms, from: date, to: date }).length };
  });
  const total = days.reduce((sum, { slots }) => sum + slots, 0);
  return {
    durationMinutes,
    total,
    days,
    conflicts: conflictsOf(await findConflicts(db, { ...rules, lawyerId }, now)),
  };
}

/** Of the type that was asked for, else of a video consultation, else of the first that is sold. */
function priceFor(prices: readonly Price[], type: Price['consultationType'] | undefined): Price | undefined {
  const sold = prices.filter(({ isActive }) => isActive);
  const named = sold.find(({ consultationType }) => consultationType === (type ?? 'video'));
  return named ?? (type === undefined ? sold[0] : undefined);
}

function durationFor(price: Price | undefined, wanted: number | undefined): number {
  if (!price) return wanted ?? usualMinutes;
  if (wanted === undefined) return Math.min(...price.durations);
  if (price.durations.includes(wanted)) return wanted;
  throw invalidRequest([
    { pointer: '/body/durationMinutes', detail: `must be one of ${price.durations.join(', ')}` },
  ]);
}

/** What is booked, and busy in calendars; nothing for who is not listed yet. */
async function takenTimes(
  db: Kysely<Database>,
  { lawyerId, price, now }: { lawyerId: string; price: Price | undefined; now: Instant },
) {
  const span = bookingsAhead(now);
  const offer = price && (await findOffer(db, { lawyerId, consultationType: price.consultationType, span }));
  const { booked = [], calendarBusy, calendarReadAt } = offer ?? {};
  return { booked, calendarBusy, calendarReadAt };
}
