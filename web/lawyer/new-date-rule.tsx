import { useState } from 'preact/hooks';
import { overrideKinds } from '#web/lawyer/override-kinds.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import type { Faults } from '#web/parts/fault-summary.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import type { DateRule } from './hours-draft.ts';

interface Entry {
  type: DateRule['type'];
  startDate: string;
  endDate: string;
  startTime: string;
  endTime: string;
}

const blank: Entry = { type: 'blocked', startDate: '', endDate: '', startTime: '', endTime: '' };

export function NewDateRule({ onAdd }: { onAdd: (rule: DateRule) => void }) {
  const words = lawyerWords().hours;
  const [entry, setEntry] = useState(blank);
  const change = (changed: Partial<Entry>) => setEntry((before) => ({ ...before, ...changed }));
  const form = useForm({
    check: () => faultsIn(entry),
    send: async () => {
      onAdd(ruleOf(entry));
      setEntry({ ...blank, type: entry.type });
    },
  });
  return (
    <Form form={form} action={words.addDate} look="">
      <div class="field-columns">
        <SelectField
          id="rule-kind"
          label={words.kind}
          value={entry.type}
          choices={overrideKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          onChoose={(chosen) => change({ type: overrideKinds.find((kind) => kind === chosen) ?? 'blocked' })}
        />
        <TextField
          id="rule-first"
          label={words.firstDay}
          type="date"
          value={entry.startDate}
          fault={form.faults['rule-first']}
          onType={(startDate) =>
            change({ startDate, endDate: entry.endDate < startDate ? startDate : entry.endDate })
          }
        />
        <TextField
          id="rule-last"
          label={words.lastDay}
          type="date"
          min={entry.startDate}
          value={entry.endDate}
          fault={form.faults['rule-last']}
          onType={(endDate) => change({ endDate })}
        />
      </div>
      {hasTimes(entry.type) && <Times entry={entry} fault={form.faults['rule-from']} onChange={change} />}
    </Form>
  );
}

function Times({
  entry,
  fault,
  onChange,
}: {
  entry: Entry;
  fault: string | undefined;
  onChange: (change: Partial<Entry>) => void;
}) {
  const words = lawyerWords().hours;
  return (
    <div class="field-columns">
      <TextField
        id="rule-from"
        label={words.fromTime}
        type="time"
        value={entry.startTime}
        fault={fault}
        onType={(startTime) => onChange({ startTime })}
      />
      <TextField
        id="rule-to"
        label={words.toTime}
        type="time"
        value={entry.endTime}
        onType={(endTime) => onChange({ endTime })}
      />
    </div>
  );
}

function hasTimes(type: DateRule['type']): boolean {
  return type === 'custom_hours' || type === 'partial_block';
}

function faultsIn({ type, startDate, endDate, startTime, endTime }: Entry): Faults {
  const words = lawyerWords().hours;
  return {
    ...(startDate === '' || endDate === '' ? { 'rule-first': words.dateFault } : {}),
    ...(startDate !== '' && endDate !== '' && endDate < startDate ? { 'rule-last': words.orderFault } : {}),
    ...(hasTimes(type) && (startTime === '' || endTime === '') ? { 'rule-from': words.incomplete } : {}),
    ...(hasTimes(type) && startTime !== '' && startTime === endTime ? { 'rule-from': words.empty } : {}),
  };
}

function ruleOf({ type, startDate, endDate, startTime, endTime }: Entry): DateRule {
  const end = endTime === '00:00' ? '24:00' : endTime;
  return { type, startDate, endDate, ...(hasTimes(type) ? { startTime, endTime: end } : {}) };
}
