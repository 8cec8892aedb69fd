import { Client } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { hasDemoAccounts } from '#db/accounts.ts';
import { createDatabase } from '#db/client.ts';
import { createActivities } from './activities.ts';
import { workflowBundle } from './bundle.ts';
import { readWorkerConfig } from './config.ts';
import type { WorkerConfig } from './config.ts';
import { connect } from './connection.ts';
import { freePort, serveHealth } from './health.ts';
import { createLog, runtimeLogger } from './log.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { watchSilentCalendars } from './silent-calendars.ts';
import { startSweep } from './sweep.ts';
import { createWorkers } from './workers.ts';

/** Called by a signal. Before the workers run there is nothing to drain. */
let stop: () => void = () => process.exit(0);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => stop());

async function run(config: WorkerConfig, log: Logger): Promise<void> {
  const exporterPort = await freePort();
  const logger = runtimeLogger(log);
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      metrics: { prometheus: { bindAddress: `127.0.0.1:${exporterPort}` } },
    },
  });
  const db = createDatabase(config.DATABASE_URL, {
    maxConnections: 20,
    applicationName: 'majlis-worker',
    onConnectionLost: (error) => log.warn({ error }, 'lost a connection to Postgres'),
  });
  if (config.NODE_ENV === 'production' && (await hasDemoAccounts(db))) {
    throw new Error('The database has demo accounts (@majlis.test), which must not be there in production');
  }
  const namespace = config.TEMPORAL_NAMESPACE;
  // The bundler's own account of its work would drown the rest.
  const [connection, bundle] = await Promise.all([
    connect(config, log),
    workflowBundle({ ...logger, info: (message, meta) => logger.debug(message, meta) }),
  ]);
  await registerSearchAttributes(connection, namespace, log);
  const activities = createActivities({ db, config });
  const workers = await createWorkers({ connection, namespace, workflowBundle: bundle, activities });
  const health = await serveHealth(config.WORKER_METRICS_PORT, exporterPort, workers);
  const stopSweep = startSweep(db, log);
  const stopWatching = watchSilentCalendars(db, new Client({ connection, namespace }), log);

  const shutdown = () =>
    workers.filter((worker) => worker.getState() === 'RUNNING').forEach((worker) => worker.shutdown());
  const running = Promise.all(workers.map((worker) => worker.run()));
  stop = () => {
    log.info('draining');
    shutdown();
  };
  log.info({ port: config.WORKER_METRICS_PORT }, 'ready');
  // One without the others would look alive and leave a part of the work undone.
  await running.finally(shutdown);
  stopSweep();
  stopWatching();
  health.close();
  health.closeAllConnections();
  await connection.close();
  await db.destroy();
}

/** A fault of the configuration is one sentence for a person; everything else is a line of the log. */
async function main(): Promise<number> {
  let config: WorkerConfig;
  try {
    config = readWorkerConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const log = createLog(config.LOG_LEVEL);
  try {
    await run(config, log);
    log.info('stopped');
    return 0;
  } catch (error) {
    log.fatal({ error }, error instanceof Error ? error.message : 'the worker failed');
    return 1;
  }
}

process.exit(await main());
