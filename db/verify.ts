import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { adminUrlOf, reasonOf } from './admin-url.ts';
import { readCatalog } from './catalog.ts';
import { createDatabase } from './client.ts';
import { readMigrations } from './migrate.ts';
import type { Database } from './schema.ts';

/** Thrown to undo what the comparison built. */
class Undo extends Error {}

/**
 * What differs between the database and what the migrations make, one sentence each; none when it is as the code
 * expects. The expectation is built from the same files in a schema of its own, inside a transaction that is undone, so
 * that no second description of the schema can grow old. `schema.db.test.ts` holds the row types to the same files.
 */
export async function differencesOf(adminUrl: string): Promise<string[]> {
  const db = createDatabase(adminUrl, {
    maxConnections: 1,
    applicationName: 'majlis-verify',
    statementTimeoutMs: 60_000,
  });
  try {
    const migrations = await readMigrations();
    const pending = await pendingOf(db, [...migrations.keys()]);
    const actual = await readCatalog(db, 'public');
    const expected = await expectedCatalog(db, migrations);
    return [
      ...pending.map((name) => `not applied: migration ${name}`),
      ...[...expected.difference(actual)].toSorted().map((line) => `missing: ${line}`),
      ...[...actual.difference(expected)].toSorted().map((line) => `unexpected: ${line}`),
    ];
  } finally {
    await db.destroy();
  }
}

async function pendingOf(db: Kysely<Database>, names: readonly string[]): Promise<string[]> {
  const found = await sql<{
    there: boolean;
  }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!found.rows[0]?.there) return [...names];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const applied = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !applied.has(name));
}

async function expectedCatalog(
  db: Kysely<Database>,
  migrations: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  let expected: ReadonlySet<string> = new Set();
  const build = async (trx: Transaction<Database>) => {
    await sql`create schema majlis_expected`.execute(trx);
    await sql`set local search_path to majlis_expected, public`.execute(trx);
    for (const text of migrations.values()) await sql.raw(text).execute(trx);
    expected = await readCatalog(trx, 'majlis_expected');
    throw new Undo();
  };
  await db
    .transaction()
    .execute(build)
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return expected;
}

if (import.meta.main) {
  try {
    const production = process.argv.includes('--production');
    const differences = await differencesOf(adminUrlOf(process.env, { production }));
    for (const difference of differences) console.log(difference);
    if (differences.length === 0) console.log('The database is as the code expects it.');
    process.exitCode = differences.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`The database could not be compared. ${reasonOf(error)}`);
    process.exitCode = 2;
  }
}
