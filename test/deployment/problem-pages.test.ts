import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { problems } from '#domain/problem.ts';

const folder = fileURLToPath(new URL('../../docs/problems/', import.meta.url));

describe('the pages that problem answers point to', () => {
  it('are there for every code, and for nothing else', () => {
    const pages = readdirSync(folder).toSorted();
    expect(pages).toEqual(
      Object.keys(problems)
        .map((code) => `${code}.md`)
        .toSorted(),
    );
  });

  it.each(Object.entries(problems))('%s: begins with the code, the status and the title', (code, problem) => {
    const page = readFileSync(`${folder}${code}.md`, 'utf8');
    expect(page.startsWith(`# ${code}\n\n\`${problem.status}\` · ${problem.title}\n`)).toBe(true);
    expect(page).toContain('**What to do.**');
  });
});
