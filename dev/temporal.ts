import { spawn } from 'node:child_process';
import { searchAttributes } from '#workflows/contract.ts';
import type { Part } from './part.ts';
import { untilReady } from './readiness.ts';
import { prepareNamespace, type TemporalConnection } from './temporal-namespace.ts';

interface TemporalOptions {
  /** The `temporal` program. */
  program: string;
  ports: { frontend: number; ui: number; metrics: number; http: number };
  namespace: string;
  databasePath: string;
  logPath: string;
}

/** Where the api serves the Temporal UI; its links and assets must begin with it. */
const UI_PATH = '/operations/temporal';

/** A Temporal server for development as a part of the running system, with its histories in a file. */
export function temporalPart({ program, ports, namespace, databasePath, logPath }: TemporalOptions): Part {
  const connection: TemporalConnection = { address: `127.0.0.1:${ports.frontend}`, namespace };
  const flags: [string, string | number][] = [
    ['--ip', '127.0.0.1'],
    ['--port', ports.frontend],
    ['--ui-ip', '127.0.0.1'],
    ['--ui-port', ports.ui],
    ['--ui-public-path', UI_PATH],
    // Left to itself it picks these two at random, and may pick one that another copy is about to use.
    ['--metrics-port', ports.metrics],
    ['--http-port', ports.http],
    ['--namespace', namespace],
    ['--db-filename', databasePath],
    // About twice the throughput of the defaults, and nothing is lost when the process is killed.
    ['--sqlite-pragma', 'journal_mode=wal'],
    ['--sqlite-pragma', 'synchronous=normal'],
    ['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
    ['--log-level', 'warn'],
    ...Object.values(searchAttributes).map(({ name, type }): [string, string] => [
      '--search-attribute',
      `${name}=${flagOfType(type)}`,
    ]),
  ];
  return {
    name: 'Temporal',
    logPath,
    stopSignal: 'SIGTERM',
    stopWithinMs: 15_000,
    start: async (stdio) =>
      spawn(program, ['server', 'start-dev', ...flags.flatMap(([flag, value]) => [flag, String(value)])], {
        detached: true,
        stdio,
      }),
    ready: (signal) =>
      untilReady(() => prepareNamespace(connection), {
        what: 'Temporal',
        withinMs: 60_000,
        everyMs: 200,
        signal,
      }),
  };
}

/** The server writes KEYWORD as Keyword. */
function flagOfType(type: string): string {
  return type.charAt(0) + type.slice(1).toLowerCase();
}
