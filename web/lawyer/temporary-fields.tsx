import { hoursWords } from '#web/i18n/hours.ts';
import { TextField } from '#web/parts/field.tsx';
import type { TemporaryFault, TemporaryWeek } from './hours-draft.ts';

type Fields = Pick<TemporaryWeek, 'name' | 'startDate' | 'endDate'>;

/** Name and dates, of new ones and of those that are there. */
export function TemporaryFields({
  id,
  entry,
  fault,
  onChange,
}: {
  id: string;
  entry: Fields;
  fault: TemporaryFault;
  onChange: (change: Partial<Fields>) => void;
}) {
  const words = hoursWords().temporary;
  return (
    <div class="field-columns">
      <TextField
        id={`${id}-first`}
        label={words.firstDay}
        type="date"
        value={entry.startDate}
        fault={fault === 'dates' || fault === 'overlap' ? words[fault] : undefined}
        onType={(startDate) =>
          onChange({ startDate, ...(entry.endDate < startDate && { endDate: startDate }) })
        }
      />
      <TextField
        id={`${id}-last`}
        label={words.lastDay}
        type="date"
        min={entry.startDate}
        value={entry.endDate}
        fault={fault === 'order' ? words.order : undefined}
        onType={(endDate) => onChange({ endDate })}
      />
      <TextField
        id={`${id}-name`}
        label={words.name}
        optional
        autocomplete="off"
        maxLength={80}
        dir="auto"
        value={entry.name}
        onType={(name) => onChange({ name })}
      />
    </div>
  );
}
