/** Money: whole minor units (fils, cents), never negative. The currency stands beside it. */
export type Minor = number & { readonly unit: 'minor' };

/** A rate in basis points, 0 to 10 000: `bps(500)` is 5 %. */
export type Bps = number & { readonly unit: 'bps' };

const WHOLE_BPS = 10_000;

function isMinor(n: number): n is Minor {
  return Number.isSafeInteger(n) && n >= 0;
}

function isBps(n: number): n is Bps {
  return Number.isInteger(n) && n >= 0 && n <= WHOLE_BPS;
}

/** The amount, or a `RangeError` when it is negative, fractional or too large to be exact. */
export function minor(n: number): Minor {
  if (!isMinor(n)) throw new RangeError(`${n} is not an amount in minor units`);
  return n;
}

/** The rate, or a `RangeError` when it is fractional, negative or above 100 %. */
export function bps(n: number): Bps {
  if (!isBps(n)) throw new RangeError(`${n} is not a rate in basis points`);
  return n;
}

/** That part of the total, rounded half up once. */
export function share(total: Minor, rate: Bps): Minor {
  // Whole ten-thousands first: the product of a large total and the rate would no longer be exact.
  const rest = total % WHOLE_BPS;
  const whole = (total - rest) / WHOLE_BPS;
  return minor(whole * rate + Math.floor((rest * rate + WHOLE_BPS / 2) / WHOLE_BPS));
}

/**
 * The amount split in proportion to the parts, by largest remainder, ties in the order of the parts.
 * The result sums to the amount, and no share exceeds its part; so the amount may not exceed their sum.
 */
export function splitByLargestRemainder(amount: Minor, parts: readonly Minor[]): Minor[] {
  const sum = parts.reduce((total, part) => total + BigInt(part), 0n);
  if (amount > sum) throw new RangeError(`${amount} cannot be split over ${sum}`);
  if (sum === 0n) return parts.map(() => minor(0));

  const shares = parts.map((part, index) => {
    // The product of two amounts leaves the range in which numbers are exact.
    const product = BigInt(amount) * BigInt(part);
    return { index, whole: Number(product / sum), remainder: product % sum };
  });
  const missing = amount - shares.reduce((total, { whole }) => total + whole, 0);
  const largest = shares.toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  const raised = new Set(largest.slice(0, missing).map(({ index }) => index));
  return shares.map(({ index, whole }) => minor(whole + (raised.has(index) ? 1 : 0)));
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
