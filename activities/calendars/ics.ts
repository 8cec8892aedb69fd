import { fetchPublicText } from './guarded-fetch.ts';
import type { FetchRules } from './guarded-fetch.ts';
import { readApart } from './ics-reader.ts';
import type { ReadableCalendar } from './provider.ts';

/** A calendar behind a private address, as iCloud, Google and Outlook give out. It can be read and not written. */
export function openIcs(address: string, rules: FetchRules): ReadableCalendar {
  return {
    async read(span) {
      const text = await fetchPublicText(address, rules);
      return { busy: await readApart({ text, span }), own: [] };
    },
  };
}
