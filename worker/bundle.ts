import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger, WorkflowBundleWithSourceMap } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

let built: Promise<WorkflowBundleWithSourceMap> | undefined;

/**
 * The workflows' code as the worker runs it. Building takes seconds, so one process does it once. Its modules keep no state
 * of their own, so all workflows of a worker share them instead of running each file again.
 */
export function workflowBundle(logger?: Logger): Promise<WorkflowBundleWithSourceMap> {
  built ??= bundleWorkflowCode({ workflowsPath, preloadModules: [workflowsPath], ...(logger && { logger }) });
  return built;
}
