import { datesWords } from '#web/i18n/dates.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { FaultText } from '#web/parts/field.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { nextWindow, windowFaults, windowsMax } from './week.ts';
import type { TimeWindow } from './week.ts';
import { WindowRow } from './window-row.tsx';

interface RuleWindowsProps {
  label: string;
  windows: readonly TimeWindow[];
  fault: string | undefined;
  onChange: (windows: readonly TimeWindow[]) => void;
}

/** The hours of a rule: the same on each of its dates. */
export function RuleWindows({ label, windows, fault, onChange }: RuleWindowsProps) {
  const faults = windowFaults(windows);
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {windows.map((window, index) => (
        <WindowRow
          key={index}
          id={`rule-window-${index}`}
          owner={datesWords().rule.windowLabel}
          number={index + 1}
          window={window}
          fault={faults[index]}
          onChange={(changed) => onChange(windows.map((known, at) => (at === index ? changed : known)))}
          onRemove={() => onChange(windows.filter((_, at) => at !== index))}
        />
      ))}
      <FaultText id="rule-window-0" fault={fault} />
      {windows.length < windowsMax && (
        <div>
          <Button look="quiet" onPress={() => onChange([...windows, nextWindow(windows)])}>
            <Icon name="plus" />
            {hoursWords().week.add}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
