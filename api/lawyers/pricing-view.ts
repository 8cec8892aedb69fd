import type { Static } from 'typebox';
import type { NewPrice } from '#db/prices.ts';
import type { Price } from '#db/rows/lawyers.ts';
import { basePriceOf } from '#domain/fees.ts';
import { minor } from '#domain/money.ts';
import type { Fault } from '#domain/problem.ts';
import { fullPriceOf } from '#api/booking/prices.ts';
import type { Rates } from '#api/booking/prices.ts';
import { feeMin } from './pricing-schemas.ts';
import type { Pricing, PricingChange } from './pricing-schemas.ts';

type Entry = Static<typeof PricingChange>['data'][number];

export function pricingOf(prices: readonly Price[], rates: Rates): Static<typeof Pricing> {
  return { data: prices.map((price) => entryOf(price, rates)) };
}

function entryOf(price: Price, rates: Rates) {
  const fee = {
    ...(price.fixedFeeMinor !== null && { fixedFeeMinor: minor(price.fixedFeeMinor) }),
    ...(price.hourlyRateMinor !== null && { hourlyRateMinor: minor(price.hourlyRateMinor) }),
  };
  return {
    ...priceView(price),
    prices: price.durations.map((durationMinutes) => ({
      durationMinutes,
      ...fullPriceOf(fee, durationMinutes, rates),
    })),
  };
}

/** What the lawyer has entered. */
export function priceView(price: NewPrice) {
  const { fixedFeeMinor, hourlyRateMinor, bufferMinutes, minNoticeMinutes, stepMinutes } = price;
  return {
    consultationType: price.consultationType,
    ...(fixedFeeMinor !== null && { fixedFee: fixedFeeMinor }),
    ...(hourlyRateMinor !== null && { hourlyRate: hourlyRateMinor }),
    durations: price.durations,
    currency: price.currency,
    isActive: price.isActive,
    ...(bufferMinutes !== null && { bufferMinutes }),
    ...(minNoticeMinutes !== null && { minNoticeHours: minNoticeMinutes / 60 }),
    ...(stepMinutes !== null && { stepMinutes }),
  };
}

/** One price for each type, and each either fixed or by the hour, and large enough to be charged. */
export function pricingFaults(data: readonly Entry[]): Fault[] {
  return data.flatMap(({ consultationType, fixedFee, hourlyRate, durations }, index) => {
    const isRepeated = data.findIndex((each) => each.consultationType === consultationType) !== index;
    const isClear = (fixedFee === undefined) !== (hourlyRate === undefined);
    return [
      ...(isRepeated ? [{ pointer: `/body/data/${index}/consultationType`, detail: 'is there twice' }] : []),
      ...(isClear ? [] : [{ pointer: `/body/data/${index}`, detail: 'needs either fixedFee or hourlyRate' }]),
      ...(hourlyRate !== undefined && isTooLittle(hourlyRate, durations)
        ? [{ pointer: `/body/data/${index}/hourlyRate`, detail: `must make ${feeMin} for each duration` }]
        : []),
    ];
  });
}

function isTooLittle(hourlyRate: number, durations: readonly number[]): boolean {
  return basePriceOf({ hourlyRateMinor: minor(hourlyRate) }, Math.min(...durations)) < feeMin;
}

export function priceRowOf(entry: Entry): NewPrice {
  const { consultationType, durations, currency, isActive, minNoticeHours } = entry;
  return {
    consultationType,
    durations,
    currency,
    isActive,
    fixedFeeMinor: entry.fixedFee ?? null,
    hourlyRateMinor: entry.hourlyRate ?? null,
    bufferMinutes: entry.bufferMinutes ?? null,
    minNoticeMinutes: minNoticeHours === undefined ? null : minNoticeHours * 60,
    stepMinutes: entry.stepMinutes ?? null,
  };
}
