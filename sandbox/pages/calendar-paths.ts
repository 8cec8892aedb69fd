import type { CalendarAccount } from '#sandbox/calendars/records.ts';

/** The page of one account; `week` is a date in the week that it shows. */
export function calendarsPath(account: CalendarAccount, more: Record<string, string> = {}): string {
  return `/calendars?${new URLSearchParams({ account: account.id, ...more }).toString()}`;
}
