import type { CalendarAccount } from '#sandbox/calendars/records.ts';

/** The page of one account, below the list of accounts that a phone shows first; `week` is a date in the week to show. */
export function calendarsPath(account: CalendarAccount, more: Record<string, string> = {}): string {
  return `/calendars?${new URLSearchParams({ account: account.id, ...more }).toString()}#account`;
}
