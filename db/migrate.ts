import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { adminUrlOf, reasonOf } from './admin-url.ts';
import { createDatabase } from './client.ts';

const folder = new URL('./migrations/', import.meta.url);

/** Each file of `migrations/` by its name, in the order in which they apply: plain SQL that names no schema. */
export async function readMigrations(): Promise<Map<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  return new Map(files.map((file, index) => [file.slice(0, -'.sql'.length), texts[index] ?? '']));
}

/**
 * Applies what is missing, all of it or, when one fails, nothing, and says what was applied.
 * Of two that run at once, the second waits for the first and finds nothing left to do.
 */
export async function migrateToLatest(adminUrl: string): Promise<string[]> {
  // The limit holds for the wait for another's migration too.
  const db = createDatabase(adminUrl, {
    maxConnections: 1,
    applicationName: 'majlis-migrate',
    statementTimeoutMs: 300_000,
  });
  try {
    const { error, results = [] } = await new Migrator({ db, provider: sqlFiles }).migrateToLatest();
    const failed = results.find(({ status }) => status === 'Error');
    if (error)
      throw new Error(`${failed?.migrationName ?? 'Migrating'} failed: ${reasonOf(error)}`, { cause: error });
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const migrations: Record<string, Migration> = {};
    for (const [name, text] of await readMigrations()) {
      migrations[name] = { up: async (db) => void (await sql.raw(text).execute(db)) };
    }
    return migrations;
  },
};

if (import.meta.main) {
  try {
    const production = process.argv.includes('--production');
    const applied = await migrateToLatest(adminUrlOf(process.env, { production }));
    for (const name of applied) console.log(`applied ${name}`);
    if (applied.length === 0) console.log('The database is up to date.');
  } catch (error) {
    console.error(`The database was not migrated. ${reasonOf(error)}`);
    process.exitCode = 1;
  }
}
