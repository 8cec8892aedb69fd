import { useEffect, useRef } from 'preact/hooks';
import { commonWords } from '#web/i18n/common.ts';
import { Notice } from './notice.tsx';

/** By the id of the control: what is wrong with it, in words. */
export type Faults = Readonly<Record<string, string>>;

/** All that is wrong with a form, above it, each with the way to its control. Takes the focus when it appears. */
export function FaultSummary({ faults }: { faults: Faults }) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(faults);
  const shown = entries.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [faults]);
  if (!shown) return null;
  return (
    <div ref={box} tabIndex={-1} role="group" class="fault-summary">
      <Notice tone="bad" icon="warning">
        <strong>{commonWords().failed.summary(entries.length)}</strong>
        <ul>
          {entries.map(([id, text]) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
