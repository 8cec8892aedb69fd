import { existsSync, globSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathOf, textOf } from './compose-file.ts';

const root = pathOf('');
const dockerfile = textOf('Dockerfile');
const entries = [
  'api/server.ts',
  'worker/main.ts',
  'sandbox/main.ts',
  'db/migrate.ts',
  'db/verify.ts',
  'dev/operator.ts',
];

/** The sources that the last stage copies from the project, files and all files of folders. */
const copied = new Set(
  [...(dockerfile.split(' AS runtime')[1] ?? '').matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    .flatMap(([, sources = '']) => sources.split(' '))
    .flatMap((source) => (source.includes('.') ? [source] : globSync(`${source}/**/*.ts`, { cwd: root }))),
);
const project = JSON.parse(textOf('package.json'));
const installed = new Set(Object.keys(project.dependencies));

/** What a file imports when it runs; types are gone by then. */
function importsOf(file: string): string[] {
  const text = textOf(file).replaceAll(/^import type [^;]*;/gm, '');
  const loaded = [...text.matchAll(/^(?:import|export)\s(?:[^'";]*\sfrom\s)?'([^']+)';/gm)];
  return [...loaded, ...text.matchAll(/import\('([^']+)'\)/g)].map(([, name = '']) => name);
}

function fileOf(name: string, importer: string): string | undefined {
  if (name.startsWith('#')) return name.slice(1);
  return name.startsWith('.') ? posix.join(dirname(importer), name) : undefined;
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

interface Closure {
  files: Set<string>;
  packages: Set<string>;
}

function closureOf(start: readonly string[]): Closure {
  const closure: Closure = { files: new Set(), packages: new Set() };
  const waiting = [...start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (closure.files.has(file)) continue;
    closure.files.add(file);
    for (const name of importsOf(file)) {
      const next = fileOf(name, file);
      if (next !== undefined) waiting.push(next);
      else if (!name.startsWith('node:')) closure.packages.add(packageOf(name));
    }
  }
  return closure;
}

describe('the image', () => {
  const { files, packages } = closureOf([...entries, 'workflows/index.ts']);

  it('holds every source that its programs load', () => {
    expect(files.size).toBeGreaterThan(150);
    expect([...files].filter((file) => !copied.has(file))).toEqual([]);
  });

  it('installs every package that they load', () => {
    expect(packages).toContain('fastify');
    expect([...packages].filter((name) => !installed.has(name))).toEqual([]);
  });

  it('holds what they read beside the sources', () => {
    expect(dockerfile).toMatch(/^COPY db db$/m);
    expect(dockerfile).toMatch(/^COPY docs\/problems docs\/problems$/m);
    expect(dockerfile).toMatch(/^COPY --from=front \S*\/web\/dist web\/dist$/m);
  });

  it('copies nothing that is not there, and nothing that .dockerignore keeps out', () => {
    const letIn = new Set([...textOf('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name]) => name));
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, each = '']) =>
      each.split(' '),
    );
    const isCopied = (source: string) =>
      existsSync(pathOf(source)) && (letIn.has(source) || letIn.has(source.split('/')[0]));
    expect(sources.filter((source) => !isCopied(source))).toEqual([]);
  });

  it('is built on a pinned Node of the version that the project runs on, and does not run as root', () => {
    expect(/^FROM (\S+) AS base$/m.exec(dockerfile)?.[1]).toMatch(
      new RegExp(`^node:${textOf('.nvmrc').trim()}\\.\\d+\\.\\d+-\\w+-slim$`),
    );
    expect(dockerfile.match(/^FROM (?!base )/gm)).toHaveLength(1);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});
