import os from 'node:os';
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions, WorkflowBundle } from '@temporalio/worker';
import type {
  AccountMailActivities,
  Activities,
  CalendarActivities,
  CalendarMailActivities,
  MeetingActivities,
  MessageActivities,
} from '#activities/contract.ts';
import { failureInterceptor } from '#activities/failure.ts';
import { calendarQueue, messageQueue, roomQueue, taskQueue } from '#workflows/contract.ts';

export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  workflowBundle: WorkflowBundle;
  activities: Activities;
}

/**
 * One worker for the consultations, one each for messages, video rooms and calendars: a provider that hangs fills the places of
 * its own worker only.
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
    activities: pick(activities, (name) => !elsewhere.some((others) => others.has(name))),
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
    activities: pick(activities, (name) => messageActivities.has(name)),
    maxConcurrentActivityTaskExecutions: 20,
  });
  const rooms = await Worker.create({
    ...shared(where),
    taskQueue: roomQueue,
    activities: pick(activities, (name) => roomActivities.has(name)),
    maxConcurrentActivityTaskExecutions: 20,
  });
  const calendars = await Worker.create({
    ...shared(where),
    taskQueue: calendarQueue,
    workflowBundle,
    activities: pick(activities, (name) => calendarActivities.has(name)),
    // Most of them sleep for ten minutes at a time.
    maxCachedWorkflows: 100,
    stickyQueueScheduleToStartTimeout: '3s',
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 5 },
    // Each may hold a year of somebody's events in memory.
    maxConcurrentActivityTaskExecutions: 10,
  });
  return [consultations, messages, rooms, calendars];
}

const messageActivities: ReadonlySet<string> = new Set([
  'sendEmail',
  'sendSms',
  'sendAccountMail',
  'sendCalendarMail',
] satisfies (keyof (MessageActivities & AccountMailActivities & CalendarMailActivities))[]);

const calendarActivities: ReadonlySet<string> = new Set([
  'syncCalendar',
  'renewChannel',
  'stopChannel',
  'writeCalendarEvent',
  'removeCalendarEvent',
] satisfies (keyof CalendarActivities)[]);

const roomActivities: ReadonlySet<string> = new Set([
  'openRoom',
  'closeRoom',
  'readPresence',
] satisfies (keyof MeetingActivities)[]);

const elsewhere = [messageActivities, roomActivities, calendarActivities];

function pick(activities: Activities, wanted: (name: string) => boolean) {
  return Object.fromEntries(Object.entries(activities).filter(([name]) => wanted(name)));
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
