import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { ConfigError, type Environment, readConfig } from '#config/read.ts';
import { busyPorts, freePort, type WantedPort } from './ports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const names = [
  'PORT',
  'POSTGRES_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'SANDBOX_PORT',
  'METRICS_PORT',
  'WORKER_METRICS_PORT',
  'HOST',
  'DATA_DIR',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'SANDBOX_TOKEN',
] as const;

/** The variables of this process and of `.env`; what the process was given wins. */
export function givenEnvironment(environment: NodeJS.ProcessEnv = process.env, folder = root): Environment {
  const file = join(folder, '.env');
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...environment };
}

export type Settings = ReturnType<typeof settingsOf>;

/** What npm start itself reads. */
export function settingsOf(given: Environment) {
  const config = readConfig(names, given);
  const valueOf = (name: string) => given[name]?.trim() || undefined;
  return {
    ...config,
    dataDir: resolve(root, config.DATA_DIR),
    // The default names the default port; another port has another address.
    publicUrl: valueOf('PUBLIC_URL')?.replace(/\/+$/, '') ?? `http://localhost:${config.PORT}`,
    databaseUrl: valueOf('DATABASE_URL'),
    adminUrl: valueOf('DATABASE_ADMIN_URL') ?? valueOf('DATABASE_URL'),
    temporalAddress: valueOf('TEMPORAL_ADDRESS'),
    temporalUiUrl: valueOf('TEMPORAL_UI_URL'),
    workerMetricsPortIsGiven: valueOf('WORKER_METRICS_PORT') !== undefined,
  };
}

/** Throws with one sentence for each port that is taken. Servers that are there already need no port. */
export async function checkPorts(settings: Settings, usesSandbox: boolean): Promise<void> {
  const wanted: WantedPort[] = [
    { variable: 'PORT', port: settings.PORT },
    ...(settings.databaseUrl ? [] : [{ variable: 'POSTGRES_PORT', port: settings.POSTGRES_PORT }]),
    ...(settings.temporalAddress
      ? []
      : [
          { variable: 'TEMPORAL_PORT', port: settings.TEMPORAL_PORT },
          { variable: 'TEMPORAL_UI_PORT', port: settings.TEMPORAL_UI_PORT },
        ]),
    ...(usesSandbox ? [{ variable: 'SANDBOX_PORT', port: settings.SANDBOX_PORT }] : []),
    { variable: 'METRICS_PORT', port: settings.METRICS_PORT },
    ...(settings.workerMetricsPortIsGiven
      ? [{ variable: 'WORKER_METRICS_PORT', port: settings.WORKER_METRICS_PORT }]
      : []),
  ];
  const faults = await busyPorts(wanted);
  if (faults.length > 0) throw new ConfigError(faults);
}

/** The port that was given, or the one above METRICS_PORT unless another copy's API is there. */
export async function workerMetricsPortOf(settings: Settings): Promise<number> {
  const { WORKER_METRICS_PORT: port, workerMetricsPortIsGiven } = settings;
  return workerMetricsPortIsGiven ? port : freePort(port);
}
