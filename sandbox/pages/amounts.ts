/** An amount in minor units as people read it: `AED 577.50`. */
export function amountText(minor: number, currency: string): string {
  return `${currency.toUpperCase()} ${(minor / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** A moment as the pages show it, in UTC so that it can be compared with logs. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
