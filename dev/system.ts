import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '#config/read.ts';
import { loadDemoData, refuseDemoData } from './demo-data.ts';
import { type Addresses, type Environments, environmentsOf, liveKeysIn } from './environment.ts';
import { clearLeftovers, SUPERVISOR } from './leftovers.ts';
import { nodePart, type NodePartOptions } from './node-part.ts';
import { freePort } from './ports.ts';
import { createCluster } from './postgres-cluster.ts';
import { type DatabaseUrls, migrate, prepareDatabase } from './postgres-database.ts';
import { postgresPlace } from './postgres-place.ts';
import { postgresPart } from './postgres.ts';
import { createSupervisor, type Supervisor } from './processes.ts';
import type { Say } from './progress.ts';
import { openRunningFile, type RunningFile } from './running.ts';
import { type Secrets, secretsIn } from './secrets.ts';
import { checkPorts, type Settings, settingsOf, workerMetricsPortOf } from './settings.ts';
import { checkServer } from './temporal-namespace.ts';
import { findTemporal } from './temporal-program.ts';
import { temporalPart } from './temporal.ts';
import { buildWeb } from './web-build.ts';

export interface SystemOptions {
  given: Environment;
  say: Say;
  /** Off only for a test's data. */
  durable: boolean;
  restartsPerMinute: number;
  /** Told, with the reason, when a part does not stay up. */
  giveUp: (reason: string) => void;
  /** Ends the start wherever it is; what runs by then is stopped. */
  signal?: AbortSignal;
}

/** Everything of Majlis on this machine. */
export interface System {
  settings: Settings;
  addresses: Addresses;
  environments: Environments;
  supervisor: Supervisor;
  /** Starts a part that was killed; our own processes may get other variables for this time. */
  startPart(name: string, extraEnv?: NodeJS.ProcessEnv): Promise<void>;
  stop(): Promise<void>;
}

/** What the steps of the start share. */
interface Start {
  options: SystemOptions;
  settings: Settings;
  secrets: Secrets;
  supervisor: Supervisor;
  logOf: (name: string) => string;
}

/** Brings everything up, in the order in which the parts need each other. When it throws, nothing is left running. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const settings = settingsOf(options.given);
  const { dataDir } = settings;
  mkdirSync(dataDir, { recursive: true });
  const running = runningFileOf(settings);
  await clearLeftovers(running, options.say);
  running.add(SUPERVISOR, process.pid);
  putLogsAside(dataDir);
  const supervisor = createSupervisor({ ...options, running });
  const start: Start = {
    options,
    settings,
    secrets: secretsIn(dataDir),
    supervisor,
    logOf: (name) => join(dataDir, 'logs', `${name}.log`),
  };
  try {
    return await Promise.race([bringUp(start, running), aborted(options.signal)]);
  } catch (error) {
    await supervisor.stop();
    running.clear();
    throw error;
  }
}

/** A run begins with empty logs; those of the run before stay beside them, since they may say why it ended. */
function putLogsAside(dataDir: string): void {
  const logs = join(dataDir, 'logs');
  rmSync(`${logs}-before`, { recursive: true, force: true });
  if (existsSync(logs)) renameSync(logs, `${logs}-before`);
  mkdirSync(logs);
}

export function runningFileOf({ dataDir }: Settings): RunningFile {
  return openRunningFile(join(dataDir, 'running.json'));
}

function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('the start was interrupted')), { once: true });
  });
}

async function bringUp(start: Start, running: RunningFile): Promise<System> {
  const { options, settings, secrets, supervisor } = start;
  // Faults of the configuration come before any long step.
  const guess = await addressesOf(settings, { url: '', adminUrl: '' });
  const needsSandbox = environmentsOf(options.given, secrets, guess).sandboxed.length > 0;
  await checkPorts(settings, needsSandbox);

  const [database] = await Promise.all([startDatabase(start), startTemporal(start), buildWeb(options.say)]);
  const addresses = { ...guess, databaseUrl: database.url, adminUrl: database.adminUrl };
  const environments = environmentsOf(options.given, secrets, addresses);
  const processes = ownProcesses(start, addresses, environments);
  options.say(`Starting ${processes.map(({ name }) => name).join(', ')} …`);
  await Promise.all(processes.map((one) => supervisor.start(nodePart(one))));
  return {
    settings,
    addresses,
    environments,
    supervisor,
    async startPart(name, extraEnv = {}) {
      const one = processes.find((candidate) => candidate.name === name);
      if (!one) return supervisor.startAgain(name);
      await supervisor.kill(name);
      return supervisor.start(nodePart({ ...one, env: { ...one.env, ...extraEnv } }));
    },
    async stop() {
      await supervisor.stop();
      running.clear();
    },
  };
}

async function addressesOf(settings: Settings, database: DatabaseUrls): Promise<Addresses> {
  const ownTemporal = settings.temporalAddress === undefined;
  return {
    port: settings.PORT,
    sandboxPort: settings.SANDBOX_PORT,
    metricsPort: settings.METRICS_PORT,
    workerMetricsPort: await workerMetricsPortOf(settings),
    publicUrl: settings.publicUrl,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    temporalAddress: settings.temporalAddress ?? `127.0.0.1:${settings.TEMPORAL_PORT}`,
    temporalUiUrl:
      settings.temporalUiUrl ?? (ownTemporal ? `http://127.0.0.1:${settings.TEMPORAL_UI_PORT}` : undefined),
    sandboxData: join(settings.dataDir, 'sandbox.json'),
  };
}

/** A server that is there gets the migrations and nothing else; our own gets the demo data as well, once. */
async function startDatabase({
  options,
  settings,
  secrets,
  supervisor,
  logOf,
}: Start): Promise<DatabaseUrls> {
  const { say, given, durable } = options;
  const liveKeys = liveKeysIn(given, secrets);
  const { databaseUrl, adminUrl } = settings;
  if (databaseUrl && adminUrl) {
    say(`PostgreSQL: the server at ${new URL(adminUrl).host}.`);
    await migrate(adminUrl, say);
    await refuseDemoData(adminUrl, liveKeys);
    return { url: databaseUrl, adminUrl };
  }
  const place = postgresPlace(settings.dataDir, say);
  await createCluster(place, say);
  const port = settings.POSTGRES_PORT;
  await supervisor.start(postgresPart({ place, port, durable, logPath: logOf('postgres') }));
  const urls = await prepareDatabase(port, say);
  await refuseDemoData(urls.adminUrl, liveKeys);
  await loadDemoData(urls.adminUrl, { liveKeys, say });
  return urls;
}

async function startTemporal({ options, settings, supervisor, logOf }: Start): Promise<void> {
  const namespace = settings.TEMPORAL_NAMESPACE;
  if (settings.temporalAddress) {
    options.say(`Temporal: the server at ${settings.temporalAddress}.`);
    const { temporalAddress: address, TEMPORAL_API_KEY: apiKey } = settings;
    return checkServer({ address, namespace, apiKey, tls: settings.TEMPORAL_TLS || apiKey !== undefined });
  }
  const program = await findTemporal(options.say);
  options.say(`Temporal: ${program.origin}.`);
  const [metrics, http] = [await freePort(), await freePort()];
  const ports = { frontend: settings.TEMPORAL_PORT, ui: settings.TEMPORAL_UI_PORT, metrics, http };
  const databasePath = join(settings.dataDir, 'temporal.db');
  return supervisor.start(
    temporalPart({ program: program.path, ports, namespace, databasePath, logPath: logOf('temporal') }),
  );
}

/** Sandbox, worker and API. They may start at once: each waits for what it needs, or is asked again until it is ready. */
function ownProcesses(
  { settings, logOf }: Start,
  addresses: Addresses,
  environments: Environments,
): NodePartOptions[] {
  const { product, sandbox, sandboxed } = environments;
  // An API that listens on all addresses answers on loopback too.
  const host = ['0.0.0.0', '::'].includes(settings.HOST) ? '127.0.0.1' : settings.HOST;
  const processes: NodePartOptions[] = [
    {
      name: 'sandbox',
      script: 'sandbox/main.ts',
      env: sandbox,
      readyUrl: `http://127.0.0.1:${addresses.sandboxPort}/healthz`,
      stopWithinMs: 10_000,
      logPath: logOf('sandbox'),
    },
    {
      name: 'worker',
      script: 'worker/main.ts',
      env: product,
      readyUrl: `http://127.0.0.1:${addresses.workerMetricsPort}/healthz`,
      // Activities in flight may end by themselves for 20 s, and are given up after 30 s.
      stopWithinMs: 35_000,
      logPath: logOf('worker'),
    },
    {
      name: 'api',
      script: 'api/server.ts',
      env: product,
      readyUrl: `http://${host}:${addresses.port}/readyz`,
      stopWithinMs: 20_000,
      logPath: logOf('api'),
    },
  ];
  return processes.filter(({ name }) => name !== 'sandbox' || sandboxed.length > 0);
}
