import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLeftovers, SUPERVISOR } from '#dev/leftovers.ts';
import { openRunningFile, type RunningFile } from '#dev/running.ts';

const PREFIX = 'majlis-test-';

/** A folder for one run of tests, and the file that names its processes. */
export interface Scratch {
  folder: string;
  running: RunningFile;
  remove: () => void;
}

/** Makes a folder below the system's own for such things, and clears those of runs that were killed. */
export async function createScratch(): Promise<Scratch> {
  await clearOldScratch();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL may run as another user than we do, and must get in.
  chmodSync(folder, 0o755);
  const running = openRunningFile(join(folder, 'running.json'));
  running.add(SUPERVISOR, process.pid);
  return { folder, running, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function clearOldScratch(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      await clearLeftovers(openRunningFile(join(folder, 'running.json')), () => {});
    } catch {
      // Its run is still going on, or it is another user's.
      continue;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
