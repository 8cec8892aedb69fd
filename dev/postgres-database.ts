import pg from 'pg';
import { migrateToLatest } from '#db/migrate.ts';
import { adminUrlOf } from './postgres.ts';
import type { Say } from './progress.ts';
import { reasonOf } from './readiness.ts';

const DATABASE = 'majlis';
/** The role of API and worker: it may do what migrations grant to `majlis_app`, and nothing else. */
const APP = { user: 'majlis', password: 'majlis' };

export interface DatabaseUrls {
  url: string;
  adminUrl: string;
}

export function databaseUrlsOf(port: number, database = DATABASE): DatabaseUrls {
  return {
    url: `postgres://${APP.user}:${APP.password}@127.0.0.1:${port}/${database}`,
    adminUrl: adminUrlOf(port, database),
  };
}

/** Brings the server of npm start to where API and worker can begin: database, migrations, role. */
export async function prepareDatabase(port: number, say: Say): Promise<DatabaseUrls> {
  const urls = databaseUrlsOf(port);
  await withClient(adminUrlOf(port, 'postgres'), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
  await migrate(urls.adminUrl, say);
  await withClient(urls.adminUrl, createAppRole);
  return urls;
}

export async function migrate(adminUrl: string, say: Say): Promise<void> {
  const applied = await migrateToLatest(adminUrl).catch((error: unknown) => {
    const { host, pathname } = new URL(adminUrl);
    throw new Error(`The database ${host}${pathname} cannot be used: ${reasonOf(error)}`, { cause: error });
  });
  if (applied.length > 0) say(`Migrations applied: ${applied.join(', ')}.`);
}

/** The login of API and worker. Roles belong to the server, so it may be there already. */
export async function createAppRole(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [APP.user]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${APP.user} login password '${APP.password}'`);
  await client.query(`grant majlis_app to ${APP.user}`);
}

export async function withClient<Result>(
  url: string,
  run: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
