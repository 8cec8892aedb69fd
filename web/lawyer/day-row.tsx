import { useState } from 'preact/hooks';
import { weekdayName } from '#web/format/weekday.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Icon } from '#web/parts/icon.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { nextWindow, windowFaults, windowsMax } from './week.ts';
import type { TimeWindow } from './week.ts';
import { WindowRow } from './window-row.tsx';

interface DayRowProps {
  /** Tells the ids of two weeks on one page apart. */
  weekId: string;
  day: number;
  windows: readonly TimeWindow[];
  onChange: (windows: readonly TimeWindow[]) => void;
  onCopy: (to: readonly number[]) => void;
}

/** One weekday: open or closed, its windows, and the way to give other days the same. */
export function DayRow({ weekId, day, windows, onChange, onCopy }: DayRowProps) {
  const words = hoursWords().week;
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
            id={`${weekId}-${day}-${index}`}
            owner={name}
            number={index + 1}
            window={window}
            fault={faults[index]}
            onChange={(changed) => onChange(windows.map((known, at) => (at === index ? changed : known)))}
            onRemove={() => onChange(windows.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      {windows.length > 0 && (
        <DayTools
          day={day}
          isFull={windows.length >= windowsMax}
          onAdd={() => onChange([...windows, nextWindow(windows)])}
          onCopy={onCopy}
        />
      )}
    </li>
  );
}

interface DayToolsProps {
  day: number;
  isFull: boolean;
  onAdd: () => void;
  onCopy: DayRowProps['onCopy'];
}

function DayTools({ day, isFull, onAdd, onCopy }: DayToolsProps) {
  const words = hoursWords().week;
  const [copying, setCopying] = useState(false);
  return (
    <div class="day-tools">
      {!isFull && (
        <button type="button" class="button quiet" onClick={onAdd}>
          <Icon name="plus" />
          {words.add}
          <span class="hidden-visually"> {weekdayName(day)}</span>
        </button>
      )}
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
