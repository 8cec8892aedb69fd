import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Part } from './part.ts';
import { createSupervisor, type Supervisor } from './processes.ts';
import { untilReady } from './readiness.ts';
import { openRunningFile, type RunningFile } from './running.ts';

let folder: string;
let running: RunningFile;
let supervisor: Supervisor;
let said: string[];
let givenUp: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-parts-'));
  running = openRunningFile(join(folder, 'running.json'));
  said = [];
  givenUp = [];
  supervisor = createSupervisor({
    say: (line) => said.push(line),
    running,
    restartsPerMinute: 3,
    giveUp: (reason) => givenUp.push(reason),
  });
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
});

const journal = () =>
  existsSync(join(folder, 'journal')) ? readFileSync(join(folder, 'journal'), 'utf8') : '';

/** A real process. It writes down when it is up and when it is told to end, so that the order can be read. */
function part(name: string, body = 'setInterval(() => {}, 1000);'): Part {
  const note = (what: string) => `require('fs').appendFileSync('journal', '${name}-${what} ');`;
  const script = `process.on('SIGTERM', () => { ${note('stops')} process.exit(0); }); ${note('up')} ${body}`;
  let starts = 0;
  return {
    name,
    logPath: join(folder, `${name}.log`),
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
    start: async (stdio) => {
      starts += 1;
      return spawn(process.execPath, ['-e', script], { cwd: folder, detached: true, stdio });
    },
    ready: (signal) =>
      untilReady(async () => expect(journal().split(`${name}-up`)).toHaveLength(starts + 1), {
        what: name,
        withinMs: 10_000,
        everyMs: 20,
        signal,
      }),
  };
}

const pidOf = (name: string) => running.read().find((one) => one.name === name)?.pid ?? 0;

describe('a part that ends by itself', () => {
  it('is named and started again', async () => {
    await supervisor.start(part('worker'));
    const first = pidOf('worker');
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(said).toContain('worker is back.'), { timeout: 10_000 });
    expect(said[0]).toContain('worker was ended by SIGKILL');
    expect(pidOf('worker')).not.toBe(first);
  });

  it('is given up after three restarts within a minute, with the reason that it wrote down', async () => {
    await supervisor.start(
      part('worker', `console.log('no database'); setTimeout(() => process.exit(7), 50);`),
    );
    await vi.waitFor(() => expect(givenUp).toHaveLength(1), { timeout: 15_000 });
    expect(givenUp[0]).toContain('worker ended with code 7; that is 4 times within a minute');
    expect(givenUp[0]).toContain('no database');
    expect(said.filter((line) => line.includes('Starting it again'))).toHaveLength(3);
  });

  it('before it was ready fails the start at once', async () => {
    const broken = { ...part('api', 'process.exit(2);'), ready: () => new Promise<void>(() => {}) };
    await expect(supervisor.start(broken)).rejects.toThrow('api ended with code 2 before it was ready');
    expect(said).toEqual([]);
  });
});

describe('stopping', () => {
  it('ends each part before those that it needs', async () => {
    for (const name of ['PostgreSQL', 'Temporal', 'sandbox', 'worker', 'api'])
      await supervisor.start(part(name));
    await supervisor.stop();
    const stops = journal()
      .split(' ')
      .filter((word) => word.endsWith('-stops'));
    expect(stops).toEqual([
      'api-stops',
      'worker-stops',
      'sandbox-stops',
      'Temporal-stops',
      'PostgreSQL-stops',
    ]);
    expect(running.read()).toEqual([]);
  });

  it('refuses parts that would start afterwards', async () => {
    await supervisor.stop();
    await expect(supervisor.start(part('api'))).rejects.toThrow('everything is being stopped');
    expect(journal()).toBe('');
  });
});

describe('a part that was killed on purpose', () => {
  it('stays down until it is started again', async () => {
    await supervisor.start(part('worker'));
    await supervisor.kill('worker');
    expect(running.read()).toEqual([]);
    appendFileSync(join(folder, 'journal'), 'between ');
    await supervisor.startAgain('worker');
    expect(journal()).toBe('worker-up between worker-up ');
  });
});
