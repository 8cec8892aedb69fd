import { datesWords } from '#web/i18n/dates.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Notice } from '#web/parts/notice.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import type { VersionedAvailability } from '#web/requests/own-hours.ts';
import { ConflictNotice } from './conflict-list.tsx';
import { HolidayChanges } from './holiday-changes.tsx';
import { keptHolidays, rowFaults } from './holiday-draft.ts';
import { holidayChanges } from './holiday-list.ts';
import { HolidaySource } from './holiday-source.tsx';
import { HolidayTable } from './holiday-table.tsx';
import { SaveBar } from './save-bar.tsx';
import { useHolidays } from './use-holidays.ts';

interface EditorProps {
  lawyerId: string;
  loaded: VersionedAvailability;
  year: number;
}

/** A year's public holidays: read in or typed, checked, compared with what is there, and saved in its place. */
export function HolidaysEditor({ lawyerId, loaded, year }: EditorProps) {
  const words = datesWords().holidays;
  const list = useHolidays(lawyerId, loaded, year);
  const { held, rows, filled, setRows, conflicts, isStale, problem } = list;
  const faults = rowFaults(rows, year);
  const changes = holidayChanges(keptHolidays(held.availability, year), filled);
  const save = async () => {
    if (await list.save()) say(words.saved);
  };
  return (
    <div class="stack">
      {problem && (
        <Spotlight key={problem.code}>
          <ProblemNotice problem={problem} />
        </Spotlight>
      )}
      {isStale && (
        <Spotlight>
          <Notice tone="warn" icon="warning" alert>
            <strong>{words.staleTitle}</strong>
            <p>{words.staleLead}</p>
          </Notice>
        </Spotlight>
      )}
      <ConflictNotice title={hoursWords().conflict.now(conflicts.length)} conflicts={conflicts} saved />
      <div class="holiday-columns">
        <HolidaySource year={year} onRead={setRows} />
        <div class="stack">
          <HolidayTable year={year} rows={rows} faults={faults} onChange={setRows} />
          <HolidayChanges changes={changes} />
        </div>
      </div>
      <SaveBar
        isDirty={changes.some(({ kind }) => kind !== 'same')}
        hasFaults={faults.some((fault) => fault !== undefined)}
        busy={list.busy}
        onSave={() => void save()}
        onDiscard={list.discard}
      />
    </div>
  );
}
