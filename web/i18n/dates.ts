import { dates } from './en/dates.ts';
import { words } from './locale.ts';

export const datesWords = words(dates, async () => (await import('./ar/dates.ts')).dates);
