import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { isLocalDate } from '#domain/local-date.ts';
import { monthOf } from '#web/booking/month.ts';
import { localDate } from '#web/format/time.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { later } from '#web/parts/later.tsx';
import { say } from '#web/parts/toast.tsx';
import type { VersionedAvailability } from '#web/requests/own-hours.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { serverNow } from '#web/state/clock.ts';
import { dateEntriesOf } from './date-entries.ts';
import type { DateEntry } from './date-entries.ts';
import { DateList } from './date-list.tsx';
import { picked } from './date-range.ts';
import type { DateRange } from './date-range.ts';
import { createDateStates } from './date-state.ts';
import { DatesLegend } from './dates-legend.tsx';
import { datesText, named } from './hours-text.ts';
import { Outcome } from './outcome.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { PickedDates } from './picked-dates.tsx';
import { blankEntry, editOf, entryKinds, entryOf } from './rule-entry.ts';
import type { RuleEntry } from './rule-entry.ts';
import { useChange } from './use-change.ts';
import type { Edit } from './use-change.ts';

/** Fetched when the first rule is written. */
const RuleDialog = later(async () => (await import('./rule-dialog.tsx')).RuleDialog);

interface BoardProps {
  lawyerId: string;
  loaded: VersionedAvailability;
  offers: readonly Offer[];
}

interface Removed {
  text: string;
  restore: Edit;
}

/** The calendar of a lawyer's dates and the list beside it. Each rule is saved by itself, and can be taken back. */
export function DatesBoard({ lawyerId, loaded, offers }: BoardProps) {
  const board = useBoard(lawyerId, loaded);
  const { changing, today, entry, setEntry } = board;
  const { availability } = changing.held;
  return (
    <div class="stack">
      {(entry === undefined || changing.stale) && (
        <Outcome changing={changing} onSettled={() => setEntry(undefined)} />
      )}
      <div class="dates-columns">
        <Calendar board={board} />
        <DateList
          entries={dateEntriesOf(availability)}
          today={today}
          busy={changing.busy}
          removed={board.removed?.text}
          onUndo={() => void board.undo()}
          onEdit={(chosen) => setEntry(entryOf(chosen, availability))}
          onRemove={(chosen) => void board.remove(chosen)}
        />
      </div>
      {entry && !changing.stale && (
        <RuleDialog
          lawyerId={lawyerId}
          initial={entry}
          changing={changing}
          offer={offers[0]}
          onClose={() => setEntry(undefined)}
          onSave={board.save}
        />
      )}
    </div>
  );
}

function Calendar({ board }: { board: Board }) {
  const { range, setRange, month, setMonth, today, setEntry } = board;
  const { availability } = board.changing.held;
  const stateOf = createDateStates(availability);
  return (
    <section class="card stack">
      <MonthCalendar
        month={month}
        today={today}
        stateOf={stateOf}
        range={range}
        onPick={(date) => setRange(picked(range, date))}
        onMonth={setMonth}
      />
      <PickedDates
        range={range}
        stateOf={stateOf}
        onAdd={() => setEntry(blankEntry(range, availability, 'blocked'))}
        onClear={() => setRange(undefined)}
      />
      <DatesLegend />
    </section>
  );
}

type Board = ReturnType<typeof useBoard>;

function useBoard(lawyerId: string, loaded: VersionedAvailability) {
  const changing = useChange(lawyerId, loaded);
  const { availability } = changing.held;
  const today = localDate(serverNow(), availability.timezone);
  const asked = useAsked();
  const [month, setMonth] = useState(monthOf(asked.range?.startDate ?? today));
  const [range, setRange] = useState<DateRange | undefined>(asked.range);
  const [entry, setEntry] = useState<RuleEntry | undefined>(
    asked.add && blankEntry(asked.range, availability, asked.add),
  );
  const [removed, setRemoved] = useState<Removed>();

  const save = async (saved: RuleEntry) => {
    if (!(await changing.send(editOf(saved)))) return;
    say(datesWords().list.added(datesText(saved)));
    setRange(undefined);
    setEntry(undefined);
    setRemoved(undefined);
    setMonth(monthOf(saved.startDate));
  };
  const remove = async ({ undoable, text, ...dates }: DateEntry) => {
    if (!undoable || !(await changing.send(undoable.remove))) return;
    setRemoved({ text: named(datesText(dates), text), restore: undoable.restore });
  };
  const undo = async () => {
    if (removed && (await changing.send(removed.restore))) setRemoved(undefined);
  };
  return { changing, today, month, setMonth, range, setRange, entry, setEntry, removed, save, remove, undo };
}

/** What another page sent the lawyer here for: a date to look at, or a kind of rule to add. */
function useAsked() {
  const { date = '', add = '' } = useLocation().query;
  const isDate = isLocalDate(date);
  return {
    range: isDate ? { startDate: date, endDate: date } : undefined,
    add: entryKinds.find((kind) => kind === add),
  };
}
