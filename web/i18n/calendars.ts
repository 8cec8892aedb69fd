import { calendars } from './en/calendars.ts';
import { words } from './locale.ts';

export const calendarWords = words(calendars, async () => (await import('./ar/calendars.ts')).calendars);
