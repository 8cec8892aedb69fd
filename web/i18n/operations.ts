import { operations } from './en/operations.ts';
import { words } from './locale.ts';

export const operationsWords = words(operations, async () => (await import('./ar/operations.ts')).operations);
