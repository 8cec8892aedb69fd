import { randomInt, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { NEVER } from '#db/next-free.ts';
import { listOffers } from '#db/offers.ts';
import type { ConsultationType } from '#domain/consultation.ts';
import { days, hours, minutes } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import type { TestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { bookingsAhead } from '#api/booking/next-slot.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';
import { createNextFree, firstSlotOf, keyOf } from './next-free.ts';

interface Card {
  id: string;
  nextAvailable: string | null;
  nextOffer: { consultationType: ConsultationType; durationMinutes: number; totalPrice: number } | null;
}

let database: TestDatabase;
let stage: Stage;
beforeAll(async () => {
  database = await createTestDatabase();
  stage = await openStage(database.url, sampleNow);
  for (let n = 0; n < 240; n += 1) await createRandomLawyer(n);
}, 120_000);
afterAll(async () => {
  await stage.close();
  await database.drop();
});

const zones = ['Asia/Dubai', 'Asia/Dubai', 'Europe/London', 'America/New_York', 'Asia/Kathmandu'];
const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;

async function createRandomLawyer(n: number): Promise<void> {
  const specialties = [pick(['family', 'tax', 'criminal'])];
  const { lawyerId } = await createSampleLawyer(stage.db, {
    lawyer: { nameEn: `Random ${n}`, specialties, status: n % 40 === 7 ? 'suspended' : 'listed' },
    availability: {
      timezone: pick(zones),
      stepMinutes: pick([10, 15, 30, 45, 60]),
      minNoticeMinutes: pick([0, 45, 120, 1440, 6000]),
      maxAdvanceDays: pick([2, 9, 40]),
      bufferMinutes: pick([0, 15]),
      instantBooking: pick([true, true, false]),
      isActive: randomInt(12) > 0,
      limitPerDay: pick([null, null, 1]),
    },
    price: { durations: pick([[30, 60], [45], [20]]), hourlyRateMinor: pick([20_000, 50_000, 90_000]) },
  });
  if (n % 9 !== 0) await takeHours(lawyerId);
  if (n % 3 === 0) await addOfficeVisits(lawyerId);
  if (n % 5 === 0) await addCalendar(lawyerId, n);
  if (n % 2 === 0) await bookSomething(lawyerId);
}

async function takeHours(lawyerId: string): Promise<void> {
  await stage.db.deleteFrom('availabilityWindow').where('lawyerId', '=', lawyerId).execute();
  for (let n = randomInt(5); n > 0; n -= 1) {
    const startMinute = randomInt(90) * 15;
    const window = { lawyerId, dayOfWeek: randomInt(7), startMinute };
    const endMinute = (startMinute + 60 + randomInt(24) * 15) % 1440;
    await stage.db
      .insertInto('availabilityWindow')
      .values({ ...window, endMinute })
      .execute();
  }
}

async function addOfficeVisits(lawyerId: string): Promise<void> {
  const price = { lawyerId, consultationType: 'in_person', fixedFeeMinor: 60_000, durations: [60] } as const;
  await stage.db
    .insertInto('price')
    .values({ ...price, durations: [60], minNoticeMinutes: 2880 })
    .execute();
}

async function addCalendar(lawyerId: string, n: number): Promise<string> {
  const syncedAt = new Date(sampleNow - (n % 25 === 0 ? hours(13) : hours(2)));
  const { id } = await stage.db
    .insertInto('calendarConnection')
    .values({ lawyerId, provider: 'google', secret: 'sealed', syncedAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  const startAt = new Date(sampleNow + randomInt(30) * hours(1));
  const busy = { connectionId: id, startAt, endAt: new Date(startAt.getTime() + hours(10)) };
  await stage.db.insertInto('calendarBusy').values(busy).execute();
  return id;
}

async function bookSomething(lawyerId: string): Promise<void> {
  const [truth] = await naive([lawyerId], sampleNow);
  if (truth?.first) await hold(lawyerId, truth.first);
}

type First = ReturnType<typeof firstSlotOf>;

async function hold(lawyerId: string, first: NonNullable<First>, at = sampleNow): Promise<string> {
  const clientId = await createSampleClient(stage.db);
  const { startAt, durationMinutes } = first;
  const { consultationType } = first.offer;
  const wish = { startAt, durationMinutes, consultationType, receivedAt: at, now: at };
  const booking = sampleBooking({ clientId, lawyerId }, wish);
  await createConsultations({ db: stage.db }).holdSlot(booking);
  return booking.consultationId;
}

/** Everybody, one by one, without anything that is kept. */
async function naive(lawyerIds: readonly string[], now: number, type?: ConsultationType) {
  const offers = await listOffers(stage.db, { lawyerIds, span: bookingsAhead(now) });
  const byLawyer = Map.groupBy(offers, ({ lawyerId }) => lawyerId);
  return lawyerIds
    .map((id) => {
      const wanted = (byLawyer.get(id) ?? []).filter((each) => !type || each.consultationType === type);
      const first = firstSlotOf(wanted, now);
      return { id, first, key: keyOf(first) };
    })
    .toSorted((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1));
}

async function listedIds(): Promise<string[]> {
  const rows = await stage.db.selectFrom('lawyer').where('status', '=', 'listed').select('id').execute();
  return rows.map(({ id }) => id);
}

async function page(query: string, of = stage): Promise<{ data: Card[]; nextCursor: string | null }> {
  const answer = await of.ask({ method: 'GET', url: `/api/lawyers?${query}` });
  expect([query, answer.statusCode]).toEqual([query, 200]);
  return answer.json();
}

async function walk(query: string, of = stage, from = ''): Promise<Card[]> {
  const all: Card[] = [];
  for (let cursor = from, pages = 0; pages < 100; pages += 1) {
    const { data, nextCursor } = await page(`${query}${cursor}`, of);
    all.push(...data);
    if (nextCursor === null) return all;
    cursor = `&cursor=${nextCursor}`;
  }
  throw new Error('the list does not end');
}

const shown = ({ id, nextAvailable }: Card) => ({
  id,
  key: nextAvailable === null ? NEVER : Date.parse(nextAvailable),
});
const place = async (id: string, query = 'sort=soonest&limit=100') =>
  (await walk(query)).findIndex((card) => card.id === id);

describe('the soonest first', () => {
  it('is what working out everybody says, page by page, nobody twice and nobody missed', async () => {
    const truth = await naive(await listedIds(), sampleNow);
    const cards = await walk('sort=soonest&limit=17');
    expect(cards.map(shown)).toEqual(truth.map(({ id, key }) => ({ id, key })));
  });

  it('goes by the type that is asked for', async () => {
    const sellers = await stage.db
      .selectFrom('price')
      .innerJoin('lawyer', 'lawyer.id', 'price.lawyerId')
      .where('lawyer.status', '=', 'listed')
      .where('consultationType', '=', 'in_person')
      .select('lawyerId')
      .execute();
    const truth = await naive(
      sellers.map(({ lawyerId }) => lawyerId),
      sampleNow,
      'in_person',
    );
    const cards = await walk('sort=soonest&limit=11&consultationType=in_person');
    expect(cards.map(shown)).toEqual(truth.map(({ id, key }) => ({ id, key })));
    expect(cards.filter(({ nextOffer }) => nextOffer?.consultationType === 'video')).toEqual([]);
  });

  it('goes by the types within the price, and shows none that costs more', async () => {
    const cards = await walk('sort=soonest&limit=100&maxPrice=30000');
    expect(cards.length).toBeGreaterThan(20);
    expect(cards.filter(({ nextOffer }) => nextOffer && nextOffer.totalPrice > 30_000)).toEqual([]);
    const keys = cards.map(shown).map(({ key }) => key);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it('stays true as time passes, from what was kept before', async () => {
    for (const later of [minutes(1), hours(1) + 1, hours(2), hours(11), days(1), days(3)]) {
      const then = await openStage(database.url, sampleNow + later);
      const truth = await naive(await listedIds(), sampleNow + later);
      expect((await walk('sort=soonest&limit=50', then)).map(shown)).toEqual(
        truth.map(({ id, key }) => ({ id, key })),
      );
      // What the keeper does once a minute.
      await createNextFree(stage.db).cut(sampleNow + later - minutes(10));
      await then.close();
    }
  });

  it('goes on in its first order while time passes, and shows what is free now', async () => {
    const first = await page('sort=soonest&limit=30');
    const then = await openStage(database.url, sampleNow + minutes(9));
    const rest = await walk('sort=soonest&limit=100', then, `&cursor=${first.nextCursor}`);
    const all = [...first.data, ...rest].map(({ id }) => id);
    expect(all).toEqual((await naive(await listedIds(), sampleNow)).map(({ id }) => id));
    const now = new Map((await naive(all, sampleNow + minutes(9))).map(({ id, key }) => [id, key]));
    expect(rest.map(shown)).toEqual(rest.map(({ id }) => ({ id, key: now.get(id) })));
    await then.close();
  });

  it('shows only what can be held', async () => {
    const clientId = await createSampleClient(stage.db);
    const cards = await walk('sort=soonest&limit=100');
    const refused: unknown[] = [];
    let tried = 0;
    for (const { id, nextAvailable, nextOffer } of cards) {
      if (nextAvailable === null || nextOffer === null) continue;
      tried += 1;
      const wish = { startAt: Date.parse(nextAvailable), receivedAt: sampleNow, now: sampleNow };
      const booking = sampleBooking({ clientId, lawyerId: id }, { ...wish, ...nextOffer });
      const held = stage.db.transaction().execute(async (trx) => {
        const result = await createConsultations({ db: trx }).holdSlot(booking);
        expect(result.totalPriceMinor).toBe(nextOffer.totalPrice);
        throw new RolledBack();
      });
      await held.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) refused.push({ id, nextAvailable, error });
      });
    }
    expect(refused).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});

class RolledBack extends Error {}

it('of two types that are free at the same time, shows the one that costs less', async () => {
  const { lawyerId } = await createSampleLawyer(stage.db, { lawyer: { nameEn: 'Twofold' } });
  const price = { lawyerId, consultationType: 'in_person', fixedFeeMinor: 90_000, durations: [60] } as const;
  await stage.db
    .insertInto('price')
    .values({ ...price, durations: [60] })
    .execute();
  const [card] = (await page('q=twofold')).data;
  expect(card?.nextOffer).toEqual({ consultationType: 'video', durationMinutes: 30, totalPrice: 28_875 });
  const [office] = (await page('q=twofold&consultationType=in_person')).data;
  expect(office?.nextOffer).toEqual({
    consultationType: 'in_person',
    durationMinutes: 60,
    totalPrice: 103_950,
  });
});

describe('what changes when a lawyer is free', () => {
  /** Somebody who is free first of all, and what moves them. */
  async function foremost() {
    const availability = { minNoticeMinutes: 0, bufferMinutes: 0, stepMinutes: 5, timezone: 'Asia/Dubai' };
    const lawyer = await createSampleLawyer(stage.db, { availability, price: { durations: [30] } });
    return { ...lawyer, free: async () => (await page('sort=soonest&limit=100')).data.map(shown) };
  }
  const timeOf = (list: { id: string; key: number }[], id: string) =>
    list.find((each) => each.id === id)?.key;
  const soon = sampleNow + minutes(5);

  it('a hold and its end', async () => {
    const { lawyerId, free } = await foremost();
    expect(timeOf(await free(), lawyerId)).toBe(soon);
    const [truth] = await naive([lawyerId], sampleNow);
    if (!truth?.first) throw new Error('not free');
    const consultationId = await hold(lawyerId, truth.first);
    expect(timeOf(await free(), lawyerId)).toBe(soon + minutes(30));
    const consultation = stage.db.updateTable('consultation').where('id', '=', consultationId);
    await consultation.set({ status: 'expired', revision: 2 }).execute();
    expect(timeOf(await free(), lawyerId)).toBe(soon);
  });

  it('a booking that moves', async () => {
    const { lawyerId, free } = await foremost();
    const [truth] = await naive([lawyerId], sampleNow);
    if (!truth?.first) throw new Error('not free');
    const consultationId = await hold(lawyerId, truth.first);
    expect(timeOf(await free(), lawyerId)).toBe(soon + minutes(30));
    const [startAt, endAt] = [new Date(sampleNow + days(2)), new Date(sampleNow + days(2) + minutes(30))];
    const consultation = stage.db.updateTable('consultation').where('id', '=', consultationId);
    await consultation.set({ startAt, endAt, blockEndAt: endAt }).execute();
    expect(timeOf(await free(), lawyerId)).toBe(soon);
  });

  it.each<[string, (lawyerId: string) => Promise<unknown>]>([
    [
      'hours',
      (lawyerId) => stage.db.deleteFrom('availabilityWindow').where('lawyerId', '=', lawyerId).execute(),
    ],
    [
      'rules',
      (lawyerId) =>
        stage.db
          .updateTable('availability')
          .where('lawyerId', '=', lawyerId)
          .set({ minNoticeMinutes: 600 })
          .execute(),
    ],
    [
      'days off',
      (lawyerId) =>
        stage.db
          .insertInto('availabilityOverride')
          .values({ lawyerId, kind: 'blocked', startDate: '2026-12-01', endDate: '2026-12-01' })
          .execute(),
    ],
    [
      'temporary hours',
      async (lawyerId) => {
        const range = { lawyerId, startDate: '2026-11-30', endDate: '2026-12-05' };
        const row = await stage.db
          .insertInto('temporaryHours')
          .values(range)
          .returning('id')
          .executeTakeFirstOrThrow();
        await stage.db
          .insertInto('temporaryHoursWindow')
          .values({ temporaryHoursId: row.id, dayOfWeek: 3, startMinute: 600, endMinute: 700 })
          .execute();
      },
    ],
    [
      'prices',
      (lawyerId) =>
        stage.db
          .updateTable('price')
          .where('lawyerId', '=', lawyerId)
          .set({ minNoticeMinutes: 300 })
          .execute(),
    ],
    ['a calendar', (lawyerId) => addCalendarBusyNow(lawyerId)],
  ])('%s', async (_, change) => {
    const { lawyerId, free } = await foremost();
    expect(timeOf(await free(), lawyerId)).toBe(soon);
    await change(lawyerId);
    const [truth] = await naive([lawyerId], sampleNow);
    expect(truth?.key).toBeGreaterThan(soon);
    const cards = await walk('sort=soonest&limit=100');
    expect(shown(cards.find(({ id }) => id === lawyerId) as Card).key).toBe(truth?.key);
    const keys = cards.map((card) => shown(card).key);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it('a calendar that is read again after it was lost', async () => {
    const { lawyerId, free } = await foremost();
    const connection = { lawyerId, provider: 'ics', secret: 'sealed' } as const;
    await stage.db
      .insertInto('calendarConnection')
      .values({ ...connection, syncedAt: new Date(sampleNow - hours(12) - 1) })
      .execute();
    expect(timeOf(await free(), lawyerId)).toBeUndefined();
    const reading = stage.db.updateTable('calendarConnection').where('lawyerId', '=', lawyerId);
    await reading.set({ syncedAt: new Date(sampleNow) }).execute();
    expect(timeOf(await free(), lawyerId)).toBe(soon);
  });

  it('a listing that ends', async () => {
    const { lawyerId } = await foremost();
    expect(await place(lawyerId)).toBeGreaterThanOrEqual(0);
    await stage.db.updateTable('lawyer').where('id', '=', lawyerId).set({ status: 'suspended' }).execute();
    expect(await place(lawyerId)).toBe(-1);
  });

  async function addCalendarBusyNow(lawyerId: string): Promise<void> {
    const row = { lawyerId, provider: 'outlook', secret: 'sealed', syncedAt: new Date(sampleNow) } as const;
    const { id } = await stage.db
      .insertInto('calendarConnection')
      .values(row)
      .returning('id')
      .executeTakeFirstOrThrow();
    const span = { startAt: new Date(sampleNow - hours(1)), endAt: new Date(sampleNow + hours(3)) };
    await stage.db
      .insertInto('calendarBusy')
      .values({ connectionId: id, ...span })
      .execute();
  }
});

describe('a cursor', () => {
  it.each(['', 'sort=soonest', 'q=random', 'specialty=tax', 'consultationType=in_person&sort=soonest'])(
    'pages through all of %j once',
    async (query) => {
      const whole = (await walk(`${query}&limit=100`)).map(({ id }) => id);
      expect(new Set(whole).size).toBe(whole.length);
      expect((await walk(`${query}&limit=23`)).map(({ id }) => id)).toEqual(whole);
    },
  );

  it.each([
    ['sort=soonest', ''],
    ['', 'sort=soonest'],
    ['sort=soonest', 'sort=soonest&specialty=tax'],
    ['q=random', 'q=rando'],
    ['maxPrice=50000', 'maxPrice=50001'],
  ])('of %j is refused with %j', async (one, other) => {
    const { nextCursor } = await page(`${one}&limit=1`);
    expect(nextCursor).not.toBeNull();
    const answer = await stage.ask({ method: 'GET', url: `/api/lawyers?${other}&cursor=${nextCursor}` });
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/query/cursor' }] });
  });

  it('does not mind another number of rows', async () => {
    const { data, nextCursor } = await page('sort=soonest&limit=3');
    const more = await page(`sort=soonest&limit=5&cursor=${nextCursor}`);
    const both = await page('sort=soonest&limit=8');
    expect([...data, ...more.data]).toEqual(both.data);
  });
});

describe('a query that is wrong', () => {
  it.each([
    ['maxPrice', '0'],
    ['maxPrice', '1.5'],
    ['maxPrice', 'cheap'],
    ['maxPrice', '100000001'],
    ['limit', '0'],
    ['limit', '101'],
    ['sort', 'cheapest'],
    ['consultationType', 'telepathy'],
    ['specialty', 'Real Estate'],
    ['specialty', 'a'.repeat(41)],
    ['language', '1'],
    ['q', 'a'.repeat(101)],
    ['cursor', 'nonsense'],
    ['cursor', Buffer.from('[]').toString('base64url')],
    ['cursor', Buffer.from(JSON.stringify(['x', -1, randomUUID(), 0])).toString('base64url')],
    ['unknown', '1'],
  ])('is refused with a pointer: %s=%s', async (name, value) => {
    const url = `/api/lawyers?${new URLSearchParams({ [name]: value }).toString()}`;
    const answer = await stage.ask({ method: 'GET', url });
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, `/query/${name}`]);
  });
});

describe('a text that says little', () => {
  it.each(['-', '  ', '%', "')--", '\u0621', '\u0640'])(
    'finds nobody where nobody has it, in either order: %j',
    async (q) => {
      for (const sort of ['', '&sort=soonest'])
        expect(await walk(`${new URLSearchParams({ q }).toString()}${sort}`)).toEqual([]);
    },
  );

  it.each(['r', 'R R r', '\u0640 ra', 'r\u0300'])('finds whose words begin so: %j', async (q) => {
    const random = stage.db.selectFrom('lawyer').where('status', '=', 'listed').where('nameEn', 'like', 'R%');
    const ids = (await random.select('id').execute()).map(({ id }) => id).toSorted();
    expect(ids.length).toBeGreaterThan(200);
    for (const sort of ['', '&sort=soonest']) {
      const cards = await walk(`${new URLSearchParams({ q }).toString()}${sort}&limit=100`);
      expect(cards.map(({ id }) => id).toSorted()).toEqual(ids);
    }
  });
});

it('keeps nothing that was worked out from before a change', async () => {
  const voids = await sql<{ n: number }>`select count(*)::integer as n from next_free_void`.execute(stage.db);
  await walk('sort=soonest&limit=100');
  const left = await sql<{ n: number }>`
    select count(*)::integer as n from next_free_void void join lawyer on lawyer.id = void.lawyer_id
    where lawyer.status = 'listed'`.execute(stage.db);
  expect(voids.rows[0]?.n).toBeGreaterThan(0);
  expect(left.rows[0]?.n).toBe(0);
});
