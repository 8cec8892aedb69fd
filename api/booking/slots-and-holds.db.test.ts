import { randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { editAvailability } from '#db/availability-edits.ts';
import type { RulesChange } from '#db/availability-entries.ts';
import { days, hours, minutes } from '#domain/instant.ts';
import { addDays } from '#domain/local-date.ts';
import { Problem } from '#domain/problem.ts';
import { localDateOf } from '#domain/zone.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

/** Lawyers that are made up, each with a dozen holds that are tried: `SLOT_SCENES=1000 SLOT_SEED=1` for more, or for the same. */
const scenes = Number(process.env['SLOT_SCENES'] ?? 40);
const seed = Number(process.env['SLOT_SEED'] ?? randomInt(2 ** 31));

let now = Date.parse('2026-12-01T06:00:00Z');
let stage: Stage;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, () => now);
});
afterAll(async () => {
  await stage.close();
  await drop();
});

/** Days on which clocks change, or none does, and where. */
const places = [
  { timezone: 'Asia/Dubai', at: '2026-12-01T06:00:00Z' },
  { timezone: 'Europe/London', at: '2027-03-27T09:00:00Z' },
  { timezone: 'America/New_York', at: '2026-10-31T12:00:00Z' },
  { timezone: 'America/Santiago', at: '2026-09-05T10:00:00Z' },
  { timezone: 'Australia/Lord_Howe', at: '2026-10-03T00:00:00Z' },
  { timezone: 'Asia/Beirut', at: '2027-03-27T20:00:00Z' },
];

const range = fc
  .tuple(fc.nat(287), fc.integer({ min: 6, max: 200 }))
  .map(([start, length]) => ({ startMinute: start * 5, endMinute: ((start + length) * 5) % 1440 }));
const week = fc
  .array(fc.tuple(fc.nat(6), range), { minLength: 3, maxLength: 9 })
  // One window a weekday: two of them might overlap.
  .map((all) => [...new Map(all).entries()].map(([dayOfWeek, each]) => ({ dayOfWeek, ...each })));
const dates = fc.tuple(fc.integer({ min: -1, max: 4 }), fc.nat(2));

const scene = fc.record({
  place: fc.constantFrom(...places),
  laterMs: fc.nat(days(1)),
  windows: week,
  settings: fc.record({
    bufferMinutes: fc.constantFrom(0, 10, 45),
    stepMinutes: fc.constantFrom(5, 15, 30, 60),
    minNoticeMinutes: fc.constantFrom(0, 60, 1440),
    maxAdvanceDays: fc.constantFrom(1, 2, 30),
    instantBooking: fc.constantFrom(true, true, false),
    limitPerDay: fc.constantFrom(undefined, undefined, 1, 2),
    limitPerWeek: fc.constantFrom(undefined, undefined, 2),
  }),
  overrides: fc.array(
    fc.tuple(fc.constantFrom('blocked', 'holiday', 'custom_hours', 'partial_block'), dates, range),
    { maxLength: 3 },
  ),
  temporary: fc.option(fc.tuple(dates, week)),
  journey: fc.option(fc.tuple(dates, fc.constantFrom('Asia/Tokyo', 'Europe/London', 'Pacific/Auckland'))),
  booked: fc.array(fc.nat(1000), { maxLength: 4 }),
  ownBookings: fc.array(fc.nat(1000), { maxLength: 2 }),
  calendar: fc.option(
    fc.record({ hoursAgo: fc.constantFrom(1, 11, 13), busy: fc.array(fc.nat(100), { maxLength: 3 }) }),
  ),
  durationMinutes: fc.constantFrom(30, 60),
  picks: fc.array(fc.nat(10_000), { minLength: 5, maxLength: 5 }),
});
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never;

function rulesOf({ windows, settings, overrides, temporary, journey }: Scene, today: string): RulesChange {
  const rangeOf = ([offset, length]: readonly [number, number]) => ({
    startDate: addDays(today, offset),
    endDate: addDays(today, offset + length),
  });
  return {
    ...settings,
    windows,
    overrides: overrides.map(([kind, offset, times]) => ({
      kind,
      ...rangeOf(offset),
      ...(kind === 'custom_hours' || kind === 'partial_block' ? times : {}),
    })),
    temporaryHours: temporary ? [{ ...rangeOf(temporary[0]), windows: temporary[1] }] : [],
    travel: journey ? [{ ...rangeOf(journey[0]), timezone: journey[1] }] : [],
  };
}

interface Shown {
  startTime: string;
  available: boolean;
}

describe('what is shown is what can be booked', () => {
  const tried = { held: 0, refused: 0 };
  const judge = async (made: Scene) => {
    now = Date.parse(made.place.at) + made.laterMs;
    const today = localDateOf(now, made.place.timezone);
    const { lawyerId } = await createLawyer(made, today);
    const client = await createClient(made);
    const wish = { lawyerId, clientId: client.id, durationMinutes: made.durationMinutes };
    const shown = await ask(lawyerId, client.cookie, { made, today });
    for (const { startTime, available } of chosen(shown, made.picks)) {
      const outcome = await tryHold({ ...wish, startAt: Date.parse(startTime) });
      const isHeld = outcome === 'held';
      expect({ startTime, outcome, isHeld }).toMatchObject({ isHeld: available });
      tried[available ? 'held' : 'refused'] += 1;
    }
  };

  const patience = { timeout: 3_600_000 };
  it(
    `for every offered time, and for no other (SLOT_SCENES=${scenes} SLOT_SEED=${seed})`,
    patience,
    async () => {
      await fc.assert(fc.asyncProperty(scene, judge), { numRuns: scenes, seed, endOnFailure: true });
      // Neither side may be empty, or nothing was shown by it.
      expect(Math.min(tried.held, tried.refused)).toBeGreaterThan(scenes);
    },
  );
});

async function createLawyer(made: Scene, today: string): Promise<{ lawyerId: string }> {
  const { timezone } = made.place;
  const lawyer = await createSampleLawyer(stage.db, {
    availability: { timezone, maxAdvanceDays: 30, bufferMinutes: 0 },
  });
  for (const place of made.booked) {
    const clientId = await createSampleClient(stage.db);
    // Around the clock for now, and later wherever it turns out to lie.
    const startAt = Math.ceil(now / minutes(30)) * minutes(30) + hours(3) + minutes(30 * (place % 200));
    await hold({ lawyerId: lawyer.lawyerId, clientId, startAt, durationMinutes: 30 }).catch(refused);
  }
  await editAvailability(stage.db, {
    lawyerId: lawyer.lawyerId,
    kind: 'hours_changed',
    actorId: lawyer.userId,
    expectedVersion: undefined,
    change: () => rulesOf(made, today),
    now,
  });
  if (made.calendar) await connectCalendar(lawyer.lawyerId, made.calendar);
  return lawyer;
}

async function connectCalendar(
  lawyerId: string,
  { hoursAgo, busy }: NonNullable<Scene['calendar']>,
): Promise<void> {
  const connection = {
    lawyerId,
    provider: 'google',
    secret: 'none',
    syncedAt: new Date(now - hours(hoursAgo)),
  } as const;
  const { id: connectionId } = await stage.db
    .insertInto('calendarConnection')
    .values(connection)
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = busy.map((place) => ({
    connectionId,
    startAt: new Date(now + hours(place)),
    endAt: new Date(now + hours(place) + minutes(50)),
  }));
  if (rows.length > 0) await stage.db.insertInto('calendarBusy').values(rows).execute();
}

async function createClient(made: Scene): Promise<{ id: string; cookie: string }> {
  const id = await createSampleClient(stage.db);
  const other = await createSampleLawyer(stage.db, { availability: { bufferMinutes: 0 } });
  for (const place of made.ownBookings) {
    const startAt = Math.ceil(now / minutes(30)) * minutes(30) + hours(3) + minutes(30 * (place % 150));
    await hold({ ...other, clientId: id, startAt, durationMinutes: 60 }).catch(refused);
  }
  return { id, cookie: await stage.signIn(id) };
}

/** Two that were made up at the same time. */
function refused(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}

/** Every time of the grid over some days, offered or not, as the client sees it. */
async function ask(
  lawyerId: string,
  cookie: string,
  { made, today }: { made: Scene; today: string },
): Promise<Shown[]> {
  const query = new URLSearchParams({
    startDate: addDays(today, -1),
    endDate: addDays(today, 5),
    durationMinutes: String(made.durationMinutes),
    clientTimezone: 'America/St_Johns',
    explain: 'true',
  });
  const url = `/api/lawyers/${lawyerId}/availability/slots?${query.toString()}`;
  const answer = await stage.ask({ method: 'GET', url, headers: { cookie } });
  expect(answer.statusCode).toBe(200);
  return answer.json().slots;
}

/** Some of each, wherever the picks fall. */
function chosen(shown: readonly Shown[], picks: readonly number[]): Shown[] {
  const times = [true, false].flatMap((wanted) => {
    const of = shown.filter(({ available }) => available === wanted);
    const some = picks.map((pick) => of[pick % of.length]).filter((one) => one !== undefined);
    return [...new Set(some)];
  });
  // A minute beside the grid there is nothing, even within open time.
  const beside = shown.slice(0, 1).map(({ startTime }) => Date.parse(startTime) + minutes(1));
  return [...times, ...beside.map((at) => ({ startTime: new Date(at).toISOString(), available: false }))];
}

interface Wish {
  lawyerId: string;
  clientId: string;
  startAt: number;
  durationMinutes: number;
}

async function hold({ lawyerId, clientId, ...times }: Wish, db = stage.db): Promise<void> {
  const consultations = createConsultations({ db });
  await consultations.holdSlot(sampleBooking({ lawyerId, clientId }, { ...times, receivedAt: now, now }));
}

/** The hold's own transaction, undone whatever came of it. */
async function tryHold(wish: Wish): Promise<string> {
  const undo = new Error(randomUUID());
  let outcome = 'held';
  const attempt = stage.db.transaction().execute(async (trx) => {
    try {
      await hold(wish, trx);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      outcome = error.code;
    }
    throw undo;
  });
  await expect(attempt).rejects.toBe(undo);
  return outcome;
}

describe('limits', () => {
  const crowd = 12;
  /** Half an hour after each other from Wednesday at noon in Dubai. */
  const wednesday = Date.parse('2026-12-02T08:00:00Z');

  it.each([
    { limit: { limitPerDay: 2 }, starts: (n: number) => wednesday + minutes(30 * n), taken: 2 },
    {
      limit: { limitPerWeek: 3 },
      starts: (n: number) => wednesday + days(n % 4) + minutes(30 * n),
      taken: 3,
    },
    { limit: { limitPerDay: 1 }, starts: (n: number) => wednesday + days(n % 4) + minutes(30 * n), taken: 4 },
  ])('$limit let $taken of a crowd through that comes at once', async ({ limit, starts, taken }) => {
    now = Date.parse('2026-12-01T06:00:00Z');
    const { lawyerId } = await createSampleLawyer(stage.db, { availability: { bufferMinutes: 0, ...limit } });
    const wishes = await Promise.all(
      Array.from({ length: crowd }, async (_, n) => ({
        lawyerId,
        clientId: await createSampleClient(stage.db),
        startAt: starts(n),
        durationMinutes: 30,
      })),
    );
    const outcomes = await Promise.allSettled(wishes.map((wish) => hold(wish)));
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refusals).toEqual(Array<string>(crowd - taken).fill('slot_unavailable'));
    const held = stage.db.selectFrom('consultation').where('lawyerId', '=', lawyerId).select('id');
    expect(await held.execute()).toHaveLength(taken);
  });
});
