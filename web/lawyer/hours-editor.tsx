import { useState } from 'preact/hooks';
import { dateAndTime } from '#web/format/time.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { Button } from '#web/parts/button.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { changeAvailability } from '#web/requests/availability.ts';
import type { Conflict, VersionedAvailability } from '#web/requests/availability.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { zone } from '#web/state/zone.ts';
import { BookingRules } from './booking-rules.tsx';
import { DateRules } from './date-rules.tsx';
import { DayRow } from './day-row.tsx';
import { changeOf, draftOf } from './hours-draft.ts';
import type { HoursDraft } from './hours-draft.ts';
import { copyDay, daysFromMonday, hasFaults, withDay } from './week.ts';
import type { Week } from './week.ts';

interface EditorProps {
  lawyerId: string;
  loaded: VersionedAvailability;
  onReload: () => void;
}

/** Weekly hours, dates and rules as one draft, saved as one, against the version that was read. */
export function HoursEditor({ lawyerId, loaded, onReload }: EditorProps) {
  const words = lawyerWords().hours;
  const { draft, change, save, busy, problem, conflicts } = useHours(lawyerId, loaded);
  return (
    <div class="stack">
      {problem && (
        <Spotlight key={problem.code}>
          {problem.code === 'version_conflict' ? (
            <Stale onReload={onReload} />
          ) : (
            <ProblemNotice problem={problem} />
          )}
        </Spotlight>
      )}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
      <WeekCard week={draft.week} onChange={(week) => change({ week })} />
      <DateRules rules={draft.overrides} onChange={(overrides) => change({ overrides })} />
      <BookingRules draft={draft} onChange={change} />
      <div class="form-actions save-bar">
        <Button look="primary large" busy={busy} disabled={hasFaults(draft.week)} onPress={() => void save()}>
          {words.save}
        </Button>
      </div>
    </div>
  );
}

function useHours(lawyerId: string, loaded: VersionedAvailability) {
  const [draft, setDraft] = useState<HoursDraft>(() => draftOf(loaded.availability));
  const [version, setVersion] = useState(loaded.version);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await changeAvailability(lawyerId, changeOf(draft), version);
      setDraft(draftOf(saved.availability));
      setVersion(saved.version);
      setConflicts(saved.conflicts);
      say(lawyerWords().hours.saved);
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const change = (changed: Partial<HoursDraft>) => setDraft((before) => ({ ...before, ...changed }));
  return { draft, change, save, busy, problem, conflicts };
}

function WeekCard({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  return (
    <section class="card stack">
      <h2>{lawyerWords().hours.week}</h2>
      <ul class="week">
        {daysFromMonday.map((day) => (
          <DayRow
            key={day}
            day={day}
            windows={week[day] ?? []}
            onChange={(windows) => onChange(withDay(week, day, windows))}
            onCopy={(to) => onChange(copyDay(week, day, to))}
          />
        ))}
      </ul>
    </section>
  );
}

function Stale({ onReload }: { onReload: () => void }) {
  const words = lawyerWords().hours;
  return (
    <Notice tone="warn" icon="warning" alert>
      <strong>{words.stale}</strong>
      <div>
        <Button onPress={onReload}>{words.reload}</Button>
      </div>
    </Notice>
  );
}

function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  return (
    <Notice tone="warn" icon="calendar" alert>
      <strong>{lawyerWords().hours.conflicts(conflicts.length)}</strong>
      <ul>
        {conflicts.map(({ id, consultationNumber, scheduledAt }) => (
          <li key={id}>
            <a href={`/consultations/${id}`}>
              {dateAndTime(scheduledAt, zone.value)} · <bdi>{consultationNumber}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
