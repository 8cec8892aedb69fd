import { condition, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { bareBook } from './bare-contract.ts';
import type { BareActivities } from './bare-contract.ts';

const local = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '3s' });
const ordinary = proxyActivities<BareActivities>({ startToCloseTimeout: '45s' });

/** One local and one ordinary activity before the answer, as a booking has, and then it stays open as a booking does. */
export async function bare(): Promise<void> {
  let isDone = false;
  setHandler(bareBook, async () => {
    await condition(() => isDone);
    return 'done';
  });
  await local.nothing();
  await ordinary.nothing();
  isDone = true;
  await condition(() => false, '15m');
}
