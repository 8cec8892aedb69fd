import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { dayName, monthName } from '#web/format/time.ts';
import { locale } from '#web/i18n/locale.ts';
import { monthOf, weeksOf } from './month.ts';
import type { Month } from './month.ts';
import { movedDay } from './month-keys.ts';

/** What a cell needs beside what it shows. */
export interface DayPlace {
  date: string;
  /** The one day that is in the tab order. */
  tabbable: boolean;
  onMove: (event: KeyboardEvent) => void;
}

interface MonthTableProps {
  month: Month;
  tabStop: string | undefined;
  isShown: (month: Month) => boolean;
  onMonth: (month: Month) => void;
  multiselectable?: boolean;
  /** The button of a day; it carries `data-date`. */
  day: (place: DayPlace) => JSX.Element;
}

/** The weeks of a month as a grid: arrow keys move from day to day, Page keys turn the month. */
export function MonthTable({ month, tabStop, isShown, onMonth, multiselectable, day }: MonthTableProps) {
  const grid = useRef<HTMLTableElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  const focusDay = (date: string) =>
    grid.current?.querySelector<HTMLElement>(`[data-date="${date}"]`)?.focus();
  useEffect(() => {
    if (wanted.current !== undefined) focusDay(wanted.current);
    wanted.current = undefined;
  }, [month]);
  const move = (event: KeyboardEvent, from: string) => {
    const to = movedDay(event.key, from, document.documentElement.dir === 'rtl');
    if (to === undefined || !isShown(monthOf(to))) return;
    event.preventDefault();
    if (monthOf(to) === month) focusDay(to);
    else {
      wanted.current = to;
      onMonth(monthOf(to));
    }
  };
  return (
    <table ref={grid} role="grid" aria-label={monthName(month)} aria-multiselectable={multiselectable}>
      <thead>
        <tr>
          {(weeksOf(month)[0] ?? []).map((date) => (
            <th key={date} scope="col" abbr={dayName(date)}>
              {/* Arabic has no short names for days; its calendars show one letter. */}
              {dayName(date, locale.value === 'ar' ? 'narrow' : 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <td key={date}>
                {monthOf(date) === month &&
                  day({ date, tabbable: date === tabStop, onMove: (event) => move(event, date) })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
