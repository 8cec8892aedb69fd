import type { Kysely } from 'kysely';
import { createConsultations } from '#activities/consultations.ts';
import { editAvailability } from '#db/availability-edits.ts';
import { findOffer } from '#db/offers.ts';
import type { Database } from '#db/schema.ts';
import { days } from '#domain/instant.ts';
import { slotsOf } from '#domain/slots.ts';
import { createSampleClient, createSampleLawyer, sampleBooking } from '#test/setup/sample-rows.ts';

/** A Monday before the clocks of Europe go back, on the 25th of October. */
export const sceneNow = Date.parse('2026-10-05T05:00:00Z');
export const sceneDates = { startDate: '2026-10-05', endDate: '2026-12-03' };
const bookings = 120;

/** Scenario S: 60 days, two windows on five weekdays, an hour, step 15, 120 bookings, 6 overrides. */
export async function createSlotScene(db: Kysely<Database>): Promise<string> {
  const { lawyerId, userId } = await createSampleLawyer(db, {
    availability: { stepMinutes: 15, bufferMinutes: 0, minNoticeMinutes: 120, maxAdvanceDays: 90 },
    price: { durations: [60] },
  });
  const on = (kind: 'blocked' | 'holiday', startDate: string, endDate = startDate) => ({
    kind,
    startDate,
    endDate,
  });
  await editAvailability(db, {
    lawyerId,
    kind: 'hours_changed',
    actorId: userId,
    expectedVersion: undefined,
    now: sceneNow,
    change: () => ({
      windows: [1, 2, 3, 4, 5].flatMap((dayOfWeek) => [
        { dayOfWeek, startMinute: 540, endMinute: 780 },
        { dayOfWeek, startMinute: 840, endMinute: 1140 },
      ]),
      overrides: [
        on('holiday', '2026-12-01', '2026-12-03'),
        on('blocked', '2026-10-19'),
        on('blocked', '2026-11-11', '2026-11-12'),
        { ...on('blocked', '2026-10-28'), kind: 'custom_hours', startMinute: 600, endMinute: 900 },
        { ...on('blocked', '2026-11-04'), kind: 'partial_block', startMinute: 540, endMinute: 660 },
        { ...on('blocked', '2026-11-24'), kind: 'custom_hours', startMinute: 1080, endMinute: 1320 },
      ],
    }),
  });
  await book(db, lawyerId);
  return lawyerId;
}

/** As many times as there can be: open around the clock, a slot every five minutes. */
export async function createCrowdedScene(db: Kysely<Database>): Promise<string> {
  const { lawyerId } = await createSampleLawyer(db, {
    availability: { stepMinutes: 5, minNoticeMinutes: 0, maxAdvanceDays: 365 },
  });
  return lawyerId;
}

/** Spread over the whole time, each of another client, by the transaction that holds a slot. */
async function book(db: Kysely<Database>, lawyerId: string): Promise<void> {
  const consultations = createConsultations({ db });
  for (let count = 0; count < bookings; count += 1) {
    const span = { start: sceneNow - days(9), end: sceneNow + days(90) };
    const offer = await findOffer(db, { lawyerId, consultationType: 'video', span });
    if (!offer) throw new Error('the lawyer of the scene sells nothing');
    const { startDate: from, endDate: to } = sceneDates;
    const free = slotsOf({ ...offer, durationMinutes: 60, now: sceneNow, from, to });
    const slot = free[(count * 7919) % free.length];
    if (!slot) throw new Error('the scene has too few free times');
    const clientId = await createSampleClient(db);
    const times = { receivedAt: sceneNow, now: sceneNow, startAt: slot.startAt };
    await consultations.holdSlot(sampleBooking({ clientId, lawyerId }, times));
  }
}
