import { WithStartWorkflowOperation } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { ConsultationStatus } from '#domain/consultation.ts';
import * as contract from '#workflows/contract.ts';
import type { AccountMailInput, ConsultationInput } from '#workflows/contract.ts';
import { keepHistory } from '#test/replay/recorded.ts';
import { endWhenIdle, untilIdle } from './idle.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

/** Where workflows are rehearsed: a real server on which time can be skipped, and workers with the real workflows. */
export interface Stage {
  env: TestWorkflowEnvironment;
  /** The server's time. */
  now(): Promise<number>;
  /**
   * Lets the workers work in this world while `scene` plays, then replays every history that came of it. With RECORD_HISTORIES
   * set, a scene that has a name leaves its history in test/histories/, for the versions to come.
   */
  play(world: World, scene: () => Promise<void>, recordAs?: string): Promise<void>;
  start(world: World, input: ConsultationInput): Promise<Rehearsed>;
  startAccountMail(input: AccountMailInput): Promise<WorkflowHandle>;
  startCalendarSync(connectionId: string): Promise<WorkflowHandle>;
  close(): Promise<void>;
}

export interface Rehearsed {
  handle: WorkflowHandle;
  booked: Promise<contract.BookResult>;
  view(): Promise<contract.ConsultationView>;
  /** Skips time until the consultation has this status. */
  until(status: ConsultationStatus, step?: number): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: inject('testServerPath') } },
  });
  await registerSearchAttributes(env);
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  const bundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  let playing = createWorld();
  const workers = await createWorkers({ env, bundle, playing: () => playing });
  const running = workers.map((worker) => worker.run());
  const started: WorkflowHandle[] = [];
  const endAll = async () => {
    const handles = started.splice(0);
    await Promise.all(handles.map(endWhenIdle));
    return handles;
  };

  return {
    env,
    now: () => env.currentTimeMs(),
    async play(world, scene, recordAs) {
      // A scene that failed left its workflows open; they would go on in this world.
      await endAll();
      playing = world;
      await scene();
      for (const handle of await endAll()) {
        const history = await handle.fetchHistory();
        await Worker.runReplayHistory({ workflowBundle: bundle }, history);
        if (recordAs !== undefined && process.env['RECORD_HISTORIES'] !== undefined)
          keepHistory(recordAs, history);
      }
    },
    async start(world, input) {
      const operation = new WithStartWorkflowOperation(
        contract.consultationWorkflowType,
        contract.startOptionsOf(input),
      );
      const booked = env.client.workflow.executeUpdateWithStart(contract.book, {
        updateId: contract.bookUpdateId,
        startWorkflowOperation: operation,
      });
      const handle = await operation.workflowHandle();
      started.push(handle);
      return rehearsed(env, world, handle, booked);
    },
    async startAccountMail(input) {
      const handle = await env.client.workflow.start(
        contract.accountMailWorkflowType,
        contract.accountMailOptions(crypto.randomUUID(), input),
      );
      started.push(handle);
      return handle;
    },
    async startCalendarSync(connectionId) {
      const handle = await env.client.workflow.signalWithStart(contract.calendarSyncWorkflowType, {
        ...contract.calendarSyncOptions(connectionId),
        signal: contract.calendarChanged,
        signalArgs: [{ reason: 'connected' }],
      });
      started.push(handle);
      return handle;
    },
    async close() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
      await env.teardown();
    },
  };
}

interface Cast {
  env: TestWorkflowEnvironment;
  bundle: WorkflowBundleWithSourceMap;
  playing: () => World;
}

/** One set of workers for all scenes, since starting them takes longer than most scenes. Their activities are those of the world that plays. */
function createWorkers({ env, bundle, playing }: Cast): Promise<Worker[]> {
  const activities = Object.fromEntries(
    Object.keys(playing().activities).map((name) => [
      name,
      (...given: unknown[]): unknown =>
        Reflect.apply(Reflect.get(playing().activities, name), undefined, given),
    ]),
  );
  const common = { connection: env.nativeConnection, activities };
  return Promise.all([
    Worker.create({ ...common, workflowBundle: bundle, taskQueue: contract.taskQueue }),
    Worker.create({ ...common, taskQueue: contract.messageQueue }),
    Worker.create({ ...common, taskQueue: contract.roomQueue }),
    Worker.create({ ...common, workflowBundle: bundle, taskQueue: contract.calendarQueue }),
  ]);
}

function rehearsed(
  env: TestWorkflowEnvironment,
  world: World,
  handle: WorkflowHandle,
  booked: Promise<contract.BookResult>,
): Rehearsed {
  const view = () => handle.query(contract.state);
  return {
    handle,
    booked,
    view,
    async until(status, step = 60_000) {
      // Looks at the row, not at the workflow: a query is a workflow task, and the server loses tasks that meet a skip.
      for (let tries = 0; tries < 400 && world.outside.status !== status; tries += 1) await env.sleep(step);
      await untilIdle(handle);
      const seen = (await view()).status;
      if (seen !== status) throw new Error(`it never became ${status}; it is ${seen}`);
    },
  };
}

async function registerSearchAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const searchAttributes = Object.fromEntries(
    Object.values(contract.searchAttributes).map(({ name, type }) => [name, indexedValueTypes[type] ?? 0]),
  );
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
}

/** temporal.api.enums.v1.IndexedValueType */
const indexedValueTypes: Readonly<Record<string, number>> = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
};
