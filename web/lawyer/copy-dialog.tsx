import { useState } from 'preact/hooks';
import { weekdayName } from '#web/format/weekday.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { Dialog } from '#web/parts/dialog.tsx';
import { daysFromMonday } from './week.ts';

/** Which days get the same hours as this one. */
export function CopyDialog({
  day,
  onClose,
  onCopy,
}: {
  day: number;
  onClose: () => void;
  onCopy: (to: readonly number[]) => void;
}) {
  const words = hoursWords().week;
  const others = daysFromMonday.filter((other) => other !== day);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  return (
    <Dialog title={words.copyTitle(weekdayName(day))} onClose={onClose}>
      <fieldset>
        <label class="check">
          <input
            type="checkbox"
            checked={chosen.length === others.length}
            onChange={({ currentTarget }) => setChosen(currentTarget.checked ? others : [])}
          />
          <strong>{words.copyAll}</strong>
        </label>
        {others.map((other) => (
          <label key={other} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(other)}
              onChange={({ currentTarget }) =>
                setChosen(
                  currentTarget.checked ? [...chosen, other] : chosen.filter((known) => known !== other),
                )
              }
            />
            {weekdayName(other)}
          </label>
        ))}
      </fieldset>
      <div class="form-actions">
        <Button look="primary" disabled={chosen.length === 0} onPress={() => onCopy(chosen)}>
          {words.copyDo}
        </Button>
      </div>
    </Dialog>
  );
}
