import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let lawyer: { lawyerId: string; userId: string; cookie: string };
let stranger: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  const row = { nameEn: 'Layla', specialties: ['family'], languages: ['en', 'ar'] };
  const made = await createSampleLawyer(stage.db, { lawyer: row, price: { hourlyRateMinor: 50_000 } });
  lawyer = { ...made, cookie: await stage.signIn(made.userId) };
  stranger = await stage.signIn(await createSampleClient(stage.db));
  // Free only after a week.
  await createSampleLawyer(stage.db, {
    lawyer: { nameEn: 'Busy' },
    availability: { minNoticeMinutes: 7 * 24 * 60 },
  });
  await createSampleLawyer(stage.db, { lawyer: { nameEn: 'Closed' }, availability: { isActive: false } });
  await createSampleLawyer(stage.db, { lawyer: { nameEn: 'Hidden', status: 'applied', listedAt: null } });
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const get = async (url: string, cookie?: string) =>
  await stage.ask({ method: 'GET', url, ...(cookie !== undefined && { headers: { cookie } }) });
const send = (
  method: 'PUT' | 'POST' | 'DELETE',
  url: string,
  options: { body?: object; headers?: object } = {},
) =>
  stage.ask({
    method,
    url,
    headers: { cookie: lawyer.cookie, ...options.headers },
    ...(options.body && { payload: options.body }),
  });
const namesOf = (body: { data: { name: { en: string } }[] }) => body.data.map(({ name }) => name.en);

describe('the directory', () => {
  it('shows who is listed, with the lowest total price and the next free time', async () => {
    const { data } = (await get('/api/lawyers?q=layla')).json();
    expect(data).toMatchObject([
      {
        name: { en: 'Layla', ar: 'محام' },
        consultationTypes: ['video'],
        // Half an hour of 500 dirhams an hour, with 10 % fee and 5 % VAT on both.
        priceFrom: 28_875,
        currency: 'AED',
        nextAvailable: '2026-12-01T08:00:00.000Z',
      },
    ]);
  });

  it('puts who is free first first, who is never free last, and pages through both', async () => {
    const all = namesOf((await get('/api/lawyers?sort=soonest')).json());
    expect(all).toEqual(['Layla', 'Busy', 'Closed']);
    const paged: string[] = [];
    let query = '';
    for (const _page of all) {
      const page = (await get(`/api/lawyers?sort=soonest&limit=1${query}`)).json();
      paged.push(...namesOf(page));
      query = `&cursor=${page.nextCursor}`;
    }
    expect(query).toBe('&cursor=null');
    expect(paged).toEqual(all);
  });

  it.each([
    ['specialty=family', ['Layla']],
    ['specialty=none', []],
    ['language=ar', ['Layla']],
    ['maxPrice=28875', ['Busy', 'Closed', 'Layla']],
    ['maxPrice=28874', []],
    ['consultationType=in_person', []],
    ['q=%25', []],
  ])('filters by %s', async (query, names) => {
    expect(namesOf((await get(`/api/lawyers?${query}`)).json()).toSorted()).toEqual(names);
  });

  it('hides an application from everybody but its lawyer', async () => {
    const applicant = await createSampleClient(stage.db);
    const cookie = await stage.signIn(applicant);
    const body = { name: { en: 'New', ar: 'جديد' }, licenceNumber: 'L-2' };
    const made = await stage.ask({ method: 'POST', url: '/api/lawyers', headers: { cookie }, payload: body });
    const { id, status } = made.json();
    expect([made.statusCode, status]).toEqual([201, 'applied']);
    expect((await get(`/api/lawyers/${id}`, cookie)).statusCode).toBe(200);
    expect((await get(`/api/lawyers/${id}`)).statusCode).toBe(404);
    const operator = await stage.signIn(await createSampleClient(stage.db, { role: 'operator' }));
    const list = () =>
      stage.ask({ method: 'POST', url: `/api/operations/lawyers/${id}/list`, headers: { cookie: operator } });
    expect((await list()).json()).toEqual({ id, status: 'listed' });
    expect((await list()).statusCode).toBe(200);
    expect((await get(`/api/lawyers/${id}`)).statusCode).toBe(200);
    expect((await get('/api/me', cookie)).json()).toMatchObject({ role: 'lawyer', lawyerId: id });
  });
});

describe('slots', () => {
  const slots = async (query: string, cookie?: string) =>
    (await get(`/api/lawyers/${lawyer.lawyerId}/availability/slots?${query}`, cookie)).json();

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

  it('are explained truly to the lawyer alone', async () => {
    const guest = await createSampleClient(stage.db);
    const startAt = sampleNow + hours(24 * 9);
    const booking = sampleBooking({ clientId: guest, lawyerId: lawyer.lawyerId }, { startAt });
    await createConsultations({ db: stage.db }).holdSlot(booking);
    const query = 'startDate=2026-12-10&endDate=2026-12-10&explain=true';
    const reasons = async (cookie?: string) => {
      const answer = (await slots(query, cookie)) as { slots: { available: boolean; reason?: string }[] };
      return new Set(answer.slots.filter(({ available }) => !available).map(({ reason }) => reason));
    };
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

describe('hours', () => {
  const url = () => `/api/lawyers/${lawyer.lawyerId}/availability`;
  const etag = async () => String((await get(url())).headers['etag']);

  it('change under If-Match, keep what is absent, and name what no longer fits', async () => {
    const guest = await createSampleClient(stage.db);
    const booking = sampleBooking(
      { clientId: guest, lawyerId: lawyer.lawyerId },
      { startAt: sampleNow + hours(24 * 13) },
    );
    await createConsultations({ db: stage.db }).holdSlot(booking);
    const before = await etag();
    const body = {
      limits: { perDay: 3 },
      schedules: [{ dayOfWeek: 1, startTime: '22:00', endTime: '24:00' }],
    };
    const changed = await send('PUT', url(), { body, headers: { 'if-match': before } });
    expect(changed.json()).toMatchObject({
      ...body,
      bufferMinutes: 15,
      conflicts: expect.arrayContaining([expect.objectContaining({ id: booking.consultationId })]),
    });
    expect(changed.headers['etag']).not.toBe(before);
    const stale = await send('PUT', url(), { body, headers: { 'if-match': before } });
    expect(stale.json()).toMatchObject({ status: 412, code: 'version_conflict' });
    const blind = await send('PUT', url(), { body });
    expect(blind.json()).toMatchObject({ status: 428, code: 'precondition_required' });
  });

  it.each([
    [{ instantBookingEnabled: false }, '/body/instantBookingEnabled'],
    [
      { travel: [{ startDate: '2027-01-01', endDate: '2027-01-02', timezone: 'Europe/London' }] },
      '/body/travel',
    ],
    [{ schedules: [{ dayOfWeek: 1, startTime: '09:00', endTime: '09:00' }] }, '/body/schedules/0/endTime'],
    [
      { overrides: [{ type: 'custom_hours', startDate: '2027-01-01', endDate: '2027-01-01' }] },
      '/body/overrides/0/startTime',
    ],
    [
      { overrides: [{ type: 'blocked', startDate: '2027-01-02', endDate: '2027-01-01' }] },
      '/body/overrides/0/endDate',
    ],
  ])('do not become %j', async (body, pointer) => {
    const answer = await send('PUT', url(), { body, headers: { 'if-match': await etag() } });
    expect(answer.json().errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
  });

  it('close on some dates, and others do not learn why', async () => {
    const holiday = { type: 'holiday', startDate: '2027-01-01', endDate: '2027-01-01' };
    const added = await send('POST', `${url()}/overrides`, { body: holiday });
    const { override } = added.json();
    expect([added.statusCode, override]).toMatchObject([201, holiday]);
    const shown = async (cookie?: string) => (await get(url(), cookie)).json();
    expect((await shown(lawyer.cookie)).overrides).toEqual([override]);
    const others = await shown();
    expect(others.overrides).toEqual([{ ...override, type: 'blocked' }]);
    expect([others.limits, others.reminderMinutes]).toEqual([undefined, undefined]);
    expect((await send('DELETE', `${url()}/overrides/${override.id}`)).statusCode).toBe(200);
    expect((await send('DELETE', `${url()}/overrides/${override.id}`)).statusCode).toBe(404);
  });
});

describe('prices', () => {
  const entry = {
    consultationType: 'in_person',
    fixedFee: 100_000,
    durations: [60],
    currency: 'AED',
    isActive: true,
  };

  it('are set as a whole and shown with what the client pays', async () => {
    const video = { ...entry, consultationType: 'video', minNoticeHours: 0.5, durations: [30, 60] };
    const answer = await send('PUT', '/api/lawyers/pricing', { body: { data: [entry, video] } });
    expect(answer.json().data).toMatchObject([
      {
        ...entry,
        prices: [
          { durationMinutes: 60, basePrice: 100_000, platformFee: 10_000, vat: 5500, totalPrice: 115_500 },
        ],
      },
      { ...video, prices: [{ durationMinutes: 30 }, { durationMinutes: 60 }] },
    ]);
    const read = await get(`/api/lawyers/pricing?lawyerId=${lawyer.lawyerId}`);
    expect(read.json()).toEqual(answer.json());
  });

  it.each([
    [[{ ...entry, hourlyRate: 100_000 }], '/body/data/0'],
    [[entry, entry], '/body/data/1/consultationType'],
    // 2.50 an hour, and 0.21 for five minutes.
    [[{ ...entry, fixedFee: undefined, hourlyRate: 250, durations: [60, 5] }], '/body/data/0/hourlyRate'],
  ])('are not %j', async (data, pointer) => {
    const answer = await send('PUT', '/api/lawyers/pricing', { body: { data } });
    expect(answer.json().errors).toMatchObject([{ pointer }]);
  });
});
