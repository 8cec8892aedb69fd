import { useState } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import { ProblemNotice } from '#web/parts/states.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import { say } from '#web/parts/toast.tsx';
import type { Availability, VersionedAvailability } from '#web/requests/own-hours.ts';
import { ConflictNotice } from './conflict-list.tsx';
import { draftHasFaults, hoursChangeOf, hoursDraftOf } from './hours-draft.ts';
import type { HoursDraft } from './hours-draft.ts';
import { zoneText } from './hours-text.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { SaveBar } from './save-bar.tsx';
import { StaleNotice } from './stale-notice.tsx';
import { TemporaryHoursCard } from './temporary-hours.tsx';
import { useChange } from './use-change.ts';
import { useCount } from './use-preview.ts';
import type { Changing } from './use-change.ts';
import { WeekEditor } from './week-editor.tsx';

interface EditorProps {
  lawyerId: string;
  loaded: VersionedAvailability;
  wanted: { startDate: string; endDate: string } | undefined;
}

/** The week and the weeks that hold for a time, as one draft, saved as one, with what clients would see beside it. */
export function HoursEditor({ lawyerId, loaded, wanted }: EditorProps) {
  const changing = useChange(lawyerId, loaded);
  const { held } = changing;
  const [draft, setDraft] = useState<HoursDraft>(() => hoursDraftOf(held.availability));
  const edit = (current: Availability) => hoursChangeOf(draft, current);
  const hasFaults = draftHasFaults(draft);
  const count = useCount(lawyerId, {
    change: hasFaults ? null : edit(held.availability),
    version: held.version,
  });
  const isDirty = Object.keys(edit(held.availability)).length > 0;
  const settle = (availability: Availability) => setDraft(hoursDraftOf(availability));
  return (
    <div class="editor-columns">
      <div class="stack">
        <Outcome changing={changing} onTheirs={settle} />
        <section class="card stack">
          <div class="stack tight">
            <h2>{hoursWords().week.title}</h2>
            <p class="soft">{hoursWords().week.zone(zoneText(held.availability.timezone))}</p>
          </div>
          <WeekEditor id="week" week={draft.week} onChange={(week) => setDraft({ ...draft, week })} />
          {draft.week.every((windows) => windows.length === 0) && <p>{hoursWords().week.none}</p>}
        </section>
        <TemporaryHoursCard
          key={held.version}
          draft={draft}
          wanted={held.version === loaded.version ? wanted : undefined}
          onChange={(temporary) => setDraft({ ...draft, temporary })}
        />
      </div>
      <PreviewPanel count={count} />
      <SaveBar
        isDirty={isDirty}
        hasFaults={hasFaults}
        busy={changing.busy}
        count={count}
        onSave={() => void changing.send(edit).then(saidSaved)}
        onDiscard={() => settle(held.availability)}
      />
    </div>
  );
}

export function saidSaved(isSaved: boolean): void {
  if (isSaved) say(hoursWords().saving.saved);
}

/** What came of the last change: a refusal, somebody else who was first, or consultations that no longer fit. */
export function Outcome({
  changing,
  onTheirs,
}: {
  changing: Changing;
  onTheirs: (availability: Availability) => void;
}) {
  const { held, problem, stale, conflicts, busy, keep, takeTheirs } = changing;
  return (
    <>
      {problem && (
        <Spotlight key={problem.code}>
          <ProblemNotice problem={problem} />
        </Spotlight>
      )}
      {stale && (
        <StaleNotice
          stale={stale}
          base={held.availability}
          busy={busy}
          onKeep={() => void keep().then(saidSaved)}
          onReload={() => {
            takeTheirs();
            onTheirs(stale.theirs.availability);
          }}
        />
      )}
      <ConflictNotice title={hoursWords().conflict.now(conflicts.length)} conflicts={conflicts} />
    </>
  );
}
