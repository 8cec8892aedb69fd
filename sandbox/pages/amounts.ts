/** An amount in minor units as people read it: `AED 577.50`. */
export function amountText(minor: number, currency: string): string {
  return `${currency.toUpperCase()} ${(minor / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
