import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearLeftovers, SUPERVISOR } from './leftovers.ts';
import { identityOf, openRunningFile, type RunningFile } from './running.ts';

let folder: string;
let running: RunningFile;
const sleepers: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-leftovers-'));
  running = openRunningFile(join(folder, 'running.json'));
});

afterEach(() => {
  for (const sleeper of sleepers.splice(0)) sleeper.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function sleeper(): { pid: number; ended: Promise<unknown> } {
  const child = spawn('sleep', ['60']);
  sleepers.push(child);
  return { pid: child.pid ?? 0, ended: new Promise((resolve) => child.on('exit', resolve)) };
}

describe('what an earlier run left behind', () => {
  it('is ended when its supervisor is gone', async () => {
    const { pid, ended } = sleeper();
    running.add('worker', pid);
    const said: string[] = [];
    await clearLeftovers(running, (line) => said.push(line));
    await ended;
    expect(identityOf(pid)).toBeUndefined();
    expect(said.join()).toContain('worker');
    expect(running.read()).toEqual([]);
  });

  it('is left alone when its number belongs to another program by now', async () => {
    const { pid } = sleeper();
    writeFileSync(
      join(folder, 'running.json'),
      JSON.stringify([{ name: 'worker', pid, identity: 'another' }]),
    );
    await clearLeftovers(running, () => {});
    expect(identityOf(pid)).toBeDefined();
  });

  it('is not touched while its supervisor runs: two must not share their data', async () => {
    const { pid } = sleeper();
    running.add(SUPERVISOR, process.ppid);
    running.add('worker', pid);
    await expect(clearLeftovers(running, () => {})).rejects.toThrow(
      `running already with these data (process ${process.ppid})`,
    );
    expect(identityOf(pid)).toBeDefined();
  });

  it('does not include this very run', async () => {
    running.add(SUPERVISOR, process.pid);
    await clearLeftovers(running, () => {});
    expect(running.read()).toEqual([]);
  });

  it('counts as nothing when the file was cut off in the middle', async () => {
    writeFileSync(join(folder, 'running.json'), '[{"name":"wor');
    await clearLeftovers(running, () => {});
    expect(running.read()).toEqual([]);
  });
});
