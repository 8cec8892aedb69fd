import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { editAvailability } from '#db/availability-edits.ts';
import { hours, minutes } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let now = sampleNow;
let stage: Stage;
let drop: () => Promise<void>;
let lawyer: { lawyerId: string; userId: string; cookie: string };
let client: { id: string; cookie: string };

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, () => now);
});
beforeEach(async () => {
  now = sampleNow;
  const made = await createSampleLawyer(stage.db);
  lawyer = { ...made, cookie: await stage.signIn(made.userId) };
  const id = await createSampleClient(stage.db);
  client = { id, cookie: await stage.signIn(id) };
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const ask = (query: string, headers: Record<string, string> = {}) =>
  stage.ask({ method: 'GET', url: `/api/lawyers/${lawyer.lawyerId}/availability/slots?${query}`, headers });
const slots = async (query: string, cookie = '') => (await ask(query, { cookie })).json();
const startsOf = (answer: { slots: { startTime: string }[] }) =>
  answer.slots.map(({ startTime }) => startTime);
const hold = async (startAt: number, parties: { lawyerId?: string; clientId?: string } = {}) => {
  const all = { clientId: client.id, lawyerId: lawyer.lawyerId, ...parties };
  await createConsultations({ db: stage.db }).holdSlot(sampleBooking(all, { startAt }));
};

describe('slots', () => {
  it('are shown in the client’s zone and the lawyer’s, with the price', async () => {
    const answer = await slots(
      'startDate=2026-12-02&endDate=2026-12-02&clientTimezone=America/New_York&durationMinutes=60',
    );
    expect(answer).toMatchObject({
      clientTimezone: 'America/New_York',
      lawyerTimezone: 'Asia/Dubai',
      durationMinutes: 60,
      totalPrice: 57_750,
      nextAvailable: '2026-12-01T03:00:00-05:00',
    });
    expect(answer.slots).toHaveLength(48);
    // The lawyer's midnight is still the day before in New York.
    expect(answer.slots[0]).toEqual({
      date: '2026-12-01',
      startTime: '2026-12-01T15:00:00-05:00',
      endTime: '2026-12-01T16:00:00-05:00',
      available: true,
      lawyerTime: '2026-12-02T00:00:00+04:00',
    });
  });

  it('carry the time of the place where the lawyer is on that date, and its hours', async () => {
    await editAvailability(stage.db, {
      lawyerId: lawyer.lawyerId,
      kind: 'hours_changed',
      actorId: lawyer.userId,
      expectedVersion: undefined,
      now,
      change: () => ({
        travel: [{ startDate: '2026-12-02', endDate: '2026-12-02', timezone: 'Europe/London' }],
        temporaryHours: [
          {
            startDate: '2026-12-02',
            endDate: '2026-12-02',
            windows: [{ dayOfWeek: 3, startMinute: 540, endMinute: 600 }],
          },
        ],
      }),
    });
    const answer = await slots(
      'startDate=2026-12-02&endDate=2026-12-02&durationMinutes=60&clientTimezone=Asia/Dubai',
    );
    expect(answer.slots).toEqual([
      {
        date: '2026-12-02',
        startTime: '2026-12-02T13:00:00+04:00',
        endTime: '2026-12-02T14:00:00+04:00',
        available: true,
        lawyerTime: '2026-12-02T09:00:00+00:00',
      },
    ]);
  });

  it('leave out when the client who asks is in another consultation', async () => {
    const other = await createSampleLawyer(stage.db);
    await hold(sampleNow + hours(24), { lawyerId: other.lawyerId });
    const query = 'startDate=2026-12-02&endDate=2026-12-02&durationMinutes=60&clientTimezone=UTC';
    const hidden = ['2026-12-02T05:30:00+00:00', '2026-12-02T06:00:00+00:00', '2026-12-02T06:30:00+00:00'];
    const all = startsOf(await slots(query));
    expect(all).toEqual(expect.arrayContaining(hidden));
    expect(startsOf(await slots(query, client.cookie))).toEqual(
      all.filter((start) => !hidden.includes(start)),
    );
    const explained = await slots(`${query}&explain=true`, client.cookie);
    const refused = explained.slots.filter(({ available }: { available: boolean }) => !available);
    expect(startsOf({ slots: refused })).toEqual(hidden);
    expect(new Set(refused.map(({ reason }: { reason: string }) => reason))).toEqual(
      new Set(['unavailable']),
    );
    const key = await stage.keyOf(await createSampleClient(stage.db, { isPartner: true }), ['slots:read']);
    expect(startsOf((await ask(query, { 'x-api-key': key })).json())).toEqual(all);
  });

  it('say when the next one is, for the client who asks', async () => {
    const other = await createSampleLawyer(stage.db);
    // The first one with enough notice.
    await hold(sampleNow + hours(2), { lawyerId: other.lawyerId });
    const next = async (cookie: string, from: string) =>
      (await slots(`startDate=${from}&endDate=${from}&clientTimezone=UTC&durationMinutes=30`, cookie))
        .nextAvailable;
    for (const from of ['2026-12-01', '2026-12-20']) {
      expect(await next('', from)).toBe('2026-12-01T08:00:00+00:00');
      expect(await next(client.cookie, from)).toBe('2026-12-01T09:00:00+00:00');
    }
  });

  it('are explained truly to the lawyer alone', async () => {
    await hold(sampleNow + hours(24 * 9));
    const query = 'startDate=2026-12-10&endDate=2026-12-10&explain=true';
    const reasons = async (cookie?: string) => {
      const answer = (await slots(query, cookie)) as { slots: { available: boolean; reason?: string }[] };
      return new Set(answer.slots.filter(({ available }) => !available).map(({ reason }) => reason));
    };
    const stranger = await stage.signIn((await createSampleLawyer(stage.db)).userId);
    expect(await reasons(lawyer.cookie)).toEqual(new Set(['buffer', 'booked']));
    expect(await reasons(stranger)).toEqual(new Set(['unavailable']));
    expect(await reasons()).toEqual(new Set(['unavailable']));
  });

  it.each([
    ['startDate=2026-12-02&endDate=2026-12-01', '/query/endDate'],
    ['startDate=2026-12-01&endDate=2027-02-01', '/query/endDate'],
    ['startDate=2026-12-01&endDate=2026-12-01&durationMinutes=45', '/query/durationMinutes'],
  ])('are not computed for %s', async (query, pointer) => {
    expect((await slots(query)).errors).toMatchObject([{ pointer }]);
  });

  it('are computed for 62 dates', async () => {
    expect((await slots('startDate=2026-12-01&endDate=2027-01-31')).slots.length).toBeGreaterThan(2000);
  });
});

describe('an answer that is known already', () => {
  const query = 'startDate=2026-12-01&endDate=2026-12-02&durationMinutes=60';
  const statusFor = async (tag: string, cookie = '') =>
    (await ask(query, { 'if-none-match': tag, cookie })).statusCode;

  it('is not sent again, until the very millisecond in which notice takes a time away', async () => {
    // Two hours of notice: the slot at 8:00 UTC can be booked until 6:00.
    const first = await ask(query);
    const tag = String(first.headers['etag']);
    const known = await ask(query, { 'if-none-match': tag });
    expect([known.statusCode, known.body, known.headers['etag']]).toEqual([304, '', tag]);
    now = sampleNow + 1;
    const later = await ask(query, { 'if-none-match': tag });
    expect(later.statusCode).toBe(200);
    expect(startsOf(later.json())).toEqual(startsOf(first.json()).slice(1));
    now = sampleNow + minutes(30);
    expect(await statusFor(String(later.headers['etag']))).toBe(304);
    now += 1;
    expect(await statusFor(String(later.headers['etag']))).toBe(200);
    expect(await statusFor(`W/${tag}, "other"`)).toBe(200);
    now = sampleNow;
    expect(await statusFor(`"other", W/${tag}`)).toBe(304);
  });

  it('is another one after a booking, a change of hours or of prices', async () => {
    const tags = new Set([(await ask(query)).headers['etag']]);
    await hold(sampleNow + hours(24));
    tags.add((await ask(query)).headers['etag']);
    await stage.db
      .updateTable('price')
      .where('lawyerId', '=', lawyer.lawyerId)
      .set({ hourlyRateMinor: 60_000 })
      .execute();
    tags.add((await ask(query)).headers['etag']);
    await stage.db
      .updateTable('availability')
      .where('lawyerId', '=', lawyer.lawyerId)
      .set({ stepMinutes: 60 })
      .execute();
    tags.add((await ask(query)).headers['etag']);
    expect(tags.size).toBe(4);
  });

  it('is nobody else’s, and is asked for again each time', async () => {
    const control = async (headers: Record<string, string>) => {
      const answer = await ask(query, headers);
      return [answer.headers['cache-control'], answer.headers['vary']];
    };
    expect(await control({})).toEqual(['public, no-cache', 'cookie, x-api-key']);
    expect(await control({ cookie: client.cookie })).toEqual(['private, no-cache', 'cookie, x-api-key']);
    const tag = String((await ask(query)).headers['etag']);
    expect(await statusFor(tag, client.cookie)).toBe(304);
    const other = await createSampleLawyer(stage.db);
    await hold(sampleNow + hours(24), { lawyerId: other.lawyerId });
    expect(await statusFor(tag, client.cookie)).toBe(200);
    expect((await ask('startDate=2026-12-02&endDate=2026-12-01')).headers['cache-control']).toBe('no-store');
  });
});
