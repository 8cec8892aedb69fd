import { hours } from './en/hours.ts';
import { words } from './locale.ts';

export const hoursWords = words(hours, async () => (await import('./ar/hours.ts')).hours);
