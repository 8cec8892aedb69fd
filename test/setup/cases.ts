import { randomInt } from 'node:crypto';
import { env } from 'node:process';

/** Set to repeat a run; fast-check prints the seed with what it found, and it is said at the start as well. */
const seed = Number(env['SEED'] ?? randomInt(2 ** 31));
const inCi = env['CI'] !== undefined && env['CI'] !== '';
/** How many random cases each property is tried with: `CASES`, else many on a desk and a share of them in CI. */
const cases = Number(env['CASES'] ?? (inCi ? 300 : 10_000));

console.log(`Random cases: ${cases}, SEED=${seed}`);

/** For `fc.assert`; what is slow and adds little may try a part of the cases. */
export function randomCases(part = 1): { numRuns: number; seed: number } {
  return { numRuns: Math.ceil(cases * part), seed };
}
