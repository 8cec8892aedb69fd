import { ConfigError } from '#config/read.ts';
import { seedDemo } from './demo/seed.ts';
import { withClient } from './postgres-database.ts';
import type { Say } from './progress.ts';

/** Loads the demo people and lawyers into an empty database of our own; never beside a live key. */
export async function loadDemoData(
  adminUrl: string,
  { liveKeys, say }: { liveKeys: readonly string[]; say: Say },
): Promise<void> {
  if (liveKeys.length > 0) {
    say(`Demo data are left out: ${liveKeys.join(', ')} would reach real people.`);
    return;
  }
  if (await isEmpty(adminUrl)) {
    await seedDemo(adminUrl);
    say('Demo data loaded.');
  }
}

/** Throws when demo people of an earlier start would be within reach of a live key. */
export async function refuseDemoData(adminUrl: string, liveKeys: readonly string[]): Promise<void> {
  if (liveKeys.length === 0 || !(await hasDemoPeople(adminUrl))) return;
  throw new ConfigError([
    `${liveKeys.join(', ')} would reach real people, and this database holds demo data: ` +
      'npm run reset clears it, or set DATABASE_URL to another database.',
  ]);
}

function isEmpty(adminUrl: string): Promise<boolean> {
  return withClient(
    adminUrl,
    async (client) => (await client.query('select from app_user limit 1')).rowCount === 0,
  );
}

function hasDemoPeople(adminUrl: string): Promise<boolean> {
  return withClient(
    adminUrl,
    async (client) =>
      (await client.query(`select from app_user where email like '%@majlis.test' limit 1`)).rowCount !== 0,
  );
}
