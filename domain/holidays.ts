import type { DateRange } from './availability.ts';
import { dateRangeFaults } from './date-range-faults.ts';
import { addDays } from './local-date.ts';
import type { Fault } from './problem.ts';

/** A public holiday, as it is imported: whole local dates. */
export interface Holiday extends DateRange {
  name: string;
}

/** No year has more; a longer list is another kind of calendar. */
export const holidaysMax = 100;
export const holidayNameMax = 80;

/** What is wrong with a list of holidays of that year, each with a pointer into the list, which stands at `pointer`. */
export function holidayFaults(holidays: readonly Holiday[], year: number, pointer: string): Fault[] {
  const crowd = holidays.length > holidaysMax ? [{ pointer, detail: `At most ${holidaysMax} holidays` }] : [];
  return [...crowd, ...holidays.flatMap((holiday, index) => faultsOf(holiday, year, `${pointer}/${index}`))];
}

function faultsOf(holiday: Holiday, year: number, pointer: string): Fault[] {
  const faults = dateRangeFaults(holiday, pointer);
  if (faults.length === 0) {
    for (const name of ['startDate', 'endDate'] as const) {
      const isOfYear = holiday[name].startsWith(`${year}-`);
      if (!isOfYear) faults.push({ pointer: `${pointer}/${name}`, detail: `Must lie in ${year}` });
    }
  }
  const length = holiday.name.trim().length;
  if (length === 0 || length > holidayNameMax) {
    faults.push({ pointer: `${pointer}/name`, detail: `Must have 1 to ${holidayNameMax} characters` });
  }
  return faults;
}

/**
 * The same holidays by date, each once: those of one name that share dates or follow each other become one, as calendars
 * list a feast of three days as three. Two names on one date stay two.
 */
export function mergeHolidays(holidays: readonly Holiday[]): Holiday[] {
  const merged: Holiday[] = [];
  const lastOf = new Map<string, Holiday>();
  for (const { startDate, endDate, name: given } of holidays.toSorted(byDate)) {
    const name = given.trim();
    const last = lastOf.get(name);
    if (last && startDate <= addDays(last.endDate, 1)) {
      if (endDate > last.endDate) last.endDate = endDate;
      continue;
    }
    const holiday = { startDate, endDate, name };
    lastOf.set(name, holiday);
    merged.push(holiday);
  }
  return merged;
}

function byDate(a: Holiday, b: Holiday): number {
  const key = ({ startDate, name }: Holiday) => `${startDate} ${name}`;
  const [first, second] = [key(a), key(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
