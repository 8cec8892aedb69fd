import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Database } from '#db/schema.ts';
import type { ApiConfig } from './config.ts';

/** What the application is built from. Tests pass their own; nothing in it listens or reads the environment. */
export interface ApiDeps {
  db: Kysely<Database>;
  temporal: Client;
  /** Now, as epoch milliseconds. */
  clock: () => number;
  config: ApiConfig;
  /** Where the built web front lies; without it only the API is served. */
  webRoot?: string;
}
