import { condition, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { bareBook } from './bare-contract.ts';
import type { BareActivities } from './bare-contract.ts';

/** Two activities before the answer, as a booking has, and then it stays open as a booking does. */
export async function ordinary(): Promise<void> {
  return bare(proxyActivities<BareActivities>({ startToCloseTimeout: '45s' }));
}

export async function local(): Promise<void> {
  return bare(proxyLocalActivities<BareActivities>({ startToCloseTimeout: '3s' }));
}

async function bare(activities: BareActivities): Promise<void> {
  let isDone = false;
  setHandler(bareBook, async () => {
    await condition(() => isDone);
    return 'done';
  });
  await activities.nothing();
  await activities.nothing();
  isDone = true;
  await condition(() => false, '15m');
}
