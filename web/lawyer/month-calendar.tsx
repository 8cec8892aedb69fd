import { addMonths, monthOf } from '#web/booking/month.ts';
import type { Month } from '#web/booking/month.ts';
import { MonthTable } from '#web/booking/month-table.tsx';
import { monthName, plainDate } from '#web/format/time.ts';
import { commonWords } from '#web/i18n/common.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Icon } from '#web/parts/icon.tsx';
import { isWithin } from './date-range.ts';
import type { DateRange } from './date-range.ts';
import type { DateState } from './date-state.ts';
import { named, spanText, spansText, zoneText } from './hours-text.ts';

interface CalendarProps {
  month: Month;
  today: string;
  stateOf: (date: string) => DateState;
  range: DateRange | undefined;
  onPick: (date: string) => void;
  onMonth: (month: Month) => void;
}

/** How far the calendar turns: rules of the year before last help nobody, and nobody plans further. */
const MONTHS_BACK = 12;
const MONTHS_AHEAD = 24;

/** One month of a lawyer's dates. One day is in the tab order; arrow keys move, Page keys turn the month, Enter picks. */
export function MonthCalendar(props: CalendarProps) {
  const { month, today, range, onMonth } = props;
  return (
    <div class="dates-month">
      <CalendarHead {...props} />
      <MonthTable
        month={month}
        tabStop={tabStop(month, today, range)}
        isShown={(other) => isShown(other, today)}
        onMonth={onMonth}
        multiselectable
        day={(place) => <DateCell {...props} {...place} />}
      />
    </div>
  );
}

function isShown(month: Month, today: string): boolean {
  return month >= addMonths(monthOf(today), -MONTHS_BACK) && month <= addMonths(monthOf(today), MONTHS_AHEAD);
}

function CalendarHead({ month, today, onMonth }: CalendarProps) {
  const words = datesWords().calendar;
  const turn = (by: number, label: string, icon: 'backward' | 'forward') => (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-disabled={!isShown(addMonths(month, by), today)}
      onClick={() => isShown(addMonths(month, by), today) && onMonth(addMonths(month, by))}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="dates-head">
      <h2 aria-live="polite">{monthName(month)}</h2>
      {month !== monthOf(today) && (
        <button type="button" class="button quiet" onClick={() => onMonth(monthOf(today))}>
          {words.today}
        </button>
      )}
      <div>
        {turn(-1, words.previousMonth, 'backward')}
        {turn(1, words.nextMonth, 'forward')}
      </div>
    </div>
  );
}

interface CellProps extends CalendarProps {
  date: string;
  tabbable: boolean;
  onMove: (event: KeyboardEvent) => void;
}

function DateCell({ date, today, stateOf, range, tabbable, onPick, onMove }: CellProps) {
  const state = stateOf(date);
  const isPicked = range !== undefined && isWithin(range, date);
  const classes = ['date', state.kind, ...(isPicked ? ['picked'] : []), ...(date < today ? ['past'] : [])];
  return (
    <button
      type="button"
      class={classes.join(' ')}
      data-date={date}
      tabIndex={tabbable ? 0 : -1}
      aria-pressed={isPicked}
      {...(date === today ? { 'aria-current': 'date' as const, title: commonWords().today } : {})}
      onClick={() => onPick(date)}
      onKeyDown={onMove}
    >
      <span class="hidden-visually">{named(plainDate(date, 'long'), stateText(state))}</span>
      <span class="date-top" aria-hidden="true">
        <span class="date-number">{Number(date.slice(8))}</span>
        {state.travel && <Icon name="globe" />}
        {state.blocks.length > 0 && <span class="part-mark" />}
      </span>
      <span class="date-text" aria-hidden="true">
        {cellText(state)}
      </span>
    </button>
  );
}

/** What fits into a cell: the rule's name where it has one, else the hours. */
function cellText({ kind, name, windows }: DateState): string {
  if (name !== '' && kind !== 'temporary') return name;
  return windows.length === 0
    ? datesWords().calendar.kinds[kind === 'temporary' ? 'closed' : kind]
    : windows.map(spanText).join(' ');
}

/** Everything about a date in words. */
export function stateText({ kind, name, windows, blocks, travel }: DateState): string {
  const words = datesWords().calendar;
  const isOpen = windows.length > 0;
  return [
    words.kinds[kind],
    ...(name === '' ? [] : [name]),
    ...(isOpen ? [spansText(windows)] : []),
    ...blocks.map((block) => words.partialFrom(spanText(block))),
    ...(travel ? [words.travelIn(zoneText(travel.timezone))] : []),
  ].join(hoursWords().listComma);
}

/** Where the tab key arrives: the first picked day, else today, else the first of the month. */
function tabStop(month: Month, today: string, range: DateRange | undefined): string {
  if (range && monthOf(range.startDate) === month) return range.startDate;
  if (range && monthOf(range.endDate) === month) return range.endDate;
  return monthOf(today) === month ? today : `${month}-01`;
}
