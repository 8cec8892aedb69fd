import { basePriceOf, priceOf } from '#domain/fees.ts';
import type { Fee, Price } from '#domain/fees.ts';
import { bps } from '#domain/money.ts';
import type { ApiConfig } from '#api/config.ts';

/** The rates of today; a consultation keeps those of the day on which it was booked. */
export type Rates = Pick<ApiConfig, 'PLATFORM_FEE_BPS' | 'VAT_BPS'>;

export function fullPriceOf(fee: Fee, durationMinutes: number, rates: Rates): Price {
  return priceOf({
    basePriceMinor: basePriceOf(fee, durationMinutes),
    platformFeeBps: bps(rates.PLATFORM_FEE_BPS),
    vatBps: bps(rates.VAT_BPS),
  });
}

export function totalPriceOf(fee: Fee, durationMinutes: number, rates: Rates): number {
  return fullPriceOf(fee, durationMinutes, rates).totalPrice;
}
