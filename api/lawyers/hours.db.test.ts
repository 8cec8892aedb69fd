import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let lawyer: { lawyerId: string; userId: string; cookie: string };

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
});
beforeEach(async () => {
  const made = await createSampleLawyer(stage.db);
  lawyer = { ...made, cookie: await stage.signIn(made.userId) };
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const url = (path = '') => `/api/lawyers/${lawyer.lawyerId}/availability${path}`;
const get = async (path = '', cookie = lawyer.cookie) =>
  await stage.ask({ method: 'GET', url: url(path), headers: { cookie } });
const etag = async () => String((await get()).headers['etag']);
const put = async (body: object, headers: Record<string, string> = {}) =>
  await stage.ask({
    method: 'PUT',
    url: url(),
    headers: { cookie: lawyer.cookie, 'if-match': await etag(), ...headers },
    payload: body,
  });
const send = async (method: 'POST' | 'DELETE', path: string, body?: object) =>
  await stage.ask({
    method,
    url: url(path),
    headers: { cookie: lawyer.cookie },
    ...(body && { payload: body }),
  });
async function book(startAt = sampleNow + hours(24 * 13)) {
  const clientId = await createSampleClient(stage.db);
  const booking = sampleBooking({ clientId, lawyerId: lawyer.lawyerId }, { startAt });
  await createConsultations({ db: stage.db }).holdSlot(booking);
  return booking.consultationId;
}

describe('hours', () => {
  it('change under If-Match, keep what is absent, and name what no longer fits', async () => {
    const id = await book();
    const before = await etag();
    const schedules = [{ dayOfWeek: 1, startTime: '22:00', endTime: '24:00' }];
    const body = { limits: { perDay: 3 }, schedules };
    const changed = await put(body);
    expect(changed.json()).toMatchObject({ ...body, bufferMinutes: 15, conflicts: [{ id }] });
    expect(changed.headers['etag']).not.toBe(before);
    const listed = (await get('/conflicts')).json();
    expect(listed).toEqual({ data: changed.json().conflicts, nextCursor: null });
    expect(listed.data[0]).toMatchObject({
      status: 'payment_pending',
      scheduledAt: '2026-12-14T06:00:00.000Z',
    });

    const stale = await put(body, { 'if-match': before });
    expect(stale.json()).toMatchObject({ status: 412, code: 'version_conflict' });
    const unread = await put(body, { 'if-match': '3' });
    expect(unread.json().errors).toMatchObject([{ pointer: '/headers/if-match' }]);
    const headers = { cookie: lawyer.cookie };
    const blind = await stage.ask({ method: 'PUT', url: url(), headers, payload: body });
    expect(blind.json()).toMatchObject({ status: 428, code: 'precondition_required' });
  });

  it('have temporary hours and journeys, whose names nobody else sees', async () => {
    const schedules = [{ dayOfWeek: 1, startTime: '21:00', endTime: '01:00' }];
    const ramadan = { name: 'Ramadan', startDate: '2027-02-08', endDate: '2027-03-09', schedules };
    const journey = { startDate: '2027-01-01', endDate: '2027-01-05', timezone: 'Europe/London' };
    const holiday = { type: 'holiday', name: 'Eid', startDate: '2027-03-10', endDate: '2027-03-12' };
    const changed = await put({ temporaryHours: [ramadan], travel: [journey], overrides: [holiday] });
    const lists = { temporaryHours: [ramadan], travel: [journey], overrides: [holiday] };
    expect(changed.json()).toMatchObject(lists);
    const others = (await get('', '')).json();
    const { name: _name, ...unnamed } = ramadan;
    expect(others).toMatchObject({ temporaryHours: [unnamed], travel: [journey] });
    expect(others.temporaryHours[0]).not.toHaveProperty('name');
    expect(others.overrides[0]).toEqual({
      ...holiday,
      id: expect.any(String),
      type: 'blocked',
      name: undefined,
    });
    expect([others.limits, others.reminderMinutes]).toEqual([undefined, undefined]);
    // What was read can be sent back as it is.
    const { temporaryHours, travel, overrides } = changed.json();
    const again = await put({ temporaryHours, travel, overrides });
    expect([again.statusCode, again.json()]).toEqual([200, changed.json()]);
    expect(again.headers['etag']).toBe(changed.headers['etag']);
  });

  const on = (startDate: string, endDate = startDate) => ({ startDate, endDate });
  const window = (startTime: string, endTime: string) => ({ dayOfWeek: 1, startTime, endTime });
  it.each([
    [{ instantBookingEnabled: false }, ['/body/instantBookingEnabled']],
    [{ schedules: [window('09:00', '09:00')] }, ['/body/schedules/0/endTime']],
    // Where the request has it, whatever its order.
    [{ schedules: [window('14:00', '18:00'), window('09:00', '15:00')] }, ['/body/schedules/0']],
    [
      {
        temporaryHours: [
          { ...on('2027-01-01'), schedules: [window('09:00', '10:00'), window('12:00', '12:00')] },
        ],
      },
      ['/body/temporaryHours/0/schedules/1/endTime'],
    ],
    [
      { temporaryHours: [1, 2].map(() => ({ ...on('2027-01-01', '2027-01-09'), schedules: [] })) },
      ['/body/temporaryHours/1'],
    ],
    [
      { travel: [{ ...on('2027-01-02', '2027-01-01'), timezone: 'Europe/London' }] },
      ['/body/travel/0/endDate'],
    ],
    [
      {
        overrides: [
          { type: 'custom_hours', ...on('2027-01-01') },
          { type: 'blocked', ...on('2027-01-02', '2027-01-01') },
        ],
      },
      ['/body/overrides/0/startTime', '/body/overrides/0/endTime', '/body/overrides/1/endDate'],
    ],
  ])('do not become %j', async (body, pointers) => {
    const before = await etag();
    const { errors } = (await put(body)).json();
    expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    expect(await etag()).toBe(before);
  });

  it('close on some dates, and others do not learn why', async () => {
    const holiday = { type: 'holiday', startDate: '2027-01-01', endDate: '2027-01-01' };
    const added = await send('POST', '/overrides', holiday);
    const { override } = added.json();
    expect([added.statusCode, override]).toMatchObject([201, holiday]);
    expect((await get()).json().overrides).toEqual([override]);
    expect((await get('', '')).json().overrides).toEqual([{ ...override, type: 'blocked' }]);
    expect((await send('DELETE', `/overrides/${override.id}`)).statusCode).toBe(200);
    expect((await send('DELETE', `/overrides/${override.id}`)).statusCode).toBe(404);
  });

  it('close once, however often that is sent', async () => {
    const leave = { type: 'blocked', startDate: '2027-02-01', endDate: '2027-02-05', name: 'Leave' };
    const [first, again] = [await send('POST', '/overrides', leave), await send('POST', '/overrides', leave)];
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect((await get()).json().overrides).toHaveLength(1);
    const other = await send('POST', '/overrides', { ...leave, name: 'Pilgrimage' });
    expect(other.json().override.id).not.toBe(first.json().override.id);
  });

  it('have no more than 400 overrides', async () => {
    const holiday = { type: 'holiday', startDate: '2027-01-01', endDate: '2027-01-01' };
    await put({ overrides: Array.from({ length: 400 }, () => holiday) });
    const refused = await send('POST', '/overrides', { ...holiday, name: 'One more' });
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ pointer: '/body' }] });
    expect(
      (await send('POST', '/overrides', { ...holiday, endDate: '2026-01-01' })).json().errors,
    ).toMatchObject([{ pointer: '/body/endDate' }, { pointer: '/body' }]);
  });

  it('of somebody else change not, and of nobody are not found', async () => {
    const stranger = await stage.signIn((await createSampleLawyer(stage.db)).userId);
    const paths = ['/conflicts', '/changes'];
    for (const path of paths) {
      expect((await get(path, stranger)).statusCode).toBe(403);
      const none = `/api/lawyers/${randomUUID()}/availability${path}`;
      const unknown = await stage.ask({ method: 'GET', url: none, headers: { cookie: stranger } });
      const nowhere = await stage.ask({ method: 'GET', url: '/api/nowhere', headers: { cookie: stranger } });
      expect([unknown.statusCode, unknown.body]).toEqual([404, nowhere.body]);
    }
  });
});

describe('the audit trail', () => {
  it('tells each change of hours, days off and prices in the words of the API', async () => {
    await put({ minNoticeHours: 1.5, limits: { perDay: 2 }, schedules: [] });
    const day = { type: 'blocked', startDate: '2027-01-01', endDate: '2027-01-01', name: 'Move' };
    const { override } = (await send('POST', '/overrides', day)).json();
    await send('DELETE', `/overrides/${override.id}`);
    const price = {
      consultationType: 'video',
      fixedFee: 9000,
      durations: [30],
      currency: 'AED',
      isActive: true,
    };
    await stage.ask({
      method: 'PUT',
      url: '/api/lawyers/pricing',
      headers: { cookie: lawyer.cookie, 'if-match': await etag() },
      payload: { data: [price] },
    });
    const first = (await get('/changes?limit=3')).json();
    expect(first.data).toMatchObject([
      {
        kind: 'prices_changed',
        before: { prices: [{ consultationType: 'video', hourlyRate: 50_000, durations: [30, 60] }] },
        after: { prices: [price] },
      },
      { kind: 'override_removed', before: { overrides: [override] }, after: { overrides: [] } },
      { kind: 'override_added', before: { overrides: [] }, after: { overrides: [override] } },
    ]);
    const { data } = (await get(`/changes?limit=3&cursor=${first.nextCursor}`)).json();
    expect(data).toEqual([
      {
        id: expect.any(String),
        kind: 'hours_changed',
        version: 2,
        by: 'lawyer',
        at: new Date(sampleNow).toISOString(),
        before: {
          minNoticeHours: expect.any(Number),
          limits: {},
          schedules: expect.objectContaining({ length: 7 }),
        },
        after: { minNoticeHours: 1.5, limits: { perDay: 2 }, schedules: [] },
      },
    ]);
  });
});

describe('a preview', () => {
  const preview = async (body: object) => (await send('POST', '/preview', body)).json();

  it('counts what clients would see in the next fortnight, and writes nothing', async () => {
    const id = await book();
    const before = (await get()).json();
    const schedules = [
      { dayOfWeek: 3, startTime: '09:00', endTime: '12:00' },
      { dayOfWeek: 3, startTime: '14:00', endTime: '15:00' },
    ];
    const answer = await preview({ schedules, durationMinutes: 60 });
    expect(answer).toMatchObject({ durationMinutes: 60, total: 12, conflicts: [{ id }] });
    expect(answer.days).toHaveLength(14);
    // From Tuesday the first on.
    expect(answer.days.slice(0, 3)).toEqual([
      { date: '2026-12-01', slots: 0 },
      { date: '2026-12-02', slots: 6 },
      { date: '2026-12-03', slots: 0 },
    ]);
    expect((await preview({ schedules, stepMinutes: 60 })).total).toBe(8);
    expect((await preview({ schedules, isActive: false })).total).toBe(0);
    expect((await get()).json()).toEqual(before);
    // The same as the slots themselves, once it is saved.
    await put({ schedules });
    const question = 'startDate=2026-12-01&endDate=2026-12-14&durationMinutes=60';
    expect((await get(`/slots?${question}`)).json().slots).toHaveLength(12);
  });

  it('says why it could not be saved', async () => {
    const schedules = [{ dayOfWeek: 3, startTime: '09:00', endTime: '09:00' }];
    const answer = await preview({ schedules });
    expect(answer).toMatchObject({ total: 0, days: [], faults: [{ pointer: '/body/schedules/0/endTime' }] });
    expect((await preview({ durationMinutes: 45 })).errors).toMatchObject([
      { pointer: '/body/durationMinutes' },
    ]);
  });

  it('is there for who sells nothing yet', async () => {
    const applied = await createSampleLawyer(stage.db, {
      lawyer: { status: 'applied' },
      price: { isActive: false },
    });
    lawyer = { ...applied, cookie: await stage.signIn(applied.userId) };
    expect((await preview({ bufferMinutes: 0 })).durationMinutes).toBe(60);
    expect((await preview({ bufferMinutes: 0 })).total).toBeGreaterThan(500);
  });
});
