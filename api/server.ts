import { Client, Connection } from '@temporalio/client';
import closeWithGrace from 'close-with-grace';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { hasDemoAccounts } from '#db/accounts.ts';
import { createDatabase } from '#db/client.ts';
import { ConfigError } from '#config/read.ts';
import { buildApp } from './app.ts';
import { readApiEnvironment, type ApiEnvironment } from './config.ts';
import { serializers } from '#api/http/logging.ts';
import { createRegistry, serveMetrics } from '#api/http/metrics.ts';

/** Long enough for a booking that waits for Temporal, short enough for an orchestrator's patience. */
const DRAIN_MS = 35_000;

const webRoot = fileURLToPath(new URL('../web/dist', import.meta.url));

async function serve(env: ApiEnvironment): Promise<void> {
  const logger = pino({ level: env.LOG_LEVEL, base: { part: 'api' }, serializers });
  const db = createDatabase(env.DATABASE_URL, {
    maxConnections: 20,
    applicationName: 'majlis-api',
    onConnectionLost: (error) => logger.warn({ err: error }, 'a connection to Postgres was lost while idle'),
  });
  await refuseDemoInProduction(env, () => hasDemoAccounts(db));
  const connection = Connection.lazy({
    address: env.TEMPORAL_ADDRESS,
    ...(env.TEMPORAL_API_KEY !== undefined && { apiKey: env.TEMPORAL_API_KEY }),
    ...((env.TEMPORAL_TLS || env.TEMPORAL_API_KEY !== undefined) && { tls: true }),
  });
  const registry = createRegistry();
  const app = await buildApp({
    db,
    temporal: new Client({ connection, namespace: env.TEMPORAL_NAMESPACE }),
    clock: Date.now,
    config: env,
    logger,
    registry,
    ...(existsSync(webRoot) && { webRoot }),
  });
  await app.listen({ host: env.HOST, port: env.PORT });
  const metrics = await serveMetrics(registry, env.METRICS_PORT);

  closeWithGrace({ delay: DRAIN_MS, logger }, async ({ err }) => {
    if (err) logger.fatal({ err }, 'the process ends because of an error that nobody caught');
    metrics.close();
    await app.close();
    await Promise.allSettled([db.destroy(), connection.close()]);
  });
}

/** Demo people have a password that everybody knows. */
async function refuseDemoInProduction(env: ApiEnvironment, hasDemo: () => Promise<boolean>): Promise<void> {
  if (env.NODE_ENV !== 'production' || !(await hasDemo())) return;
  throw new ConfigError(['The database holds demo accounts (@majlis.test), and NODE_ENV is production']);
}

try {
  await serve(readApiEnvironment());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
