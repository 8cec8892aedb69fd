import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, withCacheLock } from './cache.ts';

let folder: string;
beforeEach(() => {
  folder = cacheFolder('thing', { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'majlis-cache-')) });
});
afterEach(() => rmSync(join(folder, '..', '..'), { recursive: true, force: true }));

describe('filling a folder of the cache', () => {
  it('is done by one at a time', async () => {
    const order: string[] = [];
    const fill = (name: string) =>
      withCacheLock(
        folder,
        () => {},
        async () => {
          order.push(`${name} begins`);
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`${name} ends`);
        },
      );
    await Promise.all([fill('first'), fill('second')]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('does not wait for one that was killed', async () => {
    writeFileSync(`${folder}.lock`, `${process.pid} an-earlier-process-with-this-number`);
    await expect(
      withCacheLock(
        folder,
        () => {},
        async () => 'filled',
      ),
    ).resolves.toBe('filled');
  });

  it('is free again after a failure', async () => {
    const fail = () =>
      withCacheLock(
        folder,
        () => {},
        () => Promise.reject(new Error('no network')),
      );
    await expect(fail()).rejects.toThrow('no network');
    await expect(fail()).rejects.toThrow('no network');
  });
});
