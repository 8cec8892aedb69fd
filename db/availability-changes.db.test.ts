import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';
import { listChanges } from './availability-changes.ts';
import { editAvailability } from './availability-edits.ts';
import type { RulesChange } from './availability-entries.ts';
import { createDatabase } from './client.ts';
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

const now = sampleNow;
async function edit({ change, ...who }: { lawyerId: string; actorId: string; change: RulesChange }) {
  const kind = 'hours_changed';
  return await editAvailability(db, { ...who, kind, expectedVersion: undefined, change: () => change, now });
}

describe('the audit trail', () => {
  it('has what was changed, as it was and as it is, by whom, the newest first', async () => {
    const { lawyerId, userId } = await createSampleLawyer(db);
    const days = { startDate: '2026-12-20', endDate: '2026-12-20', name: 'Day' };
    const overrides = [
      { ...days, kind: 'holiday' },
      { ...days, kind: 'blocked' },
    ] as const;
    await edit({ lawyerId, change: { overrides, limitPerDay: 2 }, actorId: userId });
    const actorId = await createSampleClient(db);
    await edit({ lawyerId, change: { overrides: overrides.slice(0, 1), windows: [] }, actorId });
    const { data } = await listChanges(db, lawyerId, { limit: 10, cursor: undefined });
    expect(data).toMatchObject([
      { kind: 'hours_changed', version: 3, by: 'operator', at: new Date(now) },
      { kind: 'hours_changed', version: 2, by: 'lawyer' },
    ]);
    expect(data[0]?.before).toEqual({
      windows: expect.objectContaining({ length: 7 }),
      overrides: [expect.objectContaining({ kind: 'blocked' })],
    });
    expect(data[0]?.after).toEqual({ windows: [], overrides: [] });
    expect(data[1]?.before).toEqual({ limitPerDay: null, overrides: [] });
    expect(data[1]?.after).toEqual({
      limitPerDay: 2,
      overrides: [expect.objectContaining({ kind: 'holiday' }), expect.objectContaining({ kind: 'blocked' })],
    });
    const page = await listChanges(db, lawyerId, { limit: 1, cursor: undefined });
    const rest = await listChanges(db, lawyerId, { limit: 1, cursor: page.nextCursor ?? undefined });
    expect([...page.data, ...rest.data]).toEqual(data);
    expect(rest.nextCursor).toBeNull();
  });

  it('cannot be altered by the app', async () => {
    await expect(db.deleteFrom('availabilityChange').execute()).rejects.toThrow('permission denied');
    await expect(db.updateTable('availabilityChange').set({ version: 1 }).execute()).rejects.toThrow(
      'permission denied',
    );
  });
});
