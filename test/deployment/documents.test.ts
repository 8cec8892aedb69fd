import { existsSync, globSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathOf, textOf } from './compose-file.ts';

const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: pathOf('') }).toSorted();
const scripts: unknown = JSON.parse(textOf('package.json')).scripts;

/** As it is read: without what stands in code, where a bracket is no link and a hash no heading. */
function proseOf(path: string): string {
  return textOf(path).replaceAll(/^```.*?^```/gms, '');
}

function anchorsIn(path: string): Set<string> {
  const headings = proseOf(path).matchAll(/^#+ (.+)$/gm);
  return new Set([...headings].map(([, heading = '']) => anchorOf(heading)));
}

/** How a heading becomes an anchor on the usual forges. */
function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '');
  return words.trim().replaceAll(' ', '-');
}

function isBroken(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : posix.join(dirname(document), path);
  if (!existsSync(pathOf(target))) return true;
  return anchor !== undefined && !anchorsIn(target).has(anchor);
}

describe('the documents', () => {
  it.each(documents)('%s: every link leads somewhere', (document) => {
    const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const own = links.filter((link) => !/^https?:/.test(link));
    expect(own.filter((link) => isBroken(document, link))).toEqual([]);
  });

  it.each(documents)('%s: every npm script that it names is there', (document) => {
    const named = [...textOf(document).matchAll(/npm (?:run )?((?<=run )[\w:-]+|start|test)/g)];
    expect(
      named.map(([, name]) => name).filter((name) => !Object.hasOwn(Object(scripts), name ?? '')),
    ).toEqual([]);
  });

  it('name every folder of sources in the README', () => {
    const folders = globSync('*/**/*.{ts,tsx,sql,sh}', {
      cwd: pathOf(''),
      exclude: ['node_modules/**', '.*/**', 'web/dist/**'],
    }).map((file) => file.split('/')[0] ?? '');
    const readme = textOf('README.md');
    expect([...new Set(folders)].filter((folder) => !readme.includes(`\`${folder}/\``))).toEqual([]);
  });
});

describe('the decisions', () => {
  const pages = globSync('docs/decisions/2*.md', { cwd: pathOf('') });

  it.each(pages)(
    '%s: says what was decided, why, what was rejected, what it costs and when to think again',
    (page) => {
      const text = textOf(page);
      const parts = ['**Decision.**', '**Why.**', '**Rejected.**', '**Costs.**', '**Revisit when**'];
      const places = parts.map((part) => text.indexOf(part));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places).not.toContain(-1);
      expect(text.split('\n').length).toBeLessThanOrEqual(60);
    },
  );

  it('are all listed', () => {
    const index = textOf('docs/decisions/README.md');
    expect(pages.filter((page) => !index.includes(`(${posix.basename(page)})`))).toEqual([]);
  });
});
