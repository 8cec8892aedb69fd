import type { Availability } from '#web/requests/own-hours.ts';
import type { HolidayRow } from './holiday-list.ts';

/** The holidays that were imported for the year: what saving the list takes away. */
export function keptHolidays({ overrides }: Availability, year: number): HolidayRow[] {
  return overrides
    .filter((override) => override.importedYear === year)
    .map(({ startDate, endDate, name = '' }) => ({ startDate, endDate, name }))
    .toSorted((a, b) => a.startDate.localeCompare(b.startDate));
}

export type RowFault = 'dates' | 'order' | 'year' | undefined;

/** What is wrong with each row; one that is wholly empty is left out and has no fault. */
export function rowFaults(rows: readonly HolidayRow[], year: number): RowFault[] {
  return rows.map((row) => {
    if (isBlank(row)) return undefined;
    const { startDate, endDate } = row;
    if (startDate === '' || endDate === '') return 'dates';
    if (endDate < startDate) return 'order';
    return startDate.startsWith(`${year}-`) ? undefined : 'year';
  });
}

/** As they are saved: without the empty ones, and each with a name. */
export function filledRows(rows: readonly HolidayRow[], nameless: string): HolidayRow[] {
  return rows
    .filter((row) => !isBlank(row))
    .map(({ name, ...dates }) => ({ ...dates, name: name.trim() === '' ? nameless : name.trim() }));
}

function isBlank({ startDate, endDate, name }: HolidayRow): boolean {
  return startDate === '' && endDate === '' && name.trim() === '';
}
