import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import type { TestDatabase } from '#test/setup/database.ts';
import { createDatabase } from './client.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('a connection that Postgres ends', () => {
  it('fails the transaction that it carries, and nothing else', async () => {
    const db = createDatabase(database.url, { maxConnections: 1 });
    const admin = createDatabase(database.adminUrl, { maxConnections: 1 });
    const lost = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      // Between two statements nobody waits for an answer, so the client has nowhere to report this.
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(admin);
      await sql`select 1`.execute(trx);
    });
    await expect(lost).rejects.toThrow(
      /^(Connection terminated|Client has encountered|terminating connection)/,
    );
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await Promise.all([db.destroy(), admin.destroy()]);
  });
});
