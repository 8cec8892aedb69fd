import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createScratch, type Scratch } from '#test/setup/scratch.ts';
import { freshPorts, surroundings } from '#test/setup/surroundings.ts';
import { isFree } from './ports.ts';
import { identityOf, openRunningFile, type RunningProcess, stillRuns } from './running.ts';

let scratch: Scratch;
let env: Record<string, string>;
let current: Started | undefined;

interface Started {
  child: ChildProcess;
  said: () => string;
  exitCode: Promise<number | null>;
}

beforeAll(async () => {
  scratch = await createScratch();
  env = { ...surroundings(), ...(await freshPorts()), DATA_DIR: join(scratch.folder, 'data') };
});

afterAll(async () => {
  current?.child.kill('SIGTERM');
  await current?.exitCode;
  scratch.remove();
});

function start(extraEnv: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['dev/start.ts'], { env: { ...env, ...extraEnv }, stdio: 'pipe' });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const exitCode = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said: () => text, exitCode };
}

async function startAndWait(): Promise<Started> {
  current = start();
  const { said } = current;
  await vi.waitFor(() => expect(said()).toContain('Majlis is ready'), { timeout: 100_000, interval: 200 });
  return current;
}

const records = () => openRunningFile(join(env['DATA_DIR'] ?? '', 'running.json')).read();
const parts = () => records().filter(({ name }) => name !== 'npm start');

function pidOf(name: string): number {
  return records().find((one) => one.name === name)?.pid ?? 0;
}

async function allGone(processes: readonly RunningProcess[]): Promise<void> {
  await vi.waitFor(() => expect(processes.filter(stillRuns)).toEqual([]), { timeout: 60_000 });
}

describe('npm start', () => {
  it('brings up every part and says where they are', async () => {
    const { said } = await startAndWait();
    expect(
      parts()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['PostgreSQL', 'Temporal', 'api', 'sandbox', 'worker']);
    expect(said()).toContain('Demo data loaded');
    expect(said()).toContain('operator@majlis.test');
    expect((await fetch(`http://127.0.0.1:${env['PORT']}/readyz`)).status).toBe(200);
  });

  it('refuses a second run with the same data, and harms nothing', async () => {
    const second = start();
    expect(await second.exitCode).toBe(1);
    expect(second.said()).toContain('running already with these data');
    expect(parts().filter(stillRuns)).toHaveLength(5);
  });

  it('says which port is busy and which variable moves it', async () => {
    const other = start({ DATA_DIR: join(scratch.folder, 'other') });
    expect(await other.exitCode).toBe(1);
    expect(other.said()).toContain(
      `Port ${env['PORT']} is in use by another program: stop that, or set PORT`,
    );
  });

  it.each(['worker', 'PostgreSQL', 'Temporal'])(
    'names %s when it dies, and starts it again',
    async (name) => {
      const before = pidOf(name);
      process.kill(before, 'SIGKILL');
      await vi.waitFor(() => expect(current?.said()).toContain(`${name} is back.`), { timeout: 60_000 });
      expect(current?.said()).toContain(`${name} was ended by SIGKILL`);
      expect(pidOf(name)).not.toBe(before);
      expect(identityOf(pidOf(name))).toBeDefined();
    },
  );

  it('clears what a kill -9 left behind, and keeps the data', async () => {
    const left = parts();
    current?.child.kill('SIGKILL');
    await current?.exitCode;
    expect(left.filter(stillRuns)).toHaveLength(5);
    const { said } = await startAndWait();
    expect(said()).toContain('Ending what the last run left behind');
    expect(said()).not.toContain('Demo data loaded');
    await allGone(left);
  });

  it('stops everything at SIGTERM, frees the ports, and ends with 0', async () => {
    const running = parts();
    current?.child.kill('SIGTERM');
    expect(await current?.exitCode).toBe(0);
    await allGone(running);
    expect(records()).toEqual([]);
    expect(await isFree(Number(env['PORT']))).toBe(true);
  });

  it('refuses a live key beside demo data', async () => {
    const live = start({ STRIPE_SECRET_KEY: 'sk_live_abc', STRIPE_PUBLISHABLE_KEY: 'pk_live_abc' });
    expect(await live.exitCode).toBe(1);
    expect(live.said()).toContain(
      'STRIPE_SECRET_KEY would reach real people, and this database holds demo data',
    );
    expect(records()).toEqual([]);
  });

  it('keeps the logs of this run and of the one before', () => {
    const logs = (folder: string) => join(env['DATA_DIR'] ?? '', folder, 'postgres.log');
    expect(readFileSync(logs('logs'), 'utf8')).toContain('ready to accept connections');
    expect(existsSync(logs('logs-before'))).toBe(true);
  });
});
