import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findProgram, runCommand } from './command.ts';
import { identityOf } from './running.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string): string {
  mkdirSync(join(folder, path), { recursive: true });
  const file = join(folder, path, 'temporal');
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return join(folder, path);
}

describe('findProgram', () => {
  it("takes the first on the PATH that is not one of npm's own", () => {
    const path = [program('node_modules/.bin'), join(folder, 'absent'), program('first'), program('second')];
    expect(findProgram('temporal', path.join(delimiter))).toBe(join(folder, 'first/temporal'));
    expect(findProgram('no-such-program', path.join(delimiter))).toBeUndefined();
  });
});

describe('runCommand', () => {
  it('returns what was printed', async () => {
    await expect(runCommand('sh', ['-c', 'echo made'], { withinMs: 5_000 })).resolves.toBe('made\n');
  });

  it('says how it failed, with the last that was printed', async () => {
    const failing = runCommand('sh', ['-c', 'echo no space left >&2; exit 4'], { withinMs: 5_000 });
    await expect(failing).rejects.toThrow('ended with code 4: no space left');
  });

  it('ends the program after its time', async () => {
    await expect(runCommand('sleep', ['30'], { withinMs: 50 })).rejects.toThrow('was ended by SIGTERM');
  });

  it('does not leave it running when we end', async () => {
    const script = `import { runCommand } from '${import.meta.dirname}/command.ts';
      runCommand('sh', ['-c', 'echo $$ > pid; exec sleep 30'], { cwd: ${JSON.stringify(folder)}, withinMs: 60000 }).catch(() => {});
      process.on('SIGTERM', () => process.exit(0));`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const ended = new Promise((resolve) => parent.on('exit', resolve));
    const pid = await vi.waitFor(
      () => Number(readFileSync(join(folder, 'pid'), 'utf8')) || Promise.reject(new Error('no pid yet')),
      { timeout: 10_000 },
    );
    expect(identityOf(pid)).toBeDefined();
    parent.kill('SIGTERM');
    await ended;
    await vi.waitFor(() => expect(identityOf(pid)).toBeUndefined(), { timeout: 5_000 });
  });
});
