import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { bareQueue } from './bare-contract.ts';

/** A process of its own, as the product's worker is, with the same options. Says `ready` and ends on SIGTERM. */
const address = process.env['TEMPORAL_ADDRESS'];
if (address === undefined) throw new Error('TEMPORAL_ADDRESS is missing');
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
});
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue: bareQueue,
  workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
  activities: { nothing: async () => undefined },
  maxCachedWorkflows: 600,
  workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 20 },
  activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 10 },
  maxConcurrentActivityTaskExecutions: 50,
});
console.log('ready');
await worker.run();
await connection.close();
