import { useState } from 'preact/hooks';
import { datesWords } from '#web/i18n/dates.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { zoneChoices } from '#web/format/zone-choices.ts';
import { Dialog } from '#web/parts/dialog.tsx';
import type { Faults } from '#web/parts/fault-summary.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import type { Offer } from '#web/requests/pricing.ts';
import { ConflictNotice } from './conflict-list.tsx';
import { editOf, entryFaults, entryKinds, isTimed } from './rule-entry.ts';
import type { RuleEntry } from './rule-entry.ts';
import { RuleWindows } from './rule-windows.tsx';
import type { Changing } from './use-change.ts';
import { usePreview } from './use-preview.ts';

interface RuleDialogProps {
  lawyerId: string;
  initial: RuleEntry;
  changing: Changing;
  /** What the effect is counted for; nothing while no type has a price. */
  offer: Offer | undefined;
  onClose: () => void;
  onSave: (entry: RuleEntry) => Promise<void>;
}

/** One rule for some dates: what is different, when, and what that does to what clients see, before it is saved. */
export function RuleDialog({ lawyerId, initial, changing, offer, onClose, onSave }: RuleDialogProps) {
  const words = datesWords().rule;
  const { availability, version } = changing.held;
  const [entry, setEntry] = useState(initial);
  const change = (changed: Partial<RuleEntry>) => setEntry((before) => ({ ...before, ...changed }));
  const form = useForm({
    check: () => faultTexts(entry, changing),
    send: () => onSave(entry),
  });
  const isWhole = Object.keys(entryFaults(entry, availability)).length === 0;
  return (
    <Dialog title={initial.ids.length > 0 ? words.change : words.add} onClose={onClose}>
      {changing.problem && <ProblemNotice problem={changing.problem} />}
      {entry.kind === 'temporary' ? (
        <>
          <KindField entry={entry} onChange={change} />
          <p>{words.temporaryHint}</p>
          <a class="button primary" href={temporaryAddress(entry)}>
            {words.toTemporary}
          </a>
        </>
      ) : (
        <Form form={form} action={words.save}>
          <KindField entry={entry} onChange={change} />
          <DateFields entry={entry} faults={form.faults} onChange={change} />
          <OwnFields entry={entry} fault={form.faults['rule-window-0']} onChange={change} />
          <Effect
            lawyerId={lawyerId}
            change={isWhole ? editOf(entry)(availability) : null}
            version={version}
            offer={offer}
          />
        </Form>
      )}
    </Dialog>
  );
}

function temporaryAddress({ startDate, endDate }: RuleEntry): string {
  return `/lawyer/hours?${new URLSearchParams({ from: startDate, to: endDate }).toString()}#temporary`;
}

interface PartProps {
  entry: RuleEntry;
  onChange: (change: Partial<RuleEntry>) => void;
}

function KindField({ entry, onChange }: PartProps) {
  const words = datesWords().rule;
  // What is there cannot become another list's: a journey stays one, and so does a closed day.
  const kinds = entryKinds.filter(
    (kind) =>
      entry.ids.length === 0 ||
      (entry.kind === 'travel' ? kind === 'travel' : kind !== 'travel' && kind !== 'temporary'),
  );
  return (
    <SelectField
      id="rule-kind"
      label={words.kind}
      value={entry.kind}
      choices={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
      onChoose={(chosen) => onChange({ kind: kinds.find((kind) => kind === chosen) ?? 'blocked' })}
    />
  );
}

function DateFields({ entry, faults, onChange }: PartProps & { faults: Faults }) {
  const words = datesWords().rule;
  return (
    <div class="field-columns">
      <TextField
        id="rule-first"
        label={words.firstDay}
        type="date"
        value={entry.startDate}
        fault={faults['rule-first']}
        onType={(startDate) =>
          onChange({ startDate, ...(entry.endDate < startDate && { endDate: startDate }) })
        }
      />
      <TextField
        id="rule-last"
        label={words.lastDay}
        type="date"
        min={entry.startDate}
        value={entry.endDate}
        fault={faults['rule-last']}
        onType={(endDate) => onChange({ endDate })}
      />
    </div>
  );
}

/** What only some kinds have: hours, a clock, a name. */
function OwnFields({ entry, fault, onChange }: PartProps & { fault: string | undefined }) {
  const words = datesWords().rule;
  if (entry.kind === 'travel') {
    return (
      <SelectField
        id="rule-zone"
        label={words.zone}
        hint={words.zoneHint}
        value={entry.timezone}
        choices={zoneChoices(entry.timezone)}
        onChoose={(timezone) => onChange({ timezone })}
      />
    );
  }
  return (
    <>
      {isTimed(entry.kind) && (
        <RuleWindows
          label={entry.kind === 'partial_block' ? words.blockTimes : words.times}
          windows={entry.windows}
          fault={fault}
          onChange={(windows) => onChange({ windows })}
        />
      )}
      <TextField
        id="rule-name"
        label={words.name}
        hint={words.nameHint}
        optional
        autocomplete="off"
        maxLength={80}
        value={entry.name}
        onType={(name) => onChange({ name })}
      />
    </>
  );
}

type EffectProps = Parameters<typeof usePreview>[1] & { lawyerId: string; offer: Offer | undefined };

function Effect({ lawyerId, offer, ...rest }: Omit<EffectProps, 'kind'>) {
  const { query, now, isBehind } = usePreview(lawyerId, { ...rest, kind: offer });
  const preview = query.data.value;
  if (!preview || now === undefined || rest.change === null) return null;
  return (
    <div class="stack tight" aria-busy={isBehind}>
      <p class="small" role="status">
        {isBehind ? hoursWords().preview.waiting : effectText(preview.total - now)}
      </p>
      <ConflictNotice
        title={hoursWords().conflict.would(preview.conflicts.length)}
        conflicts={preview.conflicts}
      />
    </div>
  );
}

function effectText(difference: number): string {
  const words = datesWords().rule;
  if (difference === 0) return words.effectNone;
  return difference < 0 ? words.effectFewer(-difference) : words.effectMore(difference);
}

function faultTexts(entry: RuleEntry, { held }: Changing): Faults {
  const words = datesWords().rule;
  const { dates, order, long, times, travel } = entryFaults(entry, held.availability);
  return {
    ...(dates ? { 'rule-first': words.dateFault } : {}),
    ...(travel ? { 'rule-first': words.travelFault } : {}),
    ...(order ? { 'rule-last': words.orderFault } : {}),
    ...(long ? { 'rule-last': words.longFault } : {}),
    ...(times ? { 'rule-window-0': words.timesFault } : {}),
  };
}
