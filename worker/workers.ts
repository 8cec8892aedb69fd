import os from 'node:os';
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions, WorkflowBundle } from '@temporalio/worker';
import type { AccountMailActivities, Activities, MessageActivities } from '#activities/contract.ts';
import { failureInterceptor } from '#activities/failure.ts';
import { messageQueue, taskQueue } from '#workflows/contract.ts';

export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  workflowBundle: WorkflowBundle;
  activities: Activities;
}

/**
 * One worker for the consultations and one for their messages: a provider of messages that hangs fills the places of the
 * second one only.
 */
export async function createWorkers({
  activities,
  workflowBundle,
  ...where
}: WorkersOptions): Promise<Worker[]> {
  const consultations = await Worker.create({
    ...shared(where),
    taskQueue,
    workflowBundle,
    activities: without(activities, messageActivities),
    // About 0.2 MB each; what falls out of the cache is replayed when it is needed.
    maxCachedWorkflows: 600,
    // When a worker dies, its workflows wait this long before another one takes them up.
    stickyQueueScheduleToStartTimeout: '3s',
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 20 },
    maxConcurrentActivityTaskExecutions: 50,
  });
  const messages = await Worker.create({
    ...shared(where),
    taskQueue: messageQueue,
    activities: only(activities, messageActivities),
    maxConcurrentActivityTaskExecutions: 20,
  });
  return [consultations, messages];
}

const messageActivities: ReadonlySet<string> = new Set([
  'sendEmail',
  'sendSms',
  'sendAccountMail',
] satisfies (keyof (MessageActivities & AccountMailActivities))[]);

function only(activities: Activities, names: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(activities).filter(([name]) => names.has(name)));
}

function without(activities: Activities, names: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(activities).filter(([name]) => !names.has(name)));
}

function shared({ connection, namespace }: Pick<WorkersOptions, 'connection' | 'namespace'>) {
  return {
    connection,
    namespace,
    identity: `majlis-worker@${os.hostname()}:${process.pid}`,
    interceptors: { activity: [failureInterceptor] },
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 10 },
    shutdownGraceTime: '20s',
    shutdownForceTime: '30s',
  } satisfies Partial<WorkerOptions>;
}
