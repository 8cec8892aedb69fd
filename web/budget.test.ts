import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '#dev/web-build.ts';

interface Chunk {
  file: string;
  src?: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}

const dist = join(import.meta.dirname, 'dist');
const KIB = 1_024;

function manifest(): Record<string, Chunk> {
  return JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
}

/** Everything that the browser fetches to show a page: the entry, the page, and what they import, each file once. */
function filesOf(page: string): string[] {
  const chunks = manifest();
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = chunks[key];
    if (!chunk) throw new Error(`the manifest has no ${key}`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [key, { isEntry }] of Object.entries(chunks)) if (isEntry === true) visit(key);
  visit(page);
  return [...files];
}

function wireBytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);
}

beforeAll(() => buildWeb(() => undefined), 60_000);

describe('what a page loads, gzipped', () => {
  it('is at most 45 KiB for the booking', () => {
    expect(wireBytes(filesOf('pages/lawyer.tsx'))).toBeLessThanOrEqual(45 * KIB);
  });

  it('is at most 52 KiB for a booking with all of its steps, those of a new client among them', () => {
    const steps = ['account-step', 'details-step', 'pay-step'].map((step) => `booking/${step}.tsx`);
    const files = new Set(['pages/lawyer.tsx', ...steps].flatMap(filesOf));
    expect(wireBytes([...files])).toBeLessThanOrEqual(52 * KIB);
  });

  it('is at most 40 KiB for the directory, the first page that most people see', () => {
    expect(wireBytes(filesOf('pages/directory.tsx'))).toBeLessThanOrEqual(40 * KIB);
  });

  it('adds at most 20 KiB for any other page', () => {
    const shared = new Set(filesOf('pages/not-found.tsx'));
    const pages = Object.keys(manifest()).filter((key) => key.startsWith('pages/'));
    const added = pages.map((page) => ({
      page,
      bytes: wireBytes(filesOf(page).filter((file) => !shared.has(file))),
    }));
    expect(added.filter(({ bytes }) => bytes > 20 * KIB)).toEqual([]);
  });

  it('is in English for who reads English: no Arabic dictionary among it', () => {
    const texts = filesOf('pages/lawyer.tsx').map((file) => readFileSync(join(dist, file), 'utf8'));
    expect(texts.join('')).not.toContain('استشاراتي');
  });
});
