import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#config/read.ts';
import { variables, type VariableName } from '#config/variables.ts';

function faultsOf(names: readonly VariableName[], environment: Record<string, string>): readonly string[] {
  try {
    readConfig(names, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('converts, fills in defaults, and freezes', () => {
    const config = readConfig(['PORT', 'TEMPORAL_TLS', 'HOLD_MINUTES', 'TEMPORAL_API_KEY'], {
      PORT: '3100',
      TEMPORAL_TLS: 'true',
    });
    expect(config).toEqual({ PORT: 3100, TEMPORAL_TLS: true, HOLD_MINUTES: 15 });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes a blank value for an absent one', () => {
    expect(readConfig(['PORT', 'TEMPORAL_API_KEY'], { PORT: '  ', TEMPORAL_API_KEY: '' })).toEqual({
      PORT: 3000,
    });
  });

  it('puts the metrics of the worker one port above those of the api', () => {
    expect(readConfig(['WORKER_METRICS_PORT'], { METRICS_PORT: '9700' }).WORKER_METRICS_PORT).toBe(9701);
    expect(readConfig(['WORKER_METRICS_PORT'], {}).WORKER_METRICS_PORT).toBe(9465);
    expect(faultsOf(['METRICS_PORT', 'WORKER_METRICS_PORT'], { METRICS_PORT: '70000' })).toHaveLength(1);
  });

  it('lists every fault at once and shows no value', () => {
    const faults = faultsOf(['PORT', 'DATABASE_URL', 'STRIPE_SECRET_KEY', 'LOG_LEVEL'], {
      PORT: '99999',
      STRIPE_SECRET_KEY: 'hunter2',
      LOG_LEVEL: 'loud',
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'STRIPE_SECRET_KEY',
      'LOG_LEVEL',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it.each(['1.5', 'abc', '-1', '70000', '0'])('refuses %s as a port', (PORT) => {
    expect(faultsOf(['PORT'], { PORT })).toHaveLength(1);
  });
});

describe('production', () => {
  const providers = [
    'STRIPE_API_BASE',
    'TWILIO_API_BASE',
    'SENDGRID_API_BASE',
    'GOOGLE_API_BASE',
    'OUTLOOK_API_BASE',
  ] as const;
  const overridden = Object.fromEntries(providers.map((name) => [name, 'http://127.0.0.1:4010']));

  it('refuses an overridden provider, each by its name', () => {
    const faults = faultsOf(providers, { ...overridden, NODE_ENV: 'production' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(providers);
    expect(faultsOf(providers, overridden)).toEqual([]);
  });

  it('reads no calendar from a private network', () => {
    const environment = { ICS_ALLOWED_ORIGINS: 'http://127.0.0.1:4010' };
    expect(faultsOf(['ICS_ALLOWED_ORIGINS'], environment)).toEqual([]);
    expect(faultsOf(['ICS_ALLOWED_ORIGINS'], { ...environment, NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('ICS_ALLOWED_ORIGINS must be absent'),
    ]);
  });

  it('refuses a missing key of a provider', () => {
    const keys = [
      'STRIPE_SECRET_KEY',
      'STRIPE_WEBHOOK_SECRET',
      'TWILIO_AUTH_TOKEN',
      'SENDGRID_API_KEY',
    ] as const;
    expect(faultsOf(keys, { NODE_ENV: 'production' })).toHaveLength(keys.length);
  });

  it('knows every base URL of a provider by its ending', () => {
    expect(Object.keys(variables).filter((name) => name.endsWith('_API_BASE'))).toEqual(providers);
  });
});

describe('calendars', () => {
  const names = [
    'GOOGLE_CALENDAR_CLIENT_ID',
    'GOOGLE_CALENDAR_CLIENT_SECRET',
    'OUTLOOK_CLIENT_ID',
    'OUTLOOK_CLIENT_SECRET',
    'CALENDAR_KEYS',
    'ICS_ALLOWED_ORIGINS',
  ] as const;
  const key = `k1:${Buffer.alloc(32).toString('base64')}`;

  it('may all be absent', () => {
    expect(faultsOf(names, {})).toEqual([]);
  });

  it('of a provider need its secret and a key that seals', () => {
    const faults = (environment: Record<string, string>) =>
      faultsOf(names, environment).map((fault) => fault.split(' ')[0]);
    expect(faults({ GOOGLE_CALENDAR_CLIENT_ID: 'id' })).toEqual([
      'GOOGLE_CALENDAR_CLIENT_SECRET',
      'CALENDAR_KEYS',
    ]);
    expect(faults({ OUTLOOK_CLIENT_ID: 'id', OUTLOOK_CLIENT_SECRET: 's' })).toEqual(['CALENDAR_KEYS']);
    expect(faults({ OUTLOOK_CLIENT_ID: 'id', OUTLOOK_CLIENT_SECRET: 's', CALENDAR_KEYS: key })).toEqual([]);
  });

  it.each([key, `k2:${key.slice(3)},${key}`, `k2:${key.slice(3)}, ${key}`])(
    'take keys: %s',
    (CALENDAR_KEYS) => {
      expect(faultsOf(names, { CALENDAR_KEYS })).toEqual([]);
    },
  );

  it.each(['secret', 'k1:c2hvcnQ=', `${key},`, key.slice(3)])('refuse keys: %s', (CALENDAR_KEYS) => {
    expect(faultsOf(names, { CALENDAR_KEYS })).toHaveLength(1);
  });

  it.each(['127.0.0.1:4010', 'http://127.0.0.1:4010/', 'ftp://files.example', 'http://one.example,'])(
    'refuse an origin: %s',
    (ICS_ALLOWED_ORIGINS) => {
      expect(faultsOf(names, { ICS_ALLOWED_ORIGINS })).toHaveLength(1);
    },
  );
});
