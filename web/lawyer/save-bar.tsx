import { useEffect } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import type { Count } from './use-preview.ts';

interface SaveBarProps {
  isDirty: boolean;
  hasFaults: boolean;
  busy: boolean;
  /** What clients would see; beside the page where there is room, here where there is not. */
  count?: Count;
  onSave: () => void;
  onDiscard: () => void;
}

/** Whether everything is saved, and the way to save it; it stays in view at the foot of the page. */
export function SaveBar({ isDirty, hasFaults, busy, count, onSave, onDiscard }: SaveBarProps) {
  const words = hoursWords().saving;
  useLeaveGuard(isDirty);
  return (
    <div class="save-bar">
      <p role="status" class={isDirty ? 'save-state' : 'save-state done'}>
        {!isDirty && <Icon name="check" />}
        {hasFaults ? words.mend : isDirty ? words.unsaved : words.allSaved}
      </p>
      {count && <ShortCount count={count} />}
      {isDirty && (
        <Button look="quiet" disabled={busy} onPress={onDiscard}>
          {words.discard}
        </Button>
      )}
      <Button look="primary" busy={busy} disabled={!isDirty || hasFaults} onPress={onSave}>
        {words.save}
      </Button>
    </div>
  );
}

/** For phones, where the count itself is far below. Not read out: that is done where it stands in full. */
function ShortCount({ count: { counted } }: { count: Count }) {
  const words = hoursWords().preview;
  const preview = counted.query.data.value;
  if (!preview) return null;
  return (
    <p class="short-count" aria-hidden="true">
      {counted.isBehind ? words.waiting : words.short(preview.total)}
    </p>
  );
}

/** The browser asks before it closes a page that is not saved; a link within the site is asked about here. */
function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="/"]') : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute('download')) return;
      if (globalThis.confirm(hoursWords().saving.leave)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isDirty]);
}
