import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordedHistory, recordedNames } from './recorded.ts';

const names = recordedNames();

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
}, 120_000);

describe('a consultation that began under an earlier version', () => {
  it('has left histories to replay', () => {
    expect(names.length).toBeGreaterThanOrEqual(14);
  });

  it.each(names)('goes on under this one: %s', async (name) => {
    await expect(Worker.runReplayHistory({ workflowBundle }, recordedHistory(name))).resolves.toBeUndefined();
  });
});
