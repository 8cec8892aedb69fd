import { useState } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import type { Availability, VersionedAvailability } from '#web/requests/own-hours.ts';
import { draftHasFaults, hoursChangeOf, hoursDraftOf } from './hours-draft.ts';
import type { HoursDraft } from './hours-draft.ts';
import { zoneText } from './hours-text.ts';
import { Outcome, saidSaved } from './outcome.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SaveBar } from './save-bar.tsx';
import { TemporaryHoursCard } from './temporary-hours.tsx';
import { useChange } from './use-change.ts';
import { useCount } from './use-preview.ts';
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
