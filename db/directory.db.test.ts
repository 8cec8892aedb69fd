import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bps } from '#domain/money.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer } from '#test/setup/sample-rows.ts';
import { findAvailability } from './availability.ts';
import { createDatabase } from './client.ts';
import { listDirectory } from './directory.ts';
import type { DirectoryQuestion } from './directory.ts';
import { applyAsLawyer, findLawyer, findLawyerOfUser, listInDirectory } from './lawyers.ts';
import { listQuestions, replaceQuestions } from './questionnaires.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 5 });
  for (const [index, lawyer] of lawyers.entries()) {
    const listedAt = new Date(Date.UTC(2026, 0, 1 + index));
    const { price, ...fields } = lawyer;
    await createSampleLawyer(db, { lawyer: { ...fields, listedAt }, price });
  }
  await createSampleLawyer(db, { lawyer: { nameEn: 'Hidden', status: 'suspended' } });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const lawyers = [
  { nameEn: 'Aisha', nameAr: 'عائشة', specialties: ['family'], languages: ['ar', 'en'], price: {} },
  {
    nameEn: 'Bilal 100%',
    specialties: ['family', 'labour'],
    languages: ['en'],
    price: { hourlyRateMinor: null, fixedFeeMinor: 20_000 },
  },
  {
    nameEn: 'Carla',
    headlineEn: 'Real estate',
    languages: ['fr'],
    price: { durations: [60], consultationType: 'in_person' as const },
  },
];

async function list(question: Partial<DirectoryQuestion> = {}) {
  const rates = { platformFeeBps: bps(1000), vatBps: bps(500) };
  return await listDirectory(db, { limit: 10, ...rates, ...question });
}

async function names(question: Partial<DirectoryQuestion> = {}): Promise<string[]> {
  return (await list(question)).map(({ nameEn }) => nameEn);
}

describe('the directory', () => {
  it('shows listed lawyers in the order in which they were listed, page by page', async () => {
    const [aisha, bilal] = await list({ limit: 2 });
    expect([aisha, bilal]).toMatchObject([
      { nameEn: 'Aisha', specialties: ['family'], languages: ['ar', 'en'] },
      { nameEn: 'Bilal 100%' },
    ]);
    expect(await names({ after: { key: bilal?.sortKey ?? 0, id: bilal?.id ?? '' } })).toEqual(['Carla']);
  });

  it.each([
    [{ specialty: 'family' }, ['Aisha', 'Bilal 100%']],
    [{ specialty: 'family', language: 'ar' }, ['Aisha']],
    [{ consultationType: 'in_person' as const }, ['Carla']],
    [{ q: 'عائ' }, ['Aisha']],
    [{ q: 'real ESTATE' }, ['Carla']],
    [{ q: '100%' }, ['Bilal 100%']],
    [{ q: '%' }, ['Bilal 100%']],
    [{ q: '_' }, []],
    [{ q: "'; drop table lawyer --" }, []],
  ])('is filtered by %j', async (filter, found) => {
    expect(await names(filter)).toEqual(found);
  });

  it('compares the highest price with the total for the shortest duration, to the fils', async () => {
    // 250.00 for half an hour is 288.75 in all; 200.00 is 231.00; 500.00 is 577.50.
    expect(await names({ maxPriceMinor: 28_875 })).toEqual(['Aisha', 'Bilal 100%']);
    expect(await names({ maxPriceMinor: 28_874 })).toEqual(['Bilal 100%']);
    expect(await names({ maxPriceMinor: 23_099 })).toEqual([]);
    expect(await names({ maxPriceMinor: 57_750, consultationType: 'in_person' })).toEqual(['Carla']);
    expect(await names({ maxPriceMinor: 57_749, consultationType: 'in_person' })).toEqual([]);
  });
});

describe('an application', () => {
  it('is seen by the applicant only, until an operator lists it', async () => {
    const [userId, operatorId] = [
      await createSampleClient(db),
      await createSampleClient(db, { role: 'operator' }),
    ];
    const application = {
      userId,
      nameEn: 'New',
      nameAr: 'جديد',
      licenceNumber: 'L-2',
      timezone: 'Asia/Riyadh',
    };
    const { id } = await applyAsLawyer(db, application);
    expect(await findLawyer(db, id)).toBeUndefined();
    expect(await findLawyer(db, id, userId)).toMatchObject({ status: 'applied', timezone: 'Asia/Riyadh' });
    expect(await findAvailability(db, id)).toMatchObject({ windows: [], overrides: [], version: 1 });
    await expect(applyAsLawyer(db, application)).rejects.toMatchObject({ code: 'invalid_state' });

    await listInDirectory(db, { lawyerId: id, operatorId, at: new Date() });
    expect(await findLawyer(db, id)).toMatchObject({ status: 'listed', listedBy: operatorId });
    expect(await findLawyerOfUser(db, userId)).toMatchObject({ id });
    const user = db.selectFrom('appUser').where('id', '=', userId).select('role');
    expect(await user.executeTakeFirst()).toEqual({ role: 'lawyer' });
  });
});

describe('questions', () => {
  it('come back as they were written, ids and Arabic included', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const about = { lawyerId, consultationType: 'video' } as const;
    expect(await listQuestions(db, lawyerId, 'video')).toEqual([]);
    const questions = [
      { id: 'is_urgent', label: { en: 'Urgent?', ar: 'عاجل؟' }, kind: 'yes_no', required: true },
    ] as const;
    await replaceQuestions(db, about, []);
    await replaceQuestions(db, about, questions);
    expect(await listQuestions(db, lawyerId, 'video')).toEqual(questions);
  });
});
