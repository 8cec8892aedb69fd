import { money } from '#web/format/money.ts';
import { commonWords } from '#web/i18n/common.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import type { PriceEntry } from '#web/requests/pricing.ts';
import type { PriceDraft } from './price-draft.ts';

/**
 * What clients pay for each length, and what it is made of, as the api counts it. What is not saved yet has no total:
 * fee and VAT are the platform's, and a guess of them would be worse than none.
 */
export function PriceTotals({ draft, saved }: { draft: PriceDraft; saved: PriceEntry | undefined }) {
  const words = lawyerWords().prices;
  const lengths = draft.durations.toSorted((a, b) => a - b);
  if (lengths.length === 0) return null;
  const isSameFee = saved !== undefined && feeOf(saved) === `${draft.basis} ${Number(draft.amount) * 100}`;
  return (
    <div class="price-totals">
      <h3>{words.clientPays}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.columns.length}</th>
            <th scope="col">{words.columns.base}</th>
            <th scope="col">{words.columns.fee}</th>
            <th scope="col">{words.columns.vat}</th>
            <th scope="col">{words.columns.total}</th>
          </tr>
        </thead>
        <tbody>
          {lengths.map((minutes) => (
            <tr key={minutes}>
              <th scope="row">{commonWords().minutes(minutes)}</th>
              <Cells
                price={isSameFee ? saved.prices.find((each) => each.durationMinutes === minutes) : undefined}
                currency={saved?.currency ?? 'AED'}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cells({ price, currency }: { price: PriceEntry['prices'][number] | undefined; currency: string }) {
  const { columns, unsaved } = lawyerWords().prices;
  if (!price) {
    return (
      <td colSpan={4} class="soft small">
        {unsaved}
      </td>
    );
  }
  const parts = [
    { label: columns.base, amount: price.basePrice },
    { label: columns.fee, amount: price.platformFee },
    { label: columns.vat, amount: price.vat },
    { label: columns.total, amount: price.totalPrice },
  ];
  return (
    <>
      {parts.map(({ label, amount }) => (
        <td key={label} data-label={label}>
          {money(amount, currency)}
        </td>
      ))}
    </>
  );
}

function feeOf({ fixedFee, hourlyRate }: PriceEntry): string {
  return fixedFee === undefined ? `hourly ${hourlyRate}` : `fixed ${fixedFee}`;
}
