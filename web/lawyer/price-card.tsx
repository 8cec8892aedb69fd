import { money } from '#web/format/money.ts';
import { commonWords } from '#web/i18n/common.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { typeName } from '#web/i18n/names.ts';
import type { Faults } from '#web/parts/fault-summary.tsx';
import { CheckGroup } from '#web/parts/check-group.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import type { PriceEntry } from '#web/requests/pricing.ts';
import type { PriceDraft } from './price-draft.ts';

const lengths = [15, 30, 45, 60, 90, 120];

/** The usual ones, and what the lawyer offers beside them. */
function allLengths(offered: readonly number[]): number[] {
  return [...new Set([...lengths, ...offered])].toSorted((a, b) => a - b);
}

interface PriceCardProps {
  draft: PriceDraft;
  saved: PriceEntry | undefined;
  faults: Faults;
  onChange: (change: Partial<PriceDraft>) => void;
}

/** One type: whether it is offered, what it costs, for how long, and what clients pay in the end. */
export function PriceCard({ draft, saved, faults, onChange }: PriceCardProps) {
  const words = lawyerWords().prices;
  const { consultationType: type } = draft;
  return (
    <section class="card stack">
      <h2>{typeName(type)}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.isActive}
          onChange={({ currentTarget }) => onChange({ isActive: currentTarget.checked })}
        />
        {words.offered(typeName(type))}
      </label>
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
          fault={faults[`amount-${type}`]}
          onType={(amount) => onChange({ amount })}
        />
      </div>
      <CheckGroup
        id={`durations-${type}`}
        legend={words.durations}
        choices={allLengths(draft.durations).map((n) => ({
          value: String(n),
          label: commonWords().minutes(n),
        }))}
        chosen={draft.durations.map(String)}
        fault={faults[`durations-${type}`]}
        onChange={(chosen) => onChange({ durations: chosen.map(Number) })}
      />
      {saved && <Totals saved={saved} />}
    </section>
  );
}

function Totals({ saved }: { saved: PriceEntry }) {
  return (
    <div class="stack tight">
      <h3>{lawyerWords().prices.clientPays}</h3>
      <dl class="sum">
        {saved.prices.map(({ durationMinutes, totalPrice }) => (
          <div key={durationMinutes}>
            <dt>{commonWords().minutes(durationMinutes)}</dt>
            <dd>{money(totalPrice, saved.currency)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
