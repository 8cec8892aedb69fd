import { useState } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import { say } from '#web/parts/toast.tsx';
import type { Availability, AvailabilityChange, VersionedAvailability } from '#web/requests/own-hours.ts';
import { useChange } from './use-change.ts';
import type { Changing } from './use-change.ts';

export interface Drafting<Draft> {
  changing: Changing;
  draft: Draft;
  change: (changed: Partial<Draft>) => void;
  /** What of it is not saved. */
  unsaved: AvailabilityChange;
  isDirty: boolean;
  save: () => Promise<void>;
  /** Goes on from what holds. */
  settle: (availability: Availability) => void;
}

interface DraftRules<Draft> {
  draftOf: (availability: Availability) => Draft;
  /** Only what differs from what holds. */
  changeOf: (draft: Draft, current: Availability) => AvailabilityChange;
}

/** A part of the hours as a draft, that is edited at leisure and saved as one. */
export function useDraft<Draft extends object>(
  lawyerId: string,
  loaded: VersionedAvailability,
  { draftOf, changeOf }: DraftRules<Draft>,
): Drafting<Draft> {
  const changing = useChange(lawyerId, loaded);
  const [draft, setDraft] = useState(() => draftOf(loaded.availability));
  const unsaved = changeOf(draft, changing.held.availability);
  const settle = (availability: Availability) => setDraft(draftOf(availability));
  const save = async () => {
    const saved = await changing.send((current) => changeOf(draft, current));
    if (!saved) return;
    say(hoursWords().saving.saved);
    // What was typed while it was being saved stays, and is still to be saved.
    setDraft((now) => (now === draft ? draftOf(saved) : now));
  };
  return {
    changing,
    draft,
    change: (changed) => setDraft((before) => ({ ...before, ...changed })),
    unsaved,
    isDirty: Object.keys(unsaved).length > 0,
    save,
    settle,
  };
}
