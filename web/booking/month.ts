import { addDays, mondayOf } from '#domain/local-date.ts';

/** `2026-11` */
export type Month = string;

const WEEKS_MAX = 6;

export function monthOf(date: string): Month {
  return date.slice(0, 7);
}

export function addMonths(month: Month, n: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + n;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function firstDayOf(month: Month): string {
  return `${month}-01`;
}

export function lastDayOf(month: Month): string {
  return addDays(firstDayOf(addMonths(month, 1)), -1);
}

/** The weeks that show the month, each from Monday to Sunday; days of its neighbours fill the first and the last. */
export function weeksOf(month: Month): string[][] {
  const weeks: string[][] = [];
  const last = lastDayOf(month);
  for (
    let monday = mondayOf(firstDayOf(month));
    monday <= last && weeks.length < WEEKS_MAX;
    monday = addDays(monday, 7)
  ) {
    const start = monday;
    weeks.push(Array.from({ length: 7 }, (_, day) => addDays(start, day)));
  }
  return weeks;
}

/**
 * The lawyer's dates to ask for so that every slot of the client's month is among the answers: the two can be a day
 * apart on either side.
 */
export function slotRange(month: Month): { startDate: string; endDate: string } {
  return { startDate: addDays(firstDayOf(month), -1), endDate: addDays(lastDayOf(month), 1) };
}
