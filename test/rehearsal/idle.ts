import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';

/** Longer than a try of an activity takes, which has no way to be seen but by what it leaves. */
const lookEveryMs = 30;

/** Waits until nothing of a workflow is under way: it has ended, or waits for time, a message, or the next try of an activity. */
export async function untilIdle(handle: WorkflowHandle): Promise<void> {
  let before = '';
  for (let looks = 0; looks < 400; looks += 1) {
    const description = await handle.describe();
    if (description.status.name !== 'RUNNING') return;
    const now = standOf(description);
    if (now === before && (await waits(handle, description))) return;
    before = now;
    await delay(lookEveryMs);
  }
  throw new Error(`${handle.workflowId} does not come to rest`);
}

/**
 * Ends a workflow that is still open. The time-skipping server (1.31) holds time while a task is under way, and never lets go of
 * it when the workflow is terminated meanwhile: from then on it stands still.
 */
export async function endWhenIdle(handle: WorkflowHandle): Promise<void> {
  await untilIdle(handle);
  const { status } = await handle.describe();
  if (status.name === 'RUNNING') await handle.terminate('the scene is over');
}

/** Another one after each event, and after each failed try of an activity. */
function standOf({ historyLength, raw }: WorkflowExecutionDescription): string {
  return [historyLength, ...(raw.pendingActivities ?? []).map(({ attempt }) => attempt)].join();
}

/** No workflow task is scheduled or started, and every open activity has failed before. False as well where the history has grown. */
async function waits(
  handle: WorkflowHandle,
  { historyLength, raw }: WorkflowExecutionDescription,
): Promise<boolean> {
  const { events } = await handle.fetchHistory();
  const last = events?.at(-1);
  const isTask = last?.workflowTaskScheduledEventAttributes ?? last?.workflowTaskStartedEventAttributes;
  const haveFailed = raw.pendingActivities?.every(({ lastFailure }) => lastFailure) ?? true;
  return events?.length === historyLength && !isTask && haveFailed;
}
