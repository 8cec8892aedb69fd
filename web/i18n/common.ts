import { words } from './locale.ts';
import { common } from './en/common.ts';

/** The words that every page may need, in the language of the page. */
export const commonWords = words(common, async () => (await import('./ar/common.ts')).common);

/** A word by a value that the api may add to one day; the value itself, made readable, until the word exists. */
export function wordFor(dictionary: Readonly<Record<string, string>>, value: string): string {
  return dictionary[value] ?? value.replaceAll('_', ' ');
}
