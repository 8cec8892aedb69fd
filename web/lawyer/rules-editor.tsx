import { useState } from 'preact/hooks';
import type { Availability, VersionedAvailability } from '#web/requests/own-hours.ts';
import { BookingRules } from './booking-rules.tsx';
import { Outcome, saidSaved } from './outcome.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { Reminders } from './reminders.tsx';
import { rulesChangeOf, rulesDraftOf } from './rules-draft.ts';
import type { RulesDraft } from './rules-draft.ts';
import { SaveBar } from './save-bar.tsx';
import { useChange } from './use-change.ts';
import { useCount } from './use-preview.ts';

/** How a lawyer is booked, as one draft, with what clients would see beside it. */
export function RulesEditor({ lawyerId, loaded }: { lawyerId: string; loaded: VersionedAvailability }) {
  const changing = useChange(lawyerId, loaded);
  const { held } = changing;
  const [draft, setDraft] = useState<RulesDraft>(() => rulesDraftOf(held.availability));
  const edit = (current: Availability) => rulesChangeOf(draft, current);
  const own = edit(held.availability);
  const count = useCount(lawyerId, { change: own, version: held.version });
  const settle = (availability: Availability) => setDraft(rulesDraftOf(availability));
  const change = (changed: Partial<RulesDraft>) => setDraft((before) => ({ ...before, ...changed }));
  return (
    <div class="editor-columns">
      <div class="stack">
        <Outcome changing={changing} onTheirs={settle} />
        <BookingRules draft={draft} onChange={change} />
        <Reminders
          reminders={draft.reminderMinutes}
          onChange={(reminderMinutes) => change({ reminderMinutes })}
        />
      </div>
      <PreviewPanel count={count} />
      <SaveBar
        isDirty={Object.keys(own).length > 0}
        hasFaults={false}
        busy={changing.busy}
        count={count}
        onSave={() => void changing.send(edit).then(saidSaved)}
        onDiscard={() => settle(held.availability)}
      />
    </div>
  );
}
