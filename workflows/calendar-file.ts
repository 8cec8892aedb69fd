import type { CalendarReading } from '#activities/contract.ts';

/** What the workflow of one calendar knows. */
export interface CalendarWatch {
  /** How often in a row reading has failed. */
  failures: number;
  renewChannelAt: number;
  last?: CalendarReading;
  lastAt?: number;
  /** When it was last read, in this run. */
  readAt?: number;
  nextAt?: number;
}

const standings: Readonly<Record<CalendarReading['outcome'], string>> = {
  read: 'read',
  failing: 'cannot be read just now',
  needs_reauth: 'has to be connected again by the lawyer',
  gone: 'gone',
};

/** What the Temporal UI shows of a calendar. */
export function calendarFile({ failures, last, readAt, nextAt }: CalendarWatch): string {
  const lines = [`## Calendar: ${standings[last?.outcome ?? 'read']}`];
  if (readAt !== undefined) lines.push(`- Last read: ${iso(readAt)}`);
  if (failures > 0) lines.push(`- Failed ${failures} times in a row: ${last?.failureCode ?? 'unknown'}`);
  if (nextAt !== undefined) lines.push(`- Waits for: the next reading, ${iso(nextAt)}`);
  lines.push('', 'An operator can send the Signal `calendarChanged` with `{}`: it is read at once.');
  return lines.join('\n');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
