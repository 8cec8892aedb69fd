import { defineUpdate } from '@temporalio/workflow';

/** The rival: the least that an update-with-start with as many activities can be, on the same servers. */
export const bareQueue = 'bench-bare';
export const bareWorkflowType = 'bare';
export const bareBook = defineUpdate<string>('bareBook');

export interface BareActivities {
  nothing(): Promise<void>;
}
