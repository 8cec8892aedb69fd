import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { ADMIN, clearServerOf, clusterOf } from './postgres-cluster.ts';
import type { PostgresPlace } from './postgres-place.ts';
import type { Part } from './part.ts';
import { untilReady } from './readiness.ts';

export function adminUrlOf(port: number, database: string): string {
  return `postgres://${ADMIN.user}:${ADMIN.password}@127.0.0.1:${port}/${database}`;
}

interface PostgresOptions {
  place: PostgresPlace;
  port: number;
  /** Off only for data that nobody misses, such as a test's: it makes writing several times faster. */
  durable: boolean;
  logPath: string;
}

/** PostgreSQL as a part of the running system; its cluster must have been made. */
export function postgresPart({ place, port, durable, logPath }: PostgresOptions): Part {
  const dataDir = clusterOf(place);
  const settings = {
    listen_addresses: '127.0.0.1',
    // No socket file: its lock below /tmp would be shared with other copies.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    // A commit still leaves the process before it is answered: tests kill the server, though never the machine.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    name: 'PostgreSQL',
    logPath,
    // Fast shutdown: it does not wait for connections to end by themselves.
    stopSignal: 'SIGINT',
    stopWithinMs: 20_000,
    async start(stdio) {
      await clearServerOf(dataDir);
      return spawn(join(place.native, 'bin', 'postgres'), ['-D', dataDir, '-p', String(port), ...flags], {
        ...place.owner,
        cwd: '/',
        detached: true,
        stdio,
      });
    },
    ready: (signal) =>
      untilReady(() => assertSettings(port, durable), { what: 'PostgreSQL', withinMs: 120_000, signal }),
  };
}

async function assertSettings(port: number, durable: boolean): Promise<void> {
  const client = new pg.Client({
    connectionString: adminUrlOf(port, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ fsync: string }>('show fsync');
    if (durable && rows[0]?.fsync !== 'on')
      throw new Error('PostgreSQL runs with fsync off and would lose bookings in a crash');
  } finally {
    await client.end();
  }
}
