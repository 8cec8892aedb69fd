import { useState } from 'preact/hooks';
import { commonWords } from '#web/i18n/common.ts';
import { Icon } from './icon.tsx';
import { say } from './toast.tsx';

/** Puts a text on the clipboard. A browser may forbid that: then it says how to do it by hand. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const words = commonWords().copying;
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      say(words.done);
    } catch {
      say(words.byHand);
    }
  };
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <Icon name={done ? 'check' : 'copy'} />
      {label ?? words.copy}
    </button>
  );
}
