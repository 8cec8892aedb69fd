import { minor, share, splitByLargestRemainder } from './money.ts';
import type { Bps, Minor } from './money.ts';

/** What a lawyer asks: a fixed fee, or an hourly rate. */
export interface Fee {
  fixedFeeMinor?: Minor | undefined;
  hourlyRateMinor?: Minor | undefined;
}

/** What the client pays, `totalPrice`, and what it is made of. The lawyer's share is `basePrice`. */
export interface Price {
  basePrice: Minor;
  platformFee: Minor;
  vat: Minor;
  totalPrice: Minor;
}

/** What of a price has not been given back yet. */
export interface PriceParts {
  base: Minor;
  fee: Minor;
  vat: Minor;
}

/** The fixed fee where there is one, else the hourly rate for the duration, rounded half up. */
export function basePriceOf({ fixedFeeMinor, hourlyRateMinor }: Fee, durationMinutes: number): Minor {
  if (fixedFeeMinor !== undefined) return fixedFeeMinor;
  if (hourlyRateMinor === undefined) throw new RangeError('a fee is fixed or by the hour');
  return minor(Math.floor((hourlyRateMinor * durationMinutes + 30) / 60));
}

/** The platform fee is a rate of the base price, the VAT a rate of both; each is rounded half up once. */
export function priceOf(input: { basePriceMinor: Minor; platformFeeBps: Bps; vatBps: Bps }): Price {
  const basePrice = input.basePriceMinor;
  const platformFee = share(basePrice, input.platformFeeBps);
  const vat = share(minor(basePrice + platformFee), input.vatBps);
  return { basePrice, platformFee, vat, totalPrice: minor(basePrice + platformFee + vat) };
}

/** A refund over what is still unrefunded, in proportion, ties in the order base, fee, VAT. */
export function splitRefund(amount: Minor, unrefunded: PriceParts): PriceParts {
  const { base, fee, vat } = unrefunded;
  const [ofBase = minor(0), ofFee = minor(0), ofVat = minor(0)] = splitByLargestRemainder(amount, [
    base,
    fee,
    vat,
  ]);
  return { base: ofBase, fee: ofFee, vat: ofVat };
}
