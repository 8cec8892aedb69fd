import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresPlace } from './postgres-place.ts';
import { type Say, withProgress } from './progress.ts';
import { commandOf, endProcess, identityOf } from './running.ts';

/** The server listens on loopback only and holds what this machine made, so its password is no secret. */
export const ADMIN = { user: 'postgres', password: 'postgres' };

export function clusterOf({ home }: Pick<PostgresPlace, 'home'>): string {
  return join(home, 'postgres');
}

/** Makes an empty cluster, once. It is made under another name, so that an interrupted attempt is begun again. */
export async function createCluster(place: PostgresPlace, say: Say): Promise<void> {
  const cluster = clusterOf(place);
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  await withProgress(say, 'Creating the PostgreSQL cluster', async () => {
    const unfinished = `${cluster}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    const scratch = mkdtempSync(join(tmpdir(), 'majlis-postgres-'));
    const passwordFile = join(scratch, 'password');
    try {
      writeFileSync(passwordFile, ADMIN.password);
      if (place.owner) {
        for (const path of [unfinished, scratch, passwordFile])
          chownSync(path, place.owner.uid, place.owner.gid);
      }
      await initdb(place, unfinished, passwordFile);
      renameSync(unfinished, cluster);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

function initdb(place: PostgresPlace, folder: string, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    `--username=${ADMIN.user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorts by code point on every machine, and knows upper and lower case of all letters.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.native, 'bin', 'initdb'), args, { ...place.owner, cwd: '/' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`initdb ended with code ${code}: ${said.trim().slice(-2_000)}`)),
    );
  });
}

/**
 * Ends a server that still uses this cluster after its npm start was killed, and removes the lock file of one that is
 * gone: its number may belong to another program by now, and then PostgreSQL would not start.
 */
export async function clearServerOf(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const identity = identityOf(pid);
  if (identity !== undefined && commandOf(pid).includes(cluster)) {
    await endProcess({ name: 'PostgreSQL', pid, identity }, { signal: 'SIGINT', withinMs: 15_000 });
  }
  rmSync(lock, { force: true });
}
