import { Client, Connection } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { createDatabase } from '#db/client.ts';
import type { Database } from '#db/schema.ts';

/** The running system as a test file looks at it from outside, besides its HTTP API. */
export interface Scene {
  db: Kysely<Database>;
  temporal: Client;
  openedAt: Date;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const db = createDatabase(inject('databaseUrl'), {
    maxConnections: 4,
    applicationName: 'majlis-test',
    // Some tests kill the server; the pool connects anew with the next query.
    onConnectionLost: () => undefined,
  });
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  return {
    db,
    temporal: new Client({ connection }),
    openedAt: new Date(),
    async close() {
      await Promise.all([db.destroy(), connection.close()]);
    },
  };
}
