import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Part } from './part.ts';
import { answers, untilReady } from './readiness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface NodePartOptions {
  name: string;
  /** Its entry, from the root of the project. */
  script: string;
  env: NodeJS.ProcessEnv;
  /** Answers with a 2xx when the part is ready. */
  readyUrl: string;
  /** How long it may drain. */
  stopWithinMs: number;
  logPath: string;
}

/** One of our own processes as a part of the running system. */
export function nodePart({ name, script, env, readyUrl, stopWithinMs, logPath }: NodePartOptions): Part {
  return {
    name,
    logPath,
    stopSignal: 'SIGTERM',
    stopWithinMs,
    start: async (stdio) => spawn(process.execPath, [script], { cwd: root, env, detached: true, stdio }),
    ready: (signal) =>
      untilReady(() => answers(readyUrl), { what: `The ${name}`, withinMs: 90_000, everyMs: 150, signal }),
  };
}
