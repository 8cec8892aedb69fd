import { hoursWords } from '#web/i18n/hours.ts';
import { Icon } from '#web/parts/icon.tsx';
import { endsAtMidnight, endsNextDay } from './week.ts';
import type { TimeWindow, WindowFault } from './week.ts';

interface WindowRowProps {
  id: string;
  /** What the window belongs to, in the names of its controls. */
  owner: string;
  number: number;
  window: TimeWindow;
  fault: WindowFault | undefined;
  onChange: (window: TimeWindow) => void;
  onRemove: () => void;
}

/** From and until, with what is wrong with them and what is easily overlooked: an end on the next day. */
export function WindowRow({ id, owner, number, window, fault, onChange, onRemove }: WindowRowProps) {
  const words = hoursWords().week;
  const shared = {
    class: 'input',
    type: 'time',
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-note`,
  } as const;
  return (
    <div>
      <div class="window-row">
        <input
          id={id}
          {...shared}
          aria-label={words.from(owner, number)}
          value={window.startTime}
          onInput={({ currentTarget }) => onChange({ ...window, startTime: currentTarget.value })}
        />
        <span aria-hidden="true">–</span>
        <input
          {...shared}
          aria-label={words.to(owner, number)}
          value={window.endTime}
          onInput={({ currentTarget }) => onChange({ ...window, endTime: currentTarget.value })}
        />
        <button type="button" class="icon-button" aria-label={words.remove(owner, number)} onClick={onRemove}>
          <Icon name="trash" />
        </button>
      </div>
      <p id={`${id}-note`} class={fault === undefined ? 'window-note' : 'window-note bad'} role="status">
        {fault === undefined ? endText(window) : words[fault]}
      </p>
    </div>
  );
}

function endText(window: TimeWindow): string | undefined {
  const words = hoursWords().week;
  if (endsNextDay(window)) return words.nextDay;
  return endsAtMidnight(window) ? words.endOfDay : undefined;
}
