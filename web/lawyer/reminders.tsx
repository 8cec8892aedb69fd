import { useState } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { lengthText } from './hours-text.ts';
import { reminderMinutesMax, remindersMax, withReminder } from './rules-draft.ts';

const usual = [15, 30, 60, 120, 180, 720, 1_440, 2_880, 10_080];
const unitMinutes = { minutes: 1, hours: 60, days: 1_440 } as const;
type Unit = keyof typeof unitMinutes;
const units = ['minutes', 'hours', 'days'] as const satisfies readonly Unit[];

interface RemindersProps {
  reminders: readonly number[];
  onChange: (reminders: readonly number[]) => void;
}

/** When both are reminded: several times before the start, each taken away or added in a word. */
export function Reminders({ reminders, onChange }: RemindersProps) {
  const words = hoursWords().rules;
  return (
    <section class="card stack">
      <div class="stack tight">
        <h2>{words.reminders}</h2>
        <p class="soft">{words.remindersLead}</p>
      </div>
      {reminders.length === 0 && <p>{words.noReminders}</p>}
      <ul class="tags">
        {reminders.map((minutes) => (
          <li key={minutes}>
            {words.before(lengthText(minutes))}
            <button
              type="button"
              class="icon-button"
              aria-label={words.removeReminder(words.before(lengthText(minutes)))}
              onClick={() => onChange(reminders.filter((known) => known !== minutes))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {reminders.length >= remindersMax ? (
        <p class="soft">{words.reminderMax(remindersMax)}</p>
      ) : (
        <AddReminder reminders={reminders} onAdd={(minutes) => onChange(withReminder(reminders, minutes))} />
      )}
    </section>
  );
}

function AddReminder({
  reminders,
  onAdd,
}: {
  reminders: readonly number[];
  onAdd: (minutes: number) => void;
}) {
  const words = hoursWords().rules;
  const [other, setOther] = useState(false);
  return (
    <>
      <SelectField
        id="add-reminder"
        label={words.addReminder}
        value={other ? 'other' : ''}
        placeholder="…"
        choices={[
          ...usual
            .filter((minutes) => !reminders.includes(minutes))
            .map((minutes) => ({ value: String(minutes), label: words.before(lengthText(minutes)) })),
          { value: 'other', label: words.otherReminder },
        ]}
        onChoose={(chosen) => {
          setOther(chosen === 'other');
          if (chosen !== 'other' && chosen !== '') onAdd(Number(chosen));
        }}
      />
      {other && (
        <OtherReminder
          onAdd={(minutes) => {
            onAdd(minutes);
            setOther(false);
          }}
        />
      )}
    </>
  );
}

function OtherReminder({ onAdd }: { onAdd: (minutes: number) => void }) {
  const words = hoursWords().rules;
  const [amount, setAmount] = useState('');
  const [unit, setUnit] = useState<Unit>('hours');
  const [fault, setFault] = useState<string>();
  const add = () => {
    const minutes = Number(amount) * unitMinutes[unit];
    const isFit = Number.isInteger(minutes) && minutes >= 1 && minutes <= reminderMinutesMax;
    setFault(isFit ? undefined : words.reminderFault);
    if (isFit) onAdd(minutes);
    else document.getElementById('reminder-amount')?.focus();
  };
  return (
    <form
      class="other-reminder"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField
        id="reminder-amount"
        label={words.amount}
        type="number"
        inputMode="numeric"
        min={1}
        step={1}
        dir="ltr"
        value={amount}
        fault={fault}
        onType={setAmount}
      />
      <SelectField
        id="reminder-unit"
        label={words.unit}
        value={unit}
        choices={units.map((value) => ({ value, label: words.units[value] }))}
        onChoose={(chosen) => setUnit(units.find((known) => known === chosen) ?? 'hours')}
      />
      <Button type="submit">{words.addIt}</Button>
    </form>
  );
}
