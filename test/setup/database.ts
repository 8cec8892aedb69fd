import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { databaseUrlsOf, withClient } from '#dev/postgres-database.ts';

/** The migrated database from which each test's own is copied. */
export const TEMPLATE = 'majlis_template';

export interface TestDatabase {
  /** As API and worker connect. */
  url: string;
  /** As migrations connect. */
  adminUrl: string;
  drop(): Promise<void>;
}

/** An empty, migrated database for one test file, copied from the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
  return {
    ...databaseUrlsOf(Number(new URL(server).port), name),
    drop: async () => {
      await withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
