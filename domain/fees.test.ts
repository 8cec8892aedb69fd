import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCases } from '#test/setup/cases.ts';
import { basePriceOf, priceOf, splitRefund } from './fees.ts';
import { bps, minor } from './money.ts';

const usual = { platformFeeBps: bps(1000), vatBps: bps(500) };

describe('the price of a consultation', () => {
  it.each([
    { base: 50_000, platformFee: 5000, vat: 2750, totalPrice: 57_750 },
    { base: 0, platformFee: 0, vat: 0, totalPrice: 0 },
    { base: 5, platformFee: 1, vat: 0, totalPrice: 6 },
    { base: 9, platformFee: 1, vat: 1, totalPrice: 11 },
    { base: 12_345, platformFee: 1235, vat: 679, totalPrice: 14_259 },
  ])('of $base adds $platformFee and $vat', ({ base, ...parts }) => {
    expect(priceOf({ basePriceMinor: minor(base), ...usual })).toEqual({ basePrice: base, ...parts });
  });

  it('is the sum of its parts at any rates', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.nat(10_000), fc.nat(10_000), (base, fee, vat) => {
        const price = priceOf({ basePriceMinor: minor(base), platformFeeBps: bps(fee), vatBps: bps(vat) });
        expect(price.totalPrice).toBe(price.basePrice + price.platformFee + price.vat);
      }),
    );
  });
});

describe('every part of a price', () => {
  const halfUp = (amount: number, rate: number) => Number((BigInt(amount) * BigInt(rate) + 5000n) / 10_000n);

  it('is rounded half up once, exactly, however large', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat().map((n) => Math.floor(n / 8)),
        fc.nat(10_000),
        fc.nat(10_000),
        (basePrice, fee, vat) => {
          const price = priceOf({
            basePriceMinor: minor(basePrice),
            platformFeeBps: bps(fee),
            vatBps: bps(vat),
          });
          expect(price.basePrice).toBe(basePrice);
          expect(price.platformFee).toBe(halfUp(basePrice, fee));
          expect(price.vat).toBe(halfUp(basePrice + price.platformFee, vat));
        },
      ),
      randomCases(0.2),
    );
  });
});

describe('the base price', () => {
  const hourlyRate = fc.nat(10_000_000).map(minor);
  const duration = fc.integer({ min: 1, max: 1440 });

  it('follows the duration by the hour, to the half of a fils', () => {
    fc.assert(
      fc.property(hourlyRate, duration, (hourlyRateMinor, durationMinutes) => {
        const base = basePriceOf({ hourlyRateMinor }, durationMinutes);
        const tooMuch = base * 60 - hourlyRateMinor * durationMinutes;
        expect(tooMuch).toBeGreaterThan(-30);
        expect(tooMuch).toBeLessThanOrEqual(30);
      }),
      randomCases(0.2),
    );
  });

  it('never falls when the consultation is longer', () => {
    fc.assert(
      fc.property(hourlyRate, duration, duration, (hourlyRateMinor, one, other) => {
        const [shorter, longer] = [Math.min(one, other), Math.max(one, other)].map((minutes) =>
          basePriceOf({ hourlyRateMinor }, minutes),
        );
        expect(shorter).toBeLessThanOrEqual(longer ?? 0);
      }),
      randomCases(0.2),
    );
  });

  it.each([
    { fee: { fixedFeeMinor: minor(20_000) }, durationMinutes: 60, base: 20_000 },
    { fee: { hourlyRateMinor: minor(60_000) }, durationMinutes: 30, base: 30_000 },
    { fee: { hourlyRateMinor: minor(100) }, durationMinutes: 20, base: 33 },
    { fee: { hourlyRateMinor: minor(100) }, durationMinutes: 45, base: 75 },
    { fee: { hourlyRateMinor: minor(1) }, durationMinutes: 30, base: 1 },
    { fee: { fixedFeeMinor: minor(1), hourlyRateMinor: minor(600) }, durationMinutes: 60, base: 1 },
  ])('of $fee for $durationMinutes minutes is $base', ({ fee, durationMinutes, base }) => {
    expect(basePriceOf(fee, durationMinutes)).toBe(base);
  });

  it('needs one of the two', () => {
    expect(() => basePriceOf({}, 30)).toThrow(RangeError);
  });
});

describe('a refund over a price', () => {
  it.each([
    { amount: 28_875, unrefunded: [50_000, 5000, 2750], parts: [25_000, 2500, 1375] },
    { amount: 57_750, unrefunded: [50_000, 5000, 2750], parts: [50_000, 5000, 2750] },
    { amount: 1, unrefunded: [1, 1, 1], parts: [1, 0, 0] },
    { amount: 3, unrefunded: [0, 2, 2], parts: [0, 2, 1] },
  ])('of $amount over $unrefunded is $parts', ({ amount, unrefunded, parts }) => {
    const [base = 0, fee = 0, vat = 0] = unrefunded;
    const split = splitRefund(minor(amount), { base: minor(base), fee: minor(fee), vat: minor(vat) });
    expect([split.base, split.fee, split.vat]).toEqual(parts);
  });

  it('returns every part to the fils when it comes in two instalments', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000), (basePriceMinor, rate) => {
        const price = priceOf({ basePriceMinor: minor(basePriceMinor), ...usual });
        const whole = { base: price.basePrice, fee: price.platformFee, vat: price.vat };
        const first = splitRefund(minor(Math.floor((price.totalPrice * rate) / 10_000)), whole);
        const left = {
          base: minor(whole.base - first.base),
          fee: minor(whole.fee - first.fee),
          vat: minor(whole.vat - first.vat),
        };
        expect(splitRefund(minor(left.base + left.fee + left.vat), left)).toEqual(left);
      }),
    );
  });
});
