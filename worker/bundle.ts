import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger, WorkflowBundleWithSourceMap } from '@temporalio/worker';

const pathOf = (file: string) => fileURLToPath(new URL(`../workflows/${file}`, import.meta.url));
const workflowsPath = pathOf('index.ts');

let built: Promise<WorkflowBundleWithSourceMap> | undefined;

/**
 * The workflows' code as the worker runs it. Building takes seconds, so one process does it once. Its modules keep no state
 * of their own, so all workflows of a worker share them instead of running each file again. The first of them sets what is
 * frozen once workflows run.
 */
export function workflowBundle(logger?: Logger): Promise<WorkflowBundleWithSourceMap> {
  built ??= bundleWorkflowCode({
    workflowsPath,
    preloadModules: [pathOf('stack-traces.ts'), workflowsPath],
    ...(logger && { logger }),
  });
  return built;
}
