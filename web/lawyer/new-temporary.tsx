import { useState } from 'preact/hooks';
import { commonWords } from '#web/i18n/common.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { temporaryFaults } from './hours-draft.ts';
import type { TemporaryFault, TemporaryWeek } from './hours-draft.ts';
import { TemporaryFields } from './temporary-fields.tsx';

interface NewTemporaryProps {
  wanted: { startDate: string; endDate: string } | undefined;
  /** Those that are there; no date belongs to two. */
  taken: readonly TemporaryWeek[];
  onAdd: (entry: Pick<TemporaryWeek, 'name' | 'startDate' | 'endDate'>) => void;
}

const blank = { name: '', startDate: '', endDate: '' };

/** First the dates, then a copy of the standing week to change. */
export function NewTemporary({ wanted, taken, onAdd }: NewTemporaryProps) {
  const words = hoursWords().temporary;
  const [entry, setEntry] = useState({ ...blank, ...wanted });
  const [open, setOpen] = useState(wanted !== undefined);
  const [fault, setFault] = useState<TemporaryFault>();
  if (!open) {
    return (
      <div>
        <Button onPress={() => setOpen(true)}>
          <Icon name="plus" />
          {words.add}
        </Button>
      </div>
    );
  }
  const add = () => {
    const found = temporaryFaults([...taken, { ...entry, week: [] }]).at(-1);
    setFault(found);
    if (found !== undefined) {
      document.getElementById(found === 'order' ? 'new-temporary-last' : 'new-temporary-first')?.focus();
      return;
    }
    onAdd(entry);
    setEntry(blank);
    setOpen(false);
  };
  return (
    <form
      class="temporary-week stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TemporaryFields
        id="new-temporary"
        entry={entry}
        fault={fault}
        onChange={(change) => setEntry((before) => ({ ...before, ...change }))}
      />
      <div class="row">
        <Button type="submit">{words.add}</Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {commonWords().cancel}
        </Button>
      </div>
    </form>
  );
}
