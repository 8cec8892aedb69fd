import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps, minor, share, splitByLargestRemainder } from './money.ts';

const amounts = fc.oneof(fc.nat(200), fc.maxSafeNat()).map(minor);
const rates = fc.nat(10_000).map(bps);

describe('an amount', () => {
  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('is not %d', (n) => {
    expect(() => minor(n)).toThrow(RangeError);
  });
});

describe('a rate', () => {
  it.each([-1, 0.5, NaN, 10_001])('is not %d basis points', (n) => {
    expect(() => bps(n)).toThrow(RangeError);
  });
});

describe('a share of a total', () => {
  it.each([
    { total: 50_000, rate: 1000, part: 5000 },
    { total: 1, rate: 5000, part: 1 },
    { total: 1, rate: 4999, part: 0 },
    { total: 3, rate: 5000, part: 2 },
    { total: 333, rate: 1000, part: 33 },
    { total: 335, rate: 1000, part: 34 },
    { total: 0, rate: 10_000, part: 0 },
    { total: Number.MAX_SAFE_INTEGER, rate: 10_000, part: Number.MAX_SAFE_INTEGER },
  ])('$rate bps of $total is $part', ({ total, rate, part }) => {
    expect(share(minor(total), bps(rate))).toBe(part);
  });

  it('is the exact quotient rounded half up, however large the total', () => {
    fc.assert(
      fc.property(amounts, rates, (total, rate) => {
        const exact = (BigInt(total) * BigInt(rate) + 5_000n) / 10_000n;
        expect(BigInt(share(total, rate))).toBe(exact);
      }),
    );
  });
});

describe('a split by largest remainder', () => {
  it.each([
    { amount: 100, parts: [50, 50], shares: [50, 50] },
    { amount: 1, parts: [1, 1, 1], shares: [1, 0, 0] },
    { amount: 2, parts: [1, 1, 1], shares: [1, 1, 0] },
    { amount: 10, parts: [1, 7, 4], shares: [1, 6, 3] },
    { amount: 28_875, parts: [50_000, 5000, 2750], shares: [25_000, 2500, 1375] },
    { amount: 0, parts: [0, 0], shares: [0, 0] },
    { amount: 0, parts: [], shares: [] },
  ])('of $amount over $parts is $shares', ({ amount, parts, shares }) => {
    expect(splitByLargestRemainder(minor(amount), parts.map(minor))).toEqual(shares);
  });

  it('refuses more than the parts hold', () => {
    expect(() => splitByLargestRemainder(minor(3), [minor(1), minor(1)])).toThrow(RangeError);
  });

  it('creates and loses nothing, exceeds no part, and stays within one unit of the proportion', () => {
    const partsAndAmount = fc
      .array(fc.nat(2_000_000_000_000), { minLength: 1, maxLength: 5 })
      .chain((parts) => fc.tuple(fc.constant(parts), fc.nat(parts.reduce((sum, part) => sum + part, 0))));
    fc.assert(
      fc.property(partsAndAmount, ([parts, amount]) => {
        const shares = splitByLargestRemainder(minor(amount), parts.map(minor));
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(shares.reduce((total, each) => total + each, 0)).toBe(amount);
        for (const [index, each] of shares.entries()) {
          const part = parts[index] ?? 0;
          expect(each).toBeLessThanOrEqual(part);
          const distance = BigInt(each) * BigInt(sum) - BigInt(amount) * BigInt(part);
          expect((distance < BigInt(sum) && distance > -BigInt(sum)) || sum === 0).toBe(true);
        }
      }),
    );
  });
});
