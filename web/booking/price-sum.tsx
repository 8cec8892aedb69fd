import { money } from '#web/format/money.ts';
import { bookingWords } from '#web/i18n/booking.ts';

interface PricedParts {
  basePrice: number;
  platformFee: number;
  vat: number;
  totalPrice: number;
  currency: string;
}

/** The price and what it is made of. */
export function PriceSum({ price }: { price: PricedParts }) {
  const { pay } = bookingWords();
  const lines = [
    { label: pay.fee, amount: price.basePrice },
    { label: pay.platformFee, amount: price.platformFee },
    { label: pay.vat, amount: price.vat },
  ];
  return (
    <dl class="sum">
      {lines.map(({ label, amount }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{money(amount, price.currency)}</dd>
        </div>
      ))}
      <div class="total">
        <dt>{pay.total}</dt>
        <dd>{money(price.totalPrice, price.currency)}</dd>
      </div>
    </dl>
  );
}
