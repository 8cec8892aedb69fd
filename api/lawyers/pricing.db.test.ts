import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let lawyerId: string;
let cookie: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  const lawyer = await createSampleLawyer(stage.db);
  lawyerId = lawyer.lawyerId;
  cookie = await stage.signIn(lawyer.userId);
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const read = () => stage.ask({ method: 'GET', url: `/api/lawyers/pricing?lawyerId=${lawyerId}` });
const put = async (data: object[], headers: Record<string, string> = {}) =>
  await stage.ask({
    method: 'PUT',
    url: '/api/lawyers/pricing',
    headers: { cookie, 'if-match': String((await read()).headers['etag']), ...headers },
    payload: { data },
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
    const own = { bufferMinutes: 20, minNoticeHours: 0.5, stepMinutes: 10 };
    const video = { ...entry, ...own, consultationType: 'video', durations: [30, 60] };
    const answer = await put([entry, video]);
    expect(answer.json().data).toMatchObject([
      {
        ...entry,
        prices: [
          { durationMinutes: 60, basePrice: 100_000, platformFee: 10_000, vat: 5500, totalPrice: 115_500 },
        ],
      },
      { ...video, prices: [{ durationMinutes: 30 }, { durationMinutes: 60 }] },
    ]);
    const now = await read();
    expect(now.json()).toEqual(answer.json());
    expect(now.headers['etag']).toBe(answer.headers['etag']);
  });

  it('change under the version that hours and prices share', async () => {
    const hours = await stage.ask({ method: 'GET', url: `/api/lawyers/${lawyerId}/availability` });
    const before = String((await read()).headers['etag']);
    expect(hours.headers['etag']).toBe(before);
    expect((await put([entry])).headers['etag']).not.toBe(before);
    expect((await put([], { 'if-match': before })).json()).toMatchObject({ code: 'version_conflict' });
    expect((await put([], { 'if-match': '*' })).json()).toMatchObject({ code: 'precondition_required' });
    expect((await read()).json().data).toHaveLength(1);
  });

  it.each([
    [[{ ...entry, hourlyRate: 100_000 }], '/body/data/0'],
    [[{ ...entry, fixedFee: undefined }], '/body/data/0'],
    [[entry, entry], '/body/data/1/consultationType'],
    // 2.50 an hour, and 0.21 for five minutes.
    [[{ ...entry, fixedFee: undefined, hourlyRate: 250, durations: [60, 5] }], '/body/data/0/hourlyRate'],
    [[{ ...entry, fixedFee: 199 }], '/body/data/0/fixedFee'],
    [[{ ...entry, durations: [4] }], '/body/data/0/durations/0'],
    [[{ ...entry, durations: [60, 60] }], '/body/data/0/durations'],
    [[{ ...entry, bufferMinutes: 241 }], '/body/data/0/bufferMinutes'],
    [[{ ...entry, minNoticeHours: 0.1 }], '/body/data/0/minNoticeHours'],
    [[{ ...entry, stepMinutes: 4 }], '/body/data/0/stepMinutes'],
  ])('are not %j', async (data, pointer) => {
    expect((await put(data)).json().errors).toMatchObject([{ pointer }]);
  });
});
