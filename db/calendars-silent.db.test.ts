import { afterAll, beforeAll, expect, it } from 'vitest';
import { hours, minutes } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import type { TestDatabase } from '#test/setup/database.ts';
import { createSampleLawyer } from '#test/setup/sample-rows.ts';
import { connectCalendar, disconnectCalendar, findFarewell } from './calendars.ts';
import { recordFailure } from './calendars-state.ts';
import { deleteOldFarewells, listSilentCalendars } from './calendars-silent.ts';
import { createDatabase } from './client.ts';

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(database.url, { maxConnections: 2, applicationName: 'test' });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function connect() {
  const { lawyerId } = await createSampleLawyer(db);
  const wanted = {
    lawyerId,
    provider: 'google',
    account: 'a@google.test',
    secretFor: () => 'sealed',
  } as const;
  return { ...(await connectCalendar(db, wanted)), lawyerId };
}

it('a calendar of which nothing was heard for an hour is silent; one that needs its owner, for half a day', async () => {
  const [usual, waiting] = [await connect(), await connect()];
  const at = Date.now();
  await recordFailure(db, { ...waiting, status: 'needs_reauth', code: 'access_withdrawn', at });
  const silentAfter = async (ms: number) =>
    (await listSilentCalendars(db, { now: at + ms, limit: 100 })).toSorted();
  expect(await silentAfter(minutes(59))).toEqual([]);
  expect(await silentAfter(minutes(61))).toEqual([usual.connectionId]);
  expect(await silentAfter(hours(14))).toEqual([usual.connectionId, waiting.connectionId].toSorted());
});

it('a calendar that was taken away is silent until its provider has been told, for a day at most', async () => {
  const { connectionId, lawyerId } = await connect();
  await disconnectCalendar(db, { connectionId, lawyerId });
  expect(await listSilentCalendars(db, { now: Date.now(), limit: 100 })).not.toContain(connectionId);
  expect(await listSilentCalendars(db, { now: Date.now() + minutes(11), limit: 100 })).toContain(
    connectionId,
  );
  expect(await deleteOldFarewells(db, new Date(Date.now() - hours(24)))).toBe(0);
  expect(await deleteOldFarewells(db, new Date(Date.now() + minutes(1)))).toBe(1);
  expect(await findFarewell(db, connectionId)).toBeUndefined();
});
