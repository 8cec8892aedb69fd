import { longDate, monthName } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { Icon } from '#web/parts/icon.tsx';
import { addMonths, monthOf } from './month.ts';
import type { Month } from './month.ts';
import { MonthTable } from './month-table.tsx';

interface MonthGridProps {
  month: Month;
  /** How many times are free on each date. */
  free: ReadonlyMap<string, number>;
  loading: boolean;
  selected: string | undefined;
  today: string;
  firstMonth: Month;
  lastMonth: Month;
  onPick: (date: string) => void;
  onMonth: (month: Month) => void;
}

/**
 * One month as a grid: one day is in the tab order, arrow keys move, Page keys turn the month. Days without free times
 * can be reached but not picked, so that a reader hears why.
 */
export function MonthGrid(props: MonthGridProps) {
  const { month, firstMonth, lastMonth, loading, onMonth } = props;
  return (
    <div class="month" aria-busy={loading}>
      <MonthHead {...props} />
      <MonthTable
        month={month}
        tabStop={tabStop(props)}
        isShown={(other) => firstMonth <= other && other <= lastMonth}
        onMonth={onMonth}
        day={(place) => <Day {...props} {...place} />}
      />
    </div>
  );
}

function MonthHead({ month, firstMonth, lastMonth, onMonth }: MonthGridProps) {
  const { time } = bookingWords();
  return (
    <div class="month-head">
      <button
        type="button"
        class="icon-button"
        aria-label={time.previousMonth}
        disabled={month <= firstMonth}
        onClick={() => onMonth(addMonths(month, -1))}
      >
        <Icon name="backward" />
      </button>
      <h3 aria-live="polite">{monthName(month)}</h3>
      <button
        type="button"
        class="icon-button"
        aria-label={time.nextMonth}
        disabled={month >= lastMonth}
        onClick={() => onMonth(addMonths(month, 1))}
      >
        <Icon name="forward" />
      </button>
    </div>
  );
}

function Day({
  date,
  free,
  selected,
  today,
  tabbable,
  onPick,
  onMove,
}: MonthGridProps & { date: string; tabbable: boolean; onMove: (event: KeyboardEvent) => void }) {
  const { time } = bookingWords();
  const count = free.get(date) ?? 0;
  const name = longDate(`${date}T12:00:00Z`, 'UTC');
  return (
    <button
      type="button"
      class={count > 0 ? 'day free' : 'day'}
      data-date={date}
      tabIndex={tabbable ? 0 : -1}
      aria-pressed={date === selected}
      aria-disabled={count === 0}
      aria-label={`${name}, ${count > 0 ? time.free(count) : time.noneFree}`}
      {...(date === today ? { 'aria-current': 'date' as const, title: commonWords().today } : {})}
      onClick={() => count > 0 && onPick(date)}
      onKeyDown={onMove}
    >
      {Number(date.slice(8))}
    </button>
  );
}

/** The chosen day, else the first free one, else the first of the month. */
function tabStop({ month, selected, free }: MonthGridProps): string {
  if (selected !== undefined && monthOf(selected) === month) return selected;
  const first = [...free.keys()].filter((date) => monthOf(date) === month).toSorted()[0];
  return first ?? `${month}-01`;
}
