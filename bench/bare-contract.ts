import { defineUpdate } from '@temporalio/workflow';

/** The rival: the least that an update-with-start with as many activities can be, on the same servers. */
export const bareQueue = 'bench-bare';

/** How a rival's two activities run: as ordinary ones, as everybody writes them, or within the workflow task, as ours do. */
export type Rival = 'ordinary' | 'local';

export const bareBook = defineUpdate<string>('bareBook');

export interface BareActivities {
  nothing(): Promise<void>;
}
