import type { VersionedAvailability } from '#web/requests/own-hours.ts';
import { BookingRules } from './booking-rules.tsx';
import { Outcome } from './outcome.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { Reminders } from './reminders.tsx';
import { rulesChangeOf, rulesDraftOf } from './rules-draft.ts';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useCount } from './use-preview.ts';

/** How a lawyer is booked, as one draft, with what clients would see beside it. */
export function RulesEditor({ lawyerId, loaded }: { lawyerId: string; loaded: VersionedAvailability }) {
  const drafting = useDraft(lawyerId, loaded, { draftOf: rulesDraftOf, changeOf: rulesChangeOf });
  const { changing, draft, change, unsaved, isDirty, save, settle } = drafting;
  const { held } = changing;
  const count = useCount(lawyerId, { change: unsaved, version: held.version });
  return (
    <div class="editor-columns">
      <div class="stack">
        <Outcome changing={changing} onSettled={settle} />
        <BookingRules draft={draft} onChange={change} />
        <Reminders
          reminders={draft.reminderMinutes}
          onChange={(reminderMinutes) => change({ reminderMinutes })}
        />
      </div>
      <PreviewPanel count={count} />
      <SaveBar
        isDirty={isDirty}
        hasFaults={false}
        busy={changing.busy}
        count={count}
        onSave={() => void save()}
        onDiscard={() => settle(held.availability)}
      />
    </div>
  );
}
