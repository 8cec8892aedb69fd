import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from './progress.ts';
import { identityOf } from './running.ts';

/** Building Temporal on a small machine takes about ten minutes. */
const PATIENCE_MS = 30 * 60_000;
const EVERY_MS = 250;

/**
 * Lets one process at a time make what all of them need; another waits, and then finds it made. A lock whose holder is
 * gone is taken over.
 */
export async function withLock<Result>(
  lock: string,
  { what, say }: { what: string; say: Say },
  run: () => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let told = false; !take(lock); told = true) {
    if (performance.now() > deadline) {
      throw new Error(
        `Another process has been busy with ${what} for too long. Remove ${lock} if it is not.`,
      );
    }
    if (!told) say(`Another process is busy with ${what}; waiting for it …`);
    await pause(EVERY_MS);
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
    if (existsSync(lock) && !isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock: string): boolean {
  const [pid, identity] = readFileSync(lock, 'utf8').split(' ');
  // Between its making and its writing a lock is empty for a moment.
  return identity === undefined || identityOf(Number(pid)) === identity;
}
