import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from './quantile.ts';

export interface LoadResult {
  count: number;
  failed: number;
  /** From the first arrival to the last answer. */
  seconds: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/**
 * Open loop: arrivals come at their own pace, however slow the answers are, and each is timed from the instant at which
 * it was due. A load that waits for answers before it asks again would hide every stall.
 */
export async function offer(
  perSecond: number,
  count: number,
  arrive: (index: number) => Promise<boolean>,
): Promise<LoadResult> {
  const startedAt = performance.now();
  const latencies: number[] = [];
  let failed = 0;
  const arrivals: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueAt = startedAt + (index / perSecond) * 1000;
    const wait = dueAt - performance.now();
    if (wait > 0) await pause(wait);
    arrivals.push(
      arrive(index).then((succeeded) => {
        latencies.push(performance.now() - dueAt);
        if (!succeeded) failed += 1;
      }),
    );
  }
  await Promise.all(arrivals);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    count,
    failed,
    seconds,
    perSecond: count / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}
