/** What one computation takes, in milliseconds. */
export interface Measured {
  median: number;
  /** Of a hundred, the longest but one: so long it keeps the event loop. The longest is what the machine did meanwhile. */
  p99: number;
}

/** Runs all of them turn by turn, so that whatever else the machine does meets them alike. */
export function measureInTurn(works: readonly (() => unknown)[], rounds: number): Measured[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) times[index]?.push(measureOnce(work));
  }
  return times.map(summary);
}

/** Runs once. */
export function measureOnce(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function summary(times: readonly number[]): Measured {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  return { median: at(0.5), p99: at(0.99) };
}
