import { useState } from 'preact/hooks';
import { weekdayName } from '#web/format/weekday.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { Icon } from '#web/parts/icon.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { endsNextDay, nextWindow, windowFaults } from './week.ts';
import type { TimeWindow } from './week.ts';

interface DayRowProps {
  day: number;
  windows: readonly TimeWindow[];
  onChange: (windows: readonly TimeWindow[]) => void;
  onCopy: (to: readonly number[]) => void;
}

/** One weekday: open or closed, its windows, and the way to give other days the same. */
export function DayRow({ day, windows, onChange, onCopy }: DayRowProps) {
  const words = lawyerWords().hours;
  const name = weekdayName(day);
  const faults = windowFaults(windows);
  return (
    <li class="day-row">
      <label class="check">
        <input
          type="checkbox"
          aria-label={words.open(name)}
          checked={windows.length > 0}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? [nextWindow([])] : [])}
        />
        <strong>{name}</strong>
      </label>
      <div class="stack tight">
        {windows.length === 0 && <p class="soft day-closed">{words.closed}</p>}
        {windows.map((window, index) => (
          <WindowRow
            key={index}
            id={`window-${day}-${index}`}
            dayLabel={name}
            number={index + 1}
            window={window}
            fault={faults[index]}
            onChange={(changed) => onChange(windows.map((known, at) => (at === index ? changed : known)))}
            onRemove={() => onChange(windows.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      {windows.length > 0 && (
        <DayTools day={day} onAdd={() => onChange([...windows, nextWindow(windows)])} onCopy={onCopy} />
      )}
    </li>
  );
}

function DayTools({ day, onAdd, onCopy }: { day: number; onAdd: () => void; onCopy: DayRowProps['onCopy'] }) {
  const words = lawyerWords().hours;
  const [copying, setCopying] = useState(false);
  return (
    <div class="day-tools">
      <button type="button" class="button quiet" onClick={onAdd}>
        <Icon name="plus" />
        {words.add}
        <span class="hidden-visually"> {weekdayName(day)}</span>
      </button>
      <button type="button" class="button quiet" aria-haspopup="dialog" onClick={() => setCopying(true)}>
        <Icon name="copy" />
        {words.copy}
        <span class="hidden-visually"> {weekdayName(day)}</span>
      </button>
      {copying && (
        <CopyDialog
          day={day}
          onClose={() => setCopying(false)}
          onCopy={(to) => {
            onCopy(to);
            setCopying(false);
          }}
        />
      )}
    </div>
  );
}

interface WindowRowProps {
  id: string;
  dayLabel: string;
  number: number;
  window: TimeWindow;
  fault: 'incomplete' | 'empty' | 'overlap' | undefined;
  onChange: (window: TimeWindow) => void;
  onRemove: () => void;
}

function WindowRow({ id, dayLabel, number, window, fault, onChange, onRemove }: WindowRowProps) {
  const words = lawyerWords().hours;
  const shared = {
    class: 'input',
    type: 'time',
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-fault`,
  } as const;
  return (
    <div>
      <div class="window-row">
        <input
          id={id}
          {...shared}
          aria-label={words.from(dayLabel, number)}
          value={window.startTime}
          onInput={({ currentTarget }) => onChange({ ...window, startTime: currentTarget.value })}
        />
        <span aria-hidden="true">–</span>
        <input
          {...shared}
          aria-label={words.to(dayLabel, number)}
          value={window.endTime}
          onInput={({ currentTarget }) => onChange({ ...window, endTime: currentTarget.value })}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={words.remove(dayLabel, number)}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      </div>
      {endsNextDay(window) && <span class="badge warn">{words.nextDay}</span>}
      <p id={`${id}-fault`} class="window-fault" role="status">
        {fault !== undefined && words[fault]}
      </p>
    </div>
  );
}
