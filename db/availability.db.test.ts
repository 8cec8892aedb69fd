import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { listChanges } from './availability-changes.ts';
import { listConflicts } from './availability-conflicts.ts';
import { editAvailability } from './availability-edits.ts';
import type { RulesChange } from './availability-entries.ts';
import { findAvailability, getAvailability } from './availability.ts';
import type { LawyerAvailability } from './availability.ts';
import { createDatabase } from './client.ts';
import { findOffer } from './offers.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
let actor: string;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 10 });
  actor = await createSampleClient(db);
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const tomorrow = sampleNow + hours(24);
const now = sampleNow;

interface Edit {
  lawyerId: string;
  change: RulesChange | ((kept: LawyerAvailability) => RulesChange);
  expectedVersion?: number;
  actorId?: string;
}

async function edit({ lawyerId, change, expectedVersion, actorId = actor }: Edit) {
  return await editAvailability(db, {
    lawyerId,
    kind: 'hours_changed',
    actorId,
    expectedVersion,
    change: typeof change === 'function' ? change : () => change,
    now,
  });
}

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
    const custom = { startDate: '2026-12-24', endDate: '2026-12-25', startMinute: 540, endMinute: 720 };
    const overrides = [
      { kind: 'custom_hours', ...custom },
      { kind: 'holiday', startDate: '2027-01-01', endDate: '2027-01-01' },
    ] as const;
    await edit({ lawyerId, change: { overrides } });
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
  const holiday = { kind: 'holiday', startDate: '2026-12-20', endDate: '2026-12-20' } as const;

  it('replaces what it names, keeps the rest, and raises the version', async () => {
    const { lawyerId } = await createSampleLawyer(db, { availability: { limitPerDay: 3 } });
    await edit({ lawyerId, change: { overrides: [holiday] } });
    const windows = [{ dayOfWeek: 1, startMinute: 540, endMinute: 1020 }];
    const change = {
      windows,
      bufferMinutes: 5,
      limitPerDay: undefined,
      limitPerWeek: 9,
      reminderMinutes: [30],
    };
    const { availability } = await edit({ lawyerId, expectedVersion: 2, change });
    expect(availability).toEqual(await findAvailability(db, lawyerId));
    expect(availability).toMatchObject({
      windows,
      bufferMinutes: 5,
      stepMinutes: 30,
      limitPerDay: undefined,
      limitPerWeek: 9,
      reminderMinutes: [30],
      version: 3,
      overrides: [holiday],
    });
  });

  it('keeps temporary hours and travel with their ids and in the order of their dates', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const window = { dayOfWeek: 1, startMinute: 540, endMinute: 780 };
    const ramadan = { name: 'Ramadan', startDate: '2027-02-08', endDate: '2027-03-09', windows: [window] };
    const summer = { name: '', startDate: '2026-12-20', endDate: '2027-01-10', windows: [] };
    const london = { startDate: '2027-01-01', endDate: '2027-01-05', timezone: 'Europe/London' };
    const first = await edit({ lawyerId, change: { temporaryHours: [ramadan, summer], travel: [london] } });
    expect(first.availability).toMatchObject({ temporaryHours: [summer, ramadan], travel: [london] });
    const id = first.availability.temporaryHours[1]?.id ?? '';
    // The dates of one are taken by the other in the same step.
    const moved = { ...ramadan, id, startDate: '2027-01-01', endDate: '2027-02-20' };
    const second = await edit({
      lawyerId,
      change: { temporaryHours: [moved, { ...summer, endDate: '2026-12-31' }] },
    });
    expect(second.availability.temporaryHours[1]).toEqual(moved);
    expect(second.availability.travel).toEqual(first.availability.travel);
  });

  it('keeps an override’s id when it is the lawyer’s, once, and no other’s', async () => {
    const [{ lawyerId }, stranger] = [await createSampleLawyer(db), await createSampleLawyer(db)];
    const own = (await edit({ lawyerId, change: { overrides: [holiday] } })).availability.overrides[0];
    const foreign = (await edit({ lawyerId: stranger.lawyerId, change: { overrides: [holiday] } }))
      .availability;
    const ids = [own?.id, own?.id, foreign.overrides[0]?.id].map((id = '') => id);
    const overrides = ids.map((id, index) => ({ ...holiday, name: String(index), id }));
    const { availability } = await edit({ lawyerId, change: { overrides } });
    const kept = availability.overrides.map(({ id }) => id);
    expect(new Set(kept).size).toBe(3);
    expect(kept.filter((id) => id === own?.id)).toHaveLength(1);
    expect(kept).not.toContain(foreign.overrides[0]?.id);
    expect(await getAvailability(db, stranger.lawyerId)).toEqual(foreign);
  });

  it('that changes nothing keeps version and ids, whether they are sent along or not', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const travel = [{ startDate: '2027-01-01', endDate: '2027-01-05', timezone: 'Europe/London' }];
    const change = { overrides: [{ ...holiday, name: 'Day' }], travel, bufferMinutes: 5 };
    const { availability } = await edit({ lawyerId, change });
    expect((await edit({ lawyerId, change })).availability).toEqual(availability);
    expect((await edit({ lawyerId, change: (kept) => kept })).availability).toEqual(availability);
    expect((await listChanges(db, lawyerId, { limit: 10, cursor: undefined })).data).toHaveLength(1);
  });

  it('loses against one that came first, and changes nothing', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const attempt = (bufferMinutes: number) =>
      edit({ lawyerId, expectedVersion: 1, change: { bufferMinutes } });
    const outcomes = await Promise.allSettled([attempt(1), attempt(2), attempt(3)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(attempt(4)).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await findAvailability(db, lawyerId)).toMatchObject({ version: 2 });
  });

  it('that is refused on the way leaves nothing behind', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const before = await getAvailability(db, lawyerId);
    const overlapping = [1, 2].map(() => ({
      startDate: '2027-01-01',
      endDate: '2027-01-05',
      timezone: 'UTC',
    }));
    await expect(edit({ lawyerId, change: { bufferMinutes: 1, travel: overlapping } })).rejects.toThrow(
      'availability_travel_no_overlap',
    );
    expect(await getAvailability(db, lawyerId)).toEqual(before);
  });
});

describe('consultations that lie outside now', () => {
  it('are shown, and none is moved', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const booking = await bookTomorrow(lawyerId);
    // 10:00 to 11:00 on a Wednesday in Dubai, with a buffer until 11:15.
    const dates = { startDate: '2026-12-02', endDate: '2026-12-02' };
    const conflict = { id: booking.consultationId, startAt: new Date(tomorrow), status: 'payment_pending' };
    const block = { ...dates, kind: 'partial_block', startMinute: 674, endMinute: 720 } as const;
    expect((await edit({ lawyerId, change: { overrides: [block] } })).conflicts).toMatchObject([conflict]);
    expect((await edit({ lawyerId, change: { overrides: [] } })).conflicts).toEqual([]);
    const windows = [{ dayOfWeek: 3, startMinute: 600, endMinute: 660 }];
    expect((await edit({ lawyerId, change: { windows } })).conflicts).toEqual([]);
    const closed = { ...dates, windows: [{ dayOfWeek: 3, startMinute: 0, endMinute: 659 }] };
    expect((await edit({ lawyerId, change: { temporaryHours: [closed] } })).conflicts).toMatchObject([
      conflict,
    ]);
    const open = { temporaryHours: [], travel: [{ ...dates, timezone: 'Asia/Riyadh' }] };
    expect((await edit({ lawyerId, change: open })).conflicts).toMatchObject([conflict]);
    const there = [{ dayOfWeek: 3, startMinute: 540, endMinute: 600 }];
    expect((await edit({ lawyerId, change: { windows: there } })).conflicts).toEqual([]);
  });

  it('are listed by pages, the nearest first, over months', async () => {
    const { lawyerId } = await createSampleLawyer(db, { availability: { maxAdvanceDays: 200 } });
    const starts = [1, 2, 50, 70, 140, 199].map((day) => sampleNow + hours(24 * day));
    for (const startAt of starts) {
      const clientId = await createSampleClient(db);
      await createConsultations({ db }).holdSlot(sampleBooking({ clientId, lawyerId }, { startAt }));
    }
    const { availability } = await edit({
      lawyerId,
      change: { overrides: [{ kind: 'blocked', startDate: '2026-12-03', endDate: '2027-12-31' }] },
    });
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConflicts(db, availability, { now, limit: 2, cursor });
      seen.push(...page.data.map(({ startAt }) => startAt.getTime()));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(starts.slice(1));
  });
});
