import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { addOverride, deleteOverride, findAvailability, replaceAvailability } from './availability.ts';
import { createDatabase } from './client.ts';
import { findOffer } from './offers.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 10 });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const tomorrow = sampleNow + hours(24);
const now = sampleNow;

async function bookTomorrow(lawyerId: string) {
  const clientId = await createSampleClient(db);
  const booking = sampleBooking({ clientId, lawyerId }, { startAt: tomorrow });
  await createConsultations({ db }).holdSlot(booking);
  return booking;
}

describe('an offer', () => {
  it('is what decides about one type, with the type’s own rules before the general ones', async () => {
    const { lawyerId } = await createSampleLawyer(db, {
      availability: { bufferMinutes: 20, stepMinutes: 15, limitPerDay: 4, timezone: 'Europe/London' },
      price: { stepMinutes: 60, minNoticeMinutes: 0 },
    });
    await addOverride(db, lawyerId, {
      override: {
        kind: 'custom_hours',
        startDate: '2026-12-24',
        endDate: '2026-12-25',
        startMinute: 540,
        endMinute: 720,
      },
      now,
    });
    await addOverride(db, lawyerId, {
      override: { kind: 'holiday', startDate: '2027-01-01', endDate: '2027-01-01' },
      now,
    });
    await bookTomorrow(lawyerId);
    const offer = await findOffer(db, {
      lawyerId,
      consultationType: 'video',
      span: { start: tomorrow, end: tomorrow + 1 },
    });
    expect(offer).toMatchObject({
      bufferMinutes: 20,
      durations: [30, 60],
      fee: { fixedFeeMinor: undefined, hourlyRateMinor: 50_000 },
      booked: [
        { startAt: tomorrow, endAt: tomorrow + hours(1), blockEndAt: tomorrow + hours(1) + 20 * 60_000 },
      ],
      rules: {
        timezone: 'Europe/London',
        stepMinutes: 60,
        minNoticeMinutes: 0,
        limitPerDay: 4,
        limitPerWeek: undefined,
        overrides: [
          {
            kind: 'custom_hours',
            startDate: '2026-12-24',
            endDate: '2026-12-25',
            startMinute: 540,
            endMinute: 720,
          },
          { kind: 'holiday', startDate: '2027-01-01', endDate: '2027-01-01' },
        ],
      },
    });
    expect(offer?.rules.windows).toHaveLength(7);
    expect(offer?.rules.overrides[1]).not.toHaveProperty('startMinute');
  });

  it('holds the bookings that touch the span and no others', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    await bookTomorrow(lawyerId);
    const blockEnd = tomorrow + 75 * 60_000;
    const booked = async (start: number, end: number) =>
      (await findOffer(db, { lawyerId, consultationType: 'video', span: { start, end } }))?.booked.length;
    expect(await booked(blockEnd - 1, blockEnd + hours(1))).toBe(1);
    expect(await booked(blockEnd, blockEnd + hours(1))).toBe(0);
    expect(await booked(tomorrow - hours(1), tomorrow)).toBe(0);
  });

  it('is there for a listed lawyer’s active price only', async () => {
    const find = async ({ lawyerId }: { lawyerId: string }) =>
      await findOffer(db, { lawyerId, consultationType: 'video', span: { start: 0, end: 1 } });
    expect(await find(await createSampleLawyer(db, { price: { isActive: false } }))).toBeUndefined();
    expect(await find(await createSampleLawyer(db, { lawyer: { status: 'applied' } }))).toBeUndefined();
  });
});

describe('an edit of the hours', () => {
  it('replaces what it names, keeps the rest, and raises the version', async () => {
    const { lawyerId } = await createSampleLawyer(db, { availability: { limitPerDay: 3 } });
    const { id } = await addOverride(db, lawyerId, {
      override: { kind: 'blocked', startDate: '2026-12-20', endDate: '2026-12-21' },
      now,
    });
    const windows = [{ dayOfWeek: 1, startMinute: 540, endMinute: 1020 }];
    const rules = { windows, bufferMinutes: 5, limitPerDay: null, limitPerWeek: 9, reminderMinutes: [30] };
    const { version } = await replaceAvailability(db, { lawyerId, expectedVersion: 2, rules, now });
    expect(version).toBe(3);
    expect(await findAvailability(db, lawyerId)).toMatchObject({
      windows,
      bufferMinutes: 5,
      stepMinutes: 30,
      limitPerDay: undefined,
      limitPerWeek: 9,
      reminderMinutes: [30],
      version: 3,
      overrides: [{ id, kind: 'blocked' }],
    });
  });

  it('keeps an override’s id when it is the lawyer’s, and no other’s', async () => {
    const [{ lawyerId }, stranger] = [await createSampleLawyer(db), await createSampleLawyer(db)];
    const override = { kind: 'holiday', startDate: '2026-12-20', endDate: '2026-12-20' } as const;
    const own = await addOverride(db, lawyerId, { override, now });
    const foreign = await addOverride(db, stranger.lawyerId, { override, now });
    const overrides = [own.id, foreign.id].map((id) => ({ ...override, id }));
    await replaceAvailability(db, { lawyerId, expectedVersion: 2, rules: { overrides }, now });
    const ids = (await findAvailability(db, lawyerId))?.overrides.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(ids).toContain(own.id);
    expect(ids).not.toContain(foreign.id);
    expect((await findAvailability(db, stranger.lawyerId))?.overrides).toHaveLength(1);
  });

  it('loses against one that came first, and changes nothing', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const edit = (bufferMinutes: number) =>
      replaceAvailability(db, { lawyerId, expectedVersion: 1, rules: { bufferMinutes }, now });
    const outcomes = await Promise.allSettled([edit(1), edit(2), edit(3)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(edit(4)).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await findAvailability(db, lawyerId)).toMatchObject({ version: 2 });
  });

  it('moves no booking, and shows those that lie outside now', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const booking = await bookTomorrow(lawyerId);
    // 10:00 to 11:00 on a Wednesday in Dubai, with a buffer until 11:15.
    const startDate = '2026-12-02';
    const override = {
      kind: 'partial_block',
      startDate,
      endDate: startDate,
      startMinute: 674,
      endMinute: 720,
    } as const;
    const blocked = await addOverride(db, lawyerId, { override, now });
    expect(blocked.conflicts).toMatchObject([{ id: booking.consultationId, startAt: new Date(tomorrow) }]);
    const lifted = await deleteOverride(db, lawyerId, { overrideId: blocked.id, now });
    expect(lifted.conflicts).toEqual([]);
    const windows = [{ dayOfWeek: 3, startMinute: 600, endMinute: 660 }];
    const edit = { lawyerId, expectedVersion: lifted.version, now };
    const { version, conflicts } = await replaceAvailability(db, { ...edit, rules: { windows } });
    expect(conflicts).toEqual([]);
    const closed = await replaceAvailability(db, {
      ...edit,
      expectedVersion: version,
      rules: { windows: [] },
    });
    expect(closed.conflicts).toHaveLength(1);
  });

  it('of a foreign or missing override is not found', async () => {
    const [{ lawyerId }, stranger] = [await createSampleLawyer(db), await createSampleLawyer(db)];
    const override = { kind: 'holiday', startDate: '2026-12-20', endDate: '2026-12-20' } as const;
    const { id: overrideId } = await addOverride(db, stranger.lawyerId, { override, now });
    await expect(deleteOverride(db, lawyerId, { overrideId, now })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await findAvailability(db, lawyerId)).toMatchObject({ version: 1 });
  });
});
