import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from './progress.ts';
import { identityOf } from './running.ts';

/** Programs that took minutes to get are kept here, outside the checkout, for every copy of the project. */
export function cacheFolder(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  const folder = join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'majlis', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Building Temporal on a small machine takes about ten minutes. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Lets one process at a time fill a folder of the cache; another waits, and then finds it filled. A lock whose holder
 * is gone is taken over.
 */
export async function withCacheLock<Result>(
  folder: string,
  say: Say,
  run: () => Promise<Result>,
): Promise<Result> {
  const lock = `${folder}.lock`;
  const deadline = performance.now() + PATIENCE_MS;
  for (let told = false; !take(lock); told = true) {
    if (performance.now() > deadline)
      throw new Error(
        `${folder} is being filled by another process for too long. Remove ${lock} if it is not.`,
      );
    if (!told) say(`Another process is filling ${folder}; waiting for it …`);
    await pause(1_000);
  }
  try {
    return await run();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, `${process.pid} ${identityOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch {
    if (!existsSync(lock)) return false;
    const [pid, identity] = readFileSync(lock, 'utf8').split(' ');
    if (identity === undefined || identityOf(Number(pid)) !== identity) rmSync(lock, { force: true });
    return false;
  }
}
