import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'majlis-boot-'));
  for (const folder of ['dev', 'bin']) mkdirSync(join(root, folder));
  copyFileSync('dev/boot.mjs', join(root, 'dev/boot.mjs'));
  writeLockfile('1.0.0');
  writeFileSync(
    join(root, 'work.mjs'),
    `import { appendFileSync } from 'node:fs'; appendFileSync('log', 'work ');`,
  );
  npmDoes('mkdir -p node_modules');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function writeLockfile(version: string): void {
  const packages = { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version, optional: true } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
}

/** Puts a program called npm in front of the real one: it notes its arguments and then does as told. */
function npmDoes(commands: string): void {
  const npm = join(root, 'bin/npm');
  writeFileSync(npm, `#!/bin/sh\nprintf 'npm-%s ' "$1" >> log\n${commands}\n`);
  chmodSync(npm, 0o755);
}

function boot(script = 'work.mjs'): ChildProcess {
  const PATH = `${join(root, 'bin')}${delimiter}${process.env['PATH']}`;
  return spawn(process.execPath, ['dev/boot.mjs', script], { cwd: root, env: { ...process.env, PATH } });
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said };
}

const log = () => (existsSync(join(root, 'log')) ? readFileSync(join(root, 'log'), 'utf8').trim() : '');

const logSays = (text: string) => vi.waitFor(() => expect(log()).toContain(text), { timeout: 10_000 });

describe('installing', () => {
  it('happens once, and again when the lockfile has changed', async () => {
    await outcomeOf(boot());
    await outcomeOf(boot());
    expect(log()).toBe('npm-ci work work');
    writeLockfile('1.0.1');
    await outcomeOf(boot());
    expect(log()).toBe('npm-ci work work npm-ci work');
  });

  it('that fails is said in one sentence with its code, starts nothing, and is tried again', async () => {
    npmDoes('mkdir -p node_modules; exit 7');
    const { code, said } = await outcomeOf(boot());
    expect(code).toBe(7);
    expect(said).toContain('npm ci ended with code 7');
    await outcomeOf(boot());
    expect(log()).toBe('npm-ci npm-ci');
  });

  it('that is interrupted is begun again', async () => {
    npmDoes('mkdir -p node_modules; exec sleep 30');
    const child = boot();
    const outcome = outcomeOf(child);
    await logSays('npm-ci');
    child.kill('SIGTERM');
    expect((await outcome).said).toContain('interrupted');
    npmDoes('mkdir -p node_modules');
    await outcomeOf(boot());
    expect(log()).toBe('npm-ci npm-ci work');
  });

  it('by hand counts when every package is there that is not optional', async () => {
    const record = (version: string) => {
      mkdirSync(join(root, 'node_modules'), { recursive: true });
      const packages = { 'node_modules/a': { version } };
      writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
    };
    record('0.9.0');
    npmDoes('exit 3');
    expect((await outcomeOf(boot())).code).toBe(3);
    record('1.0.0');
    expect((await outcomeOf(boot())).code).toBe(0);
    expect(log()).toBe('npm-ci work');
  });
});

describe('the child', () => {
  const WAITS = `import { appendFileSync } from 'node:fs';
    process.on('SIGTERM', () => { appendFileSync('log', 'stopped '); process.exit(5); });
    appendFileSync('log', 'waits '); setInterval(() => {}, 1000);`;

  it('is told of a signal, and its exit code is the answer', async () => {
    writeFileSync(join(root, 'wait.mjs'), WAITS);
    const child = boot('wait.mjs');
    const outcome = outcomeOf(child);
    await logSays('waits');
    child.kill('SIGTERM');
    expect((await outcome).code).toBe(5);
    expect(log()).toContain('stopped');
  });

  it('is stopped when the process that started npm dies without a word', async () => {
    writeFileSync(join(root, 'wait.mjs'), WAITS);
    writeFileSync(join(root, 'launcher.sh'), `"${process.execPath}" dev/boot.mjs wait.mjs & wait`);
    const PATH = `${join(root, 'bin')}${delimiter}${process.env['PATH']}`;
    const shell = spawn('sh', ['launcher.sh'], { cwd: root, env: { ...process.env, PATH }, stdio: 'ignore' });
    await logSays('waits');
    shell.kill('SIGKILL');
    await logSays('stopped');
    expect(log()).toBe('npm-ci waits stopped');
  });
});
