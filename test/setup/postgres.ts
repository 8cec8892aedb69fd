import type { TestProject } from 'vitest/node';
import { startThrowAwayPostgres } from './throw-away-postgres.ts';
import './provided.ts';

/** Tests of this project get a real PostgreSQL server; see `createTestDatabase`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startThrowAwayPostgres();
  project.provide('postgresUrl', url);
  return stop;
}
