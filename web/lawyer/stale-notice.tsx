import type { ComponentChildren } from 'preact';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import type { Availability } from '#web/requests/own-hours.ts';
import { differencesOf } from './differences.ts';
import type { Difference } from './differences.ts';
import type { Stale } from './use-change.ts';

interface StaleNoticeProps {
  stale: Stale;
  /** What this page started from. */
  base: Availability;
  busy: boolean;
  onKeep: () => void;
  onReload: () => void;
}

/** Somebody else was first: what they changed, and the choice between saving on top of it and giving in. */
export function StaleNotice({ stale, base, busy, onKeep, onReload }: StaleNoticeProps) {
  const theirs = differencesOf(base, stale.theirs.availability);
  const mine = new Set(Object.keys(stale.edit(base)));
  const isBoth = ({ field }: Difference) => mine.has(field);
  return (
    <StaleFrame title={hoursWords().stale.title} busy={busy} onKeep={onKeep} onReload={onReload}>
      <DifferenceList differences={theirs} isBoth={isBoth} />
    </StaleFrame>
  );
}

interface StaleFrameProps {
  title: string;
  busy: boolean;
  onKeep: () => void;
  onReload: () => void;
  children: ComponentChildren;
}

export function StaleFrame({ title, busy, onKeep, onReload, children }: StaleFrameProps) {
  const words = hoursWords().stale;
  return (
    <Spotlight>
      <Notice tone="warn" icon="warning" alert>
        <strong>{title}</strong>
        <p>{words.lead}</p>
        {children}
        <div class="row">
          <Button look="primary" busy={busy} onPress={onKeep} describedBy="keep-hint">
            {words.keep}
          </Button>
          <Button disabled={busy} onPress={onReload}>
            {words.reload}
          </Button>
        </div>
        <p id="keep-hint" class="small soft">
          {words.keepHint}
        </p>
      </Notice>
    </Spotlight>
  );
}

export function DifferenceList({
  differences,
  isBoth = () => false,
}: {
  differences: readonly Difference[];
  isBoth?: (difference: Difference) => boolean;
}) {
  const words = hoursWords().stale;
  if (differences.length === 0) return <p>{words.nothing}</p>;
  return (
    <ul class="differences">
      {differences.map((difference) => (
        <li key={`${difference.label} ${difference.before} ${difference.after}`}>
          <strong>{difference.label}</strong> <span>{changeText(difference)}</span>
          {isBoth(difference) && <span class="badge warn">{words.both}</span>}
        </li>
      ))}
    </ul>
  );
}

function changeText({ before, after }: Difference): string {
  const words = hoursWords().stale;
  if (before === '') return words.added(after);
  return after === '' ? words.removed(before) : words.from(before, after);
}
