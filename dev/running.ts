import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import T from 'typebox';
import { Check } from 'typebox/value';

/** A process that we started. `identity` tells it from another that got the same number later. */
export interface RunningProcess {
  name: string;
  pid: number;
  identity: string;
}

const Records = T.Array(T.Object({ name: T.String(), pid: T.Integer(), identity: T.String() }));

/** The processes of one run, in a file, so that the next run finds what a kill -9 left behind. */
export interface RunningFile {
  read(): RunningProcess[];
  add(name: string, pid: number): void;
  remove(pid: number): void;
  clear(): void;
}

export function openRunningFile(path: string): RunningFile {
  const read = (): RunningProcess[] => {
    if (!existsSync(path)) return [];
    const content: unknown = parseJson(readFileSync(path, 'utf8'));
    return Check(Records, content) ? content : [];
  };
  const write = (records: RunningProcess[]) => {
    writeFileSync(`${path}.new`, JSON.stringify(records));
    renameSync(`${path}.new`, path);
  };
  return {
    read,
    add(name, pid) {
      const identity = identityOf(pid);
      if (identity !== undefined)
        write([...read().filter((one) => one.pid !== pid), { name, pid, identity }]);
    },
    remove: (pid) => write(read().filter((one) => one.pid !== pid)),
    clear: () => rmSync(path, { force: true }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What tells a process from a later one with its number: the moment it began. Undefined when it does not run any more. */
export function identityOf(pid: number): string | undefined {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

function identityFromProc(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; state is the 1st field after it, start time the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, and stays where nobody collects it, as under some containers' first process.
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

function identityFromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export function stillRuns({ pid, identity }: RunningProcess): boolean {
  return identityOf(pid) === identity;
}

/** Ends a process: politely, and after `withinMs` by force. Says nothing to a stranger that has its number by now. */
export async function endProcess(
  target: RunningProcess,
  { signal = 'SIGTERM', withinMs }: { signal?: NodeJS.Signals; withinMs: number },
): Promise<void> {
  for (const [step, patienceMs] of [
    [signal, withinMs],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!stillRuns(target)) return;
    process.kill(target.pid, step);
    const deadline = performance.now() + patienceMs;
    while (stillRuns(target) && performance.now() < deadline) await pause(50);
  }
}

/** The command line of a process, or nothing when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
