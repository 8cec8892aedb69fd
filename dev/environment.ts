import { ConfigError, type Environment } from '#config/read.ts';
import { PROVIDERS, providersFor, realKeyOf, valuesFor } from './providers.ts';
import type { Secrets } from './secrets.ts';

/** Where the parts of one running system are. */
export interface Addresses {
  port: number;
  sandboxPort: number;
  metricsPort: number;
  workerMetricsPort: number;
  publicUrl: string;
  databaseUrl: string;
  adminUrl: string;
  temporalAddress: string;
  temporalUiUrl?: string | undefined;
  sandboxData: string;
}

export interface Environments {
  /** For API and worker alike: the same code with the same configuration. */
  product: NodeJS.ProcessEnv;
  sandbox: NodeJS.ProcessEnv;
  /** Providers that the sandbox stands in for. */
  sandboxed: string[];
  /** Variables with a key that reaches real people or real money. */
  liveKeys: string[];
}

/** The environment of every process. The sandbox stands in for each provider without a key, and for no other. */
export function environmentsOf(given: Environment, secrets: Secrets, addresses: Addresses): Environments {
  const sandboxUrl = `http://127.0.0.1:${addresses.sandboxPort}`;
  const providers = providersFor(given, secrets);
  const settings = providers.map((provider) => valuesFor(provider, given, { secrets, sandboxUrl }));
  const sandboxed = providers.filter((provider) => !realKeyOf(provider, given, secrets));
  const faults = [...settings.flatMap((one) => one.faults), ...productionFaults(given, sandboxed)];
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    product: {
      ...given,
      ...commonValues(given, secrets, addresses),
      ...Object.assign({}, ...settings.map((one) => one.values)),
      ...(sandboxed.length > 0 && !given['ICS_ALLOWED_ORIGINS']?.trim()
        ? { ICS_ALLOWED_ORIGINS: sandboxUrl }
        : {}),
    },
    sandbox: sandboxEnvironment(given, secrets, addresses),
    sandboxed: sandboxed.map(({ name }) => name),
    liveKeys: liveKeysIn(given, secrets),
  };
}

/** Demo people and their phones must never be within reach of a live key. */
export function liveKeysIn(given: Environment, secrets: Secrets): string[] {
  return PROVIDERS.filter((provider) => {
    const key = realKeyOf(provider, given, secrets);
    return key !== undefined && provider.isLive(key);
  }).map(({ key }) => key);
}

function productionFaults(given: Environment, sandboxed: readonly { name: string; key: string }[]): string[] {
  if (given['NODE_ENV']?.trim() !== 'production') return [];
  return sandboxed.map(
    ({ name, key }) => `${key} is missing: with NODE_ENV=production nothing stands in for ${name}`,
  );
}

function commonValues(given: Environment, secrets: Secrets, addresses: Addresses): NodeJS.ProcessEnv {
  return {
    PORT: String(addresses.port),
    METRICS_PORT: String(addresses.metricsPort),
    WORKER_METRICS_PORT: String(addresses.workerMetricsPort),
    PUBLIC_URL: addresses.publicUrl,
    DATABASE_URL: addresses.databaseUrl,
    DATABASE_ADMIN_URL: addresses.adminUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    ...(addresses.temporalUiUrl ? { TEMPORAL_UI_URL: addresses.temporalUiUrl } : {}),
    AUTH_SECRET: given['AUTH_SECRET']?.trim() || secrets.authSecret,
    CALENDAR_KEYS: given['CALENDAR_KEYS']?.trim() || secrets.calendarKeys,
  };
}

/** The sandbox gets its own keys and nobody's real ones: it refuses those, and has no use for them. */
function sandboxEnvironment(given: Environment, secrets: Secrets, addresses: Addresses): NodeJS.ProcessEnv {
  const { PATH, HOME, TZ, NODE_ENV, LOG_LEVEL, SANDBOX_TOKEN } = given;
  return {
    ...withoutAbsent({ PATH, HOME, TZ, NODE_ENV, LOG_LEVEL, SANDBOX_TOKEN }),
    ...Object.assign({}, ...PROVIDERS.map((provider) => provider.sandboxValues(secrets))),
    PUBLIC_URL: addresses.publicUrl,
    SANDBOX_PORT: String(addresses.sandboxPort),
    SANDBOX_DATA: addresses.sandboxData,
    STRIPE_WEBHOOK_URL: `${addresses.publicUrl}/api/payments/webhook`,
    SENDGRID_WEBHOOK_URL: `${addresses.publicUrl}/api/notifications/webhook/sendgrid`,
    SENDGRID_WEBHOOK_PRIVATE_KEY: secrets.sendgridPrivateKey,
  };
}

function withoutAbsent(values: Environment): Environment {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()));
}
