import { useEffect } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import type { VersionedAvailability } from '#web/requests/own-hours.ts';
import { draftHasFaults, hoursChangeOf, hoursDraftOf } from './hours-draft.ts';
import { zoneText } from './hours-text.ts';
import { Outcome } from './outcome.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SaveBar } from './save-bar.tsx';
import { TemporaryHoursCard } from './temporary-hours.tsx';
import { useDraft } from './use-draft.ts';
import { useCount } from './use-preview.ts';
import { WeekEditor } from './week-editor.tsx';

interface EditorProps {
  lawyerId: string;
  loaded: VersionedAvailability;
  wanted: { startDate: string; endDate: string } | undefined;
}

/** The week and the weeks that hold for a time, as one draft, saved as one, with what clients would see beside it. */
export function HoursEditor({ lawyerId, loaded, wanted }: EditorProps) {
  const drafting = useDraft(lawyerId, loaded, { draftOf: hoursDraftOf, changeOf: hoursChangeOf });
  const { changing, draft, change, unsaved, isDirty, save, settle } = drafting;
  const { held } = changing;
  const hasFaults = draftHasFaults(draft);
  useEffect(() => {
    // The browser looked for it before it was there.
    if (location.hash === '#temporary') document.getElementById('temporary')?.scrollIntoView();
  }, []);
  const count = useCount(lawyerId, { change: hasFaults ? null : unsaved, version: held.version });
  return (
    <div class="editor-columns">
      <div class="stack">
        <Outcome changing={changing} onSettled={settle} />
        <section class="card stack">
          <div class="stack tight">
            <h2>{hoursWords().week.title}</h2>
            <p class="soft">{hoursWords().week.zone(zoneText(held.availability.timezone))}</p>
          </div>
          <WeekEditor id="week" week={draft.week} onChange={(week) => change({ week })} />
          {draft.week.every((windows) => windows.length === 0) && <p>{hoursWords().week.none}</p>}
        </section>
        <TemporaryHoursCard
          key={held.version}
          draft={draft}
          wanted={held.version === loaded.version ? wanted : undefined}
          onChange={(temporary) => change({ temporary })}
        />
      </div>
      <PreviewPanel count={count} />
      <SaveBar
        isDirty={isDirty}
        hasFaults={hasFaults}
        busy={changing.busy}
        count={count}
        onSave={() => void save()}
        onDiscard={() => settle(held.availability)}
      />
    </div>
  );
}
