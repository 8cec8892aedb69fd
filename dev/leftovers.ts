import type { Say } from './progress.ts';
import { endProcess, type RunningFile, stillRuns } from './running.ts';

/** The name under which `npm start` itself is recorded. */
export const SUPERVISOR = 'npm start';

/** Long enough for a worker to drain, and for Postgres to write its last checkpoint. */
const PATIENCE_MS = 15_000;

/**
 * Ends what an earlier run left behind when it was killed. Only processes that provably are ours are touched.
 * Throws when that run is still alive: two must not share one folder of data.
 */
export async function clearLeftovers(running: RunningFile, say: Say): Promise<void> {
  const alive = running.read().filter((one) => one.pid !== process.pid && stillRuns(one));
  const supervisor = alive.find(({ name }) => name === SUPERVISOR);
  if (supervisor) {
    throw new Error(
      `Majlis is running already with these data (process ${supervisor.pid}). Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  if (alive.length > 0) {
    say(`Ending what the last run left behind: ${alive.map(({ name }) => name).join(', ')} …`);
    for (const one of inStopOrder(alive)) {
      await endProcess(one, {
        signal: one.name === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM',
        withinMs: PATIENCE_MS,
      });
    }
  }
  running.clear();
}

/** Ends the parts of this run without letting them finish; for somebody who will not wait. */
export async function endAtOnce(running: RunningFile): Promise<void> {
  const parts = running.read().filter(({ pid }) => pid !== process.pid);
  await Promise.all(parts.map((part) => endProcess(part, { signal: 'SIGKILL', withinMs: 5_000 })));
}

function inStopOrder<One extends { name: string }>(records: readonly One[]): One[] {
  return records.toSorted((a, b) => STOP_ORDER.indexOf(a.name) - STOP_ORDER.indexOf(b.name));
}

/** Who needs another part goes before it. */
export const STOP_ORDER = ['api', 'worker', 'sandbox', 'Temporal', 'PostgreSQL'];
