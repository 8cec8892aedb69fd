import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const locked = <Result>(run: () => Promise<Result>) =>
  withLock(join(folder, 'lock'), { what: 'the test', say: () => {} }, run);

describe('what needs a lock', () => {
  it('is done by one at a time', async () => {
    const order: string[] = [];
    const fill = (name: string) =>
      locked(async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} ends`);
      });
    await Promise.all([fill('first'), fill('second')]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('does not wait for one that was killed', async () => {
    writeFileSync(join(folder, 'lock'), `${process.pid} an-earlier-process-with-this-number`);
    await expect(locked(async () => 'made')).resolves.toBe('made');
  });

  it('waits for a lock that is being written', async () => {
    writeFileSync(join(folder, 'lock'), '');
    const made = locked(async () => 'made');
    rmSync(join(folder, 'lock'));
    await expect(made).resolves.toBe('made');
  });

  it('is free again after a failure', async () => {
    const fail = () => locked(() => Promise.reject(new Error('no network')));
    await expect(fail()).rejects.toThrow('no network');
    await expect(fail()).rejects.toThrow('no network');
  });
});
