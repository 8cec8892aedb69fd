import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import type { TestDatabase } from '#test/setup/database.ts';
import { createDatabase } from './client.ts';
import type { Database } from './schema.ts';

let database: TestDatabase;
let db: Kysely<Database>;
let admin: Kysely<Database>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(database.url, { maxConnections: 1 });
  admin = createDatabase(database.adminUrl, { maxConnections: 1 });
});
afterAll(async () => {
  await Promise.all([db.destroy(), admin.destroy()]);
  await database.drop();
});

async function preparedTexts(): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
  return rows.map(({ statement }) => statement);
}

describe('a query with parameters', () => {
  it('is prepared once for each connection, whatever its parameters', async () => {
    for (const email of ['a@example.test', 'b@example.test', 'c@example.test']) {
      await db.selectFrom('appUser').where('email', '=', email).select('id').execute();
    }
    const texts = (await preparedTexts()).filter((text) => text.includes('from "app_user" where "email"'));
    expect(texts).toHaveLength(1);
  });

  it('goes on while a migration adds a column to its table', async () => {
    const everything = () => db.selectFrom('lawyer').where('city', '=', 'Nowhere').selectAll().execute();
    const some = () => db.selectFrom('lawyer').where('city', '=', 'Nowhere').select(['id', 'city']).execute();
    await Promise.all([everything(), some()]);
    await sql`alter table lawyer add column later text`.execute(admin);
    expect(await Promise.all([everything(), some()])).toEqual([[], []]);
  });
});
