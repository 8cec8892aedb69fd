import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';
import { listChanges } from './availability-changes.ts';
import { findVersion } from './availability.ts';
import { createDatabase } from './client.ts';
import { listPrices, replacePrices } from './prices.ts';
import type { NewPrice } from './prices.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 5 });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const office: NewPrice = {
  consultationType: 'in_person',
  fixedFeeMinor: 90_000,
  hourlyRateMinor: null,
  durations: [45],
  currency: 'AED',
  isActive: true,
  bufferMinutes: 30,
  minNoticeMinutes: null,
  stepMinutes: null,
};
const video: NewPrice = {
  ...office,
  consultationType: 'video',
  fixedFeeMinor: null,
  hourlyRateMinor: 50_000,
};

describe('prices', () => {
  const replace = async (
    lawyer: { lawyerId: string; userId: string },
    expectedVersion: number,
    prices: NewPrice[],
  ) =>
    await replacePrices(db, { ...lawyer, actorId: lawyer.userId, expectedVersion, prices, now: sampleNow });

  it('are replaced as a whole', async () => {
    const lawyer = await createSampleLawyer(db);
    expect((await replace(lawyer, 1, [office])).version).toBe(2);
    expect(await listPrices(db, lawyer.lawyerId)).toEqual([{ ...office, lawyerId: lawyer.lawyerId }]);
    await replace(lawyer, 2, []);
    expect(await listPrices(db, lawyer.lawyerId)).toEqual([]);
  });

  it('have the version of the hours, and change under it alone', async () => {
    const lawyer = await createSampleLawyer(db);
    const attempts = [1, 2, 3].map((n) => replace(lawyer, 1, [{ ...office, bufferMinutes: n }]));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(replace(lawyer, 1, [])).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await findVersion(db, lawyer.lawyerId)).toBe(2);
  });

  it('leave a trace of the types that changed, and none when nothing did', async () => {
    const lawyer = await createSampleLawyer(db);
    await replace(lawyer, 1, [office, video]);
    await replace(lawyer, 2, [office, { ...video, durations: [30, 60] }]);
    await replace(lawyer, 3, [{ ...video, durations: [30, 60] }, office]);
    const { data } = await listChanges(db, lawyer.lawyerId, { limit: 10, cursor: undefined });
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({
      kind: 'prices_changed',
      version: 3,
      by: 'lawyer',
      before: { prices: [{ consultationType: 'video', durations: [45] }] },
      after: { prices: [{ consultationType: 'video', durations: [30, 60] }] },
    });
  });
});
