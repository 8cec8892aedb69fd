import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problems } from '#domain/problem.ts';
import { common } from './en/common.ts';
import { arabicPlural } from './plural.ts';

const areas = readdirSync(join(import.meta.dirname, 'en'));
const arabic = /[\u0600-\u06FF]/;
/** Words that are the same in both: names, and the other language's own name. */
const sameInBoth = /^(?:English|العربية|)$/;

/** Every text of a dictionary by its path; a function is asked for one with plain arguments. */
function textsOf(dictionary: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(dictionary)) {
    const at = `${path}/${key}`;
    if (typeof value === 'string') texts.set(at, value);
    else if (typeof value === 'function') texts.set(at, String(value(3, 4)));
    else for (const [inner, text] of textsOf(value, at)) texts.set(inner, text);
  }
  return texts;
}

async function dictionaryOf(language: 'en' | 'ar', area: string): Promise<object> {
  const module: Record<string, object> = await import(join(import.meta.dirname, language, area));
  const [dictionary] = Object.values(module);
  if (!dictionary) throw new Error(`${language}/${area} has no dictionary`);
  return dictionary;
}

describe.each(areas)('the words of %s', (area) => {
  it('exist in Arabic, every one', async () => {
    const english = textsOf(await dictionaryOf('en', area));
    const translated = textsOf(await dictionaryOf('ar', area));
    const missing = [...english.keys()].filter((key) => !translated.has(key));
    expect(missing).toEqual([]);
  });

  it('are Arabic in Arabic and not in English', async () => {
    const english = [...textsOf(await dictionaryOf('en', area))].filter(([, text]) => arabic.test(text));
    const translated = [...textsOf(await dictionaryOf('ar', area))].filter(([, text]) => !arabic.test(text));
    expect([...english, ...translated].filter(([, text]) => !sameInBoth.test(text))).toEqual([]);
  });
});

describe('the refusals of the api', () => {
  /** Faults of a program, not of a person: the front never causes them. */
  const unseen = new Set([
    'idempotency_key_required',
    'idempotency_key_reused',
    'method_not_allowed',
    'precondition_required',
  ]);

  it('all have words', () => {
    const spoken = Object.keys(problems).filter((code) => !unseen.has(code));
    expect(Object.keys(common.problems).toSorted()).toEqual(spoken.toSorted());
  });
});

describe('a number with a noun in Arabic', () => {
  const minutes = { one: 'دقيقة واحدة', two: 'دقيقتان', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' };
  it.each([
    [1, 'دقيقة واحدة'],
    [2, 'دقيقتان'],
    [3, '3 دقائق'],
    [10, '10 دقائق'],
    [11, '11 دقيقة'],
    [60, '60 دقيقة'],
    [100, '100 دقيقة'],
    [0, '0 دقيقة'],
  ])('%i', (n, text) => {
    expect(arabicPlural(n, minutes)).toBe(text);
  });
});
