import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  const row = { nameEn: 'Layla', specialties: ['family'], languages: ['en', 'ar'] };
  await createSampleLawyer(stage.db, { lawyer: row, price: { hourlyRateMinor: 50_000 } });
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
