import { entry } from './en/entry.ts';
import { words } from './locale.ts';

export const entryWords = words(entry, async () => (await import('./ar/entry.ts')).entry);
