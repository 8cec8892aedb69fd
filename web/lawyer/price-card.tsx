import { commonWords } from '#web/i18n/common.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { typeName } from '#web/i18n/names.ts';
import type { Faults } from '#web/parts/fault-summary.tsx';
import { CheckGroup } from '#web/parts/check-group.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import type { Availability } from '#web/requests/own-hours.ts';
import type { PriceEntry } from '#web/requests/pricing.ts';
import { OtherLength } from './other-length.tsx';
import { OwnRulesFields } from './own-rules.tsx';
import { durationsMax } from './price-draft.ts';
import type { PriceDraft } from './price-draft.ts';
import { PriceTotals } from './price-totals.tsx';

const lengths = [15, 30, 45, 60, 90, 120];

interface PriceCardProps {
  draft: PriceDraft;
  saved: PriceEntry | undefined;
  general: Availability;
  faults: Faults;
  onChange: (change: Partial<PriceDraft>) => void;
}

/** One type: whether it is offered, what it costs, for how long, by which rules, and what clients pay in the end. */
export function PriceCard({ draft, saved, general, faults, onChange }: PriceCardProps) {
  const words = lawyerWords().prices;
  const { consultationType: type } = draft;
  return (
    <section class="card stack">
      <div class="row apart">
        <h2>{typeName(type)}</h2>
        <label class="check">
          <input
            type="checkbox"
            role="switch"
            checked={draft.isActive}
            onChange={({ currentTarget }) => onChange({ isActive: currentTarget.checked })}
          />
          <span>
            {words.offered}
            <span class="hidden-visually">: {typeName(type)}</span>
          </span>
        </label>
      </div>
      {!draft.isActive && <p class="soft">{words.off}</p>}
      <div class="price-columns">
        <div class="stack">
          <Amount draft={draft} fault={faults[`amount-${type}`]} onChange={onChange} />
          <Lengths draft={draft} fault={faults[`durations-${type}`]} onChange={onChange} />
        </div>
        <PriceTotals draft={draft} saved={saved} />
      </div>
      <OwnRulesFields draft={draft} general={general} onChange={onChange} />
    </section>
  );
}

interface PartProps {
  draft: PriceDraft;
  fault: string | undefined;
  onChange: PriceCardProps['onChange'];
}

function Amount({ draft, fault, onChange }: PartProps) {
  const words = lawyerWords().prices;
  const { consultationType: type } = draft;
  return (
    <div class="field-columns">
      <SelectField
        id={`basis-${type}`}
        label={words.basis}
        value={draft.basis}
        choices={[
          { value: 'hourly', label: words.hourly },
          { value: 'fixed', label: words.fixed },
        ]}
        onChoose={(chosen) => onChange({ basis: chosen === 'fixed' ? 'fixed' : 'hourly' })}
      />
      <TextField
        id={`amount-${type}`}
        label={words.amount}
        type="number"
        min={2}
        max={100_000}
        step={1}
        dir="ltr"
        value={draft.amount}
        fault={fault}
        onType={(amount) => onChange({ amount })}
      />
    </div>
  );
}

function Lengths({ draft, fault, onChange }: PartProps) {
  const words = lawyerWords().prices;
  const { consultationType: type, durations } = draft;
  // The usual ones, and what the lawyer offers beside them.
  const all = [...new Set([...lengths, ...durations])].toSorted((a, b) => a - b);
  return (
    <div class="stack tight">
      <CheckGroup
        id={`durations-${type}`}
        legend={words.durations}
        choices={all.map((n) => ({ value: String(n), label: commonWords().minutes(n) }))}
        chosen={durations.map(String)}
        fault={fault}
        onChange={(chosen) => onChange({ durations: chosen.slice(0, durationsMax).map(Number) })}
      />
      {durations.length < durationsMax ? (
        <OtherLength
          id={`length-${type}`}
          onAdd={(minutes) => onChange({ durations: [...new Set([...durations, minutes])] })}
        />
      ) : (
        <p class="soft small">{words.durationsMax(durationsMax)}</p>
      )}
    </div>
  );
}
