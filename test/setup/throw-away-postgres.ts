import { join } from 'node:path';
import { migrateToLatest } from '#db/migrate.ts';
import { freePort } from '#dev/ports.ts';
import { createCluster } from '#dev/postgres-cluster.ts';
import { createAppRole, databaseUrlsOf, withClient } from '#dev/postgres-database.ts';
import { postgresPlace } from '#dev/postgres-place.ts';
import { adminUrlOf, postgresPart } from '#dev/postgres.ts';
import { createSupervisor } from '#dev/processes.ts';
import { reasonOf } from '#dev/readiness.ts';
import { TEMPLATE } from './database.ts';
import { createScratch } from './scratch.ts';

const say = (line: string) => console.log(line);

/** A PostgreSQL server for one run of tests, with a migrated template from which databases are copied. */
export async function startThrowAwayPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { folder, running, remove } = await createScratch();
  const supervisor = createSupervisor({
    say,
    running,
    restartsPerMinute: 0,
    giveUp: (reason) => console.error(`The tests have lost their database: ${reason}`),
  });
  const stop = async () => {
    await supervisor.stop();
    remove();
  };
  try {
    const place = postgresPlace(folder, say);
    await createCluster(place, () => {});
    const port = await freePort();
    await supervisor.start(
      postgresPart({ place, port, durable: false, logPath: join(folder, 'postgres.log') }),
    );
    await createTemplate(port);
    return { url: adminUrlOf(port, 'postgres'), stop };
  } catch (error) {
    await stop();
    throw new Error(`The tests have no database: ${reasonOf(error)}`, { cause: error });
  }
}

async function createTemplate(port: number): Promise<void> {
  const { adminUrl } = databaseUrlsOf(port, TEMPLATE);
  await withClient(adminUrlOf(port, 'postgres'), (client) => client.query(`create database ${TEMPLATE}`));
  await migrateToLatest(adminUrl);
  await withClient(adminUrl, createAppRole);
}
