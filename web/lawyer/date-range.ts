import { addDays, dayOf } from '#domain/local-date.ts';

/** Dates from the first to the last, both included. */
export interface DateRange {
  startDate: string;
  endDate: string;
}

/** A first pick is one day; the next one makes it a range, in whichever direction; the one after begins anew. */
export function picked(range: DateRange | undefined, date: string): DateRange {
  if (!range || range.startDate !== range.endDate) return { startDate: date, endDate: date };
  const { startDate: first } = range;
  return date < first ? { startDate: date, endDate: first } : { startDate: first, endDate: date };
}

export function isWithin({ startDate, endDate }: DateRange, date: string): boolean {
  return startDate <= date && date <= endDate;
}

export function dayCount({ startDate, endDate }: DateRange): number {
  return dayOf(endDate) - dayOf(startDate) + 1;
}

/** No rule is longer than a year at once. */
export function isTooLong({ startDate, endDate }: DateRange): boolean {
  return addDays(startDate, 366) < endDate;
}
