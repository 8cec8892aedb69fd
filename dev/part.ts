import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { endProcess, identityOf, type RunningFile } from './running.ts';

/** Where a child's output goes: straight into its log, so that it outlives a killed supervisor without a broken pipe. */
export type Output = ['ignore', number, number];

/** One process of the running system. */
export interface Part {
  name: string;
  logPath: string;
  stopSignal: NodeJS.Signals;
  stopWithinMs: number;
  /** Spawns it, detached: Ctrl-C must reach the supervisor only, or Postgres would go before those who need it. */
  start(output: Output): Promise<ChildProcess>;
  /** Resolves when others can use it. Bounded by itself; `signal` ends the wait when the process has ended. */
  ready(signal: AbortSignal): Promise<unknown>;
}

/** A part's process, from its spawning to its end. */
export interface Run {
  /** How it ended, as the end of a sentence. */
  ended: Promise<string>;
  /** Resolves when it is ready; throws, and ends it, when it does not become so. */
  up(): Promise<void>;
  end(signal?: NodeJS.Signals): Promise<void>;
}

export async function spawnPart(part: Part, running: RunningFile): Promise<Run> {
  const child = await spawnWithLog(part);
  const { pid } = child;
  if (pid !== undefined) running.add(part.name, pid);
  const ended = endOf(child).then((how) => {
    if (pid !== undefined) running.remove(pid);
    return how;
  });

  async function end(signal = part.stopSignal): Promise<void> {
    const identity = pid === undefined ? undefined : identityOf(pid);
    if (pid === undefined || identity === undefined) return;
    await endProcess({ name: part.name, pid, identity }, { signal, withinMs: part.stopWithinMs });
    await ended;
  }

  async function up(): Promise<void> {
    const abort = new AbortController();
    const early = ended.then((how) => {
      abort.abort();
      throw new Error(`${part.name} ${how} before it was ready.${lastLinesOf(part)}`);
    });
    early.catch(() => {});
    const ready = part.ready(abort.signal);
    ready.catch(() => {});
    try {
      await Promise.race([ready, early]);
    } catch (error) {
      await end();
      throw error;
    }
  }

  return { ended, up, end };
}

async function spawnWithLog(part: Part): Promise<ChildProcess> {
  const log = openSync(part.logPath, 'a');
  try {
    return await part.start(['ignore', log, log]);
  } finally {
    closeSync(log);
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    );
  });
}

/** Why a part ended is usually in the last lines that it wrote. */
export function lastLinesOf({ logPath }: Part): string {
  if (!existsSync(logPath)) return '';
  const lines = readFileSync(logPath, 'utf8').trim().split('\n').slice(-12);
  return `\n${lines.map((line) => `    ${line.slice(0, 500)}`).join('\n')}\n  All of it: ${logPath}`;
}
