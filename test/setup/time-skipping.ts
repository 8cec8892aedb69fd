import type { TestProject } from 'vitest/node';
import { findTestServer } from '#dev/test-server.ts';
import { startThrowAwayPostgres } from './throw-away-postgres.ts';
import './provided.ts';

/** Tests of this project get a time-skipping Temporal server's program, and a PostgreSQL server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('testServerPath', await findTestServer((line) => console.log(line)));
  const { url, stop } = await startThrowAwayPostgres();
  project.provide('postgresUrl', url);
  return stop;
}
