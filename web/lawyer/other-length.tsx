import { useState } from 'preact/hooks';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { Button } from '#web/parts/button.tsx';
import { TextField } from '#web/parts/field.tsx';
import { durationBounds } from './price-draft.ts';

/** A length that is not among the usual ones. The button is no submit: the form around it is the whole price list. */
export function OtherLength({ id, onAdd }: { id: string; onAdd: (minutes: number) => void }) {
  const words = lawyerWords().prices;
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const add = () => {
    const minutes = Number(typed);
    const isFit = Number.isInteger(minutes) && minutes >= durationBounds.min && minutes <= durationBounds.max;
    setFault(isFit ? undefined : words.lengthFault);
    if (!isFit) {
      document.getElementById(id)?.focus();
      return;
    }
    onAdd(minutes);
    setTyped('');
  };
  return (
    <div class="other-length">
      <TextField
        id={id}
        label={words.otherLength}
        type="number"
        inputMode="numeric"
        min={durationBounds.min}
        max={durationBounds.max}
        step={5}
        dir="ltr"
        value={typed}
        fault={fault}
        onType={setTyped}
      />
      <Button disabled={typed === ''} onPress={add}>
        {words.addLength}
      </Button>
    </div>
  );
}
