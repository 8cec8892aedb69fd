import { intlLocale } from '#web/i18n/locale.ts';

/** An amount as people read it: `AED 577.50`. */
export function money(amountMinor: number, currency: string): string {
  return formatter(currency, false).format(amountMinor / 100);
}

/** For headlines, where `.00` says nothing: `AED 420`. */
export function shortMoney(amountMinor: number, currency: string): string {
  return formatter(currency, true).format(amountMinor / 100);
}

function formatter(currency: string, short: boolean): Intl.NumberFormat {
  return new Intl.NumberFormat(intlLocale.value, {
    style: 'currency',
    currency,
    trailingZeroDisplay: short ? 'stripIfInteger' : 'auto',
  });
}
