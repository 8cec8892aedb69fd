import type { DateRange } from './availability.ts';
import { isLocalDate } from './local-date.ts';
import type { Fault } from './problem.ts';

/** Dates that do not exist, and an end before the start. */
export function dateRangeFaults({ startDate, endDate }: DateRange, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if (!isLocalDate(startDate)) faults.push({ pointer: `${pointer}/startDate`, detail: 'Not a date' });
  if (!isLocalDate(endDate)) faults.push({ pointer: `${pointer}/endDate`, detail: 'Not a date' });
  if (faults.length === 0 && endDate < startDate) {
    faults.push({ pointer: `${pointer}/endDate`, detail: 'Lies before the start date' });
  }
  return faults;
}

/** Ranges that share a date with one that begins before them; `pointer` is the list's. */
export function sharedDateFaults(ranges: readonly DateRange[], pointer: string): Fault[] {
  let lastDate = '';
  return ranges
    .map(({ startDate, endDate }, index) => ({ startDate, endDate, index }))
    .toSorted((a, b) => compare(a.startDate, b.startDate))
    .flatMap(({ startDate, endDate, index }) => {
      const isShared = startDate <= lastDate;
      if (endDate > lastDate) lastDate = endDate;
      return isShared
        ? [{ pointer: `${pointer}/${index}`, detail: 'Shares dates with another of this list' }]
        : [];
    });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
