import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, type Environment } from '#config/read.ts';
import { type Addresses, environmentsOf } from './environment.ts';
import { type Secrets, secretsIn } from './secrets.ts';

let folder: string;
let secrets: Secrets;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-environment-'));
  secrets = secretsIn(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const addresses: Addresses = {
  port: 3110,
  sandboxPort: 4120,
  metricsPort: 9564,
  workerMetricsPort: 9565,
  publicUrl: 'http://localhost:3110',
  databaseUrl: 'postgres://majlis@127.0.0.1:5533/majlis',
  adminUrl: 'postgres://postgres@127.0.0.1:5533/majlis',
  temporalAddress: '127.0.0.1:7333',
  temporalUiUrl: 'http://127.0.0.1:8333',
  sandboxData: '/data/sandbox.json',
};

const compute = (given: Environment) => environmentsOf(given, secrets, addresses);

const stripe = {
  STRIPE_SECRET_KEY: 'sk_test_abc',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
};

describe('without any key', () => {
  it('the sandbox stands in for every provider, with the same values on both sides', () => {
    const { product, sandbox, sandboxed, liveKeys } = compute({});
    expect(sandboxed).toEqual(['Stripe', 'Twilio', 'SendGrid', 'Google Calendar', 'Outlook']);
    expect(liveKeys).toEqual([]);
    expect(product).toMatchObject({
      STRIPE_API_BASE: 'http://127.0.0.1:4120',
      TWILIO_API_BASE: 'http://127.0.0.1:4120/twilio',
      SENDGRID_API_BASE: 'http://127.0.0.1:4120/sendgrid',
      GOOGLE_API_BASE: 'http://127.0.0.1:4120/google',
      OUTLOOK_API_BASE: 'http://127.0.0.1:4120/microsoft',
      ICS_ALLOWED_ORIGINS: 'http://127.0.0.1:4120',
      CALENDAR_KEYS: secrets.calendarKeys,
      STRIPE_SECRET_KEY: 'sk_test_sandbox_majlis',
    });
    for (const name of [
      'STRIPE_SECRET_KEY',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'SENDGRID_API_KEY',
      'GOOGLE_CALENDAR_CLIENT_SECRET',
      'OUTLOOK_CLIENT_SECRET',
    ]) {
      expect(product[name]).toBeTruthy();
      expect(sandbox[name]).toBe(product[name]);
    }
    expect(sandbox['CALENDAR_KEYS']).toBeUndefined();
  });

  it('takes a blank key for none', () => {
    expect(compute({ STRIPE_SECRET_KEY: ' ' }).sandboxed).toContain('Stripe');
  });
});

describe('with a key of one provider', () => {
  it('that one is called itself, and the sandbox stands in for the others', () => {
    const { product, sandboxed } = compute(stripe);
    expect(sandboxed).toEqual(['Twilio', 'SendGrid', 'Google Calendar', 'Outlook']);
    expect(product['STRIPE_SECRET_KEY']).toBe('sk_test_abc');
    expect(product['STRIPE_API_BASE']).toBeUndefined();
    expect(product['TWILIO_API_BASE']).toBe('http://127.0.0.1:4120/twilio');
  });

  it('the sandbox does not learn it', () => {
    expect(JSON.stringify(compute(stripe).sandbox)).not.toContain('sk_test_abc');
  });

  it('everything else of that provider must be there, and is named', () => {
    expect(() => compute({ STRIPE_SECRET_KEY: 'sk_test_abc' })).toThrow('STRIPE_PUBLISHABLE_KEY is needed');
    expect(() => compute({ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` })).toThrow(
      'TWILIO_AUTH_TOKEN is needed',
    );
  });

  it('a secret for webhooks that cannot arrive may be absent', () => {
    const { STRIPE_WEBHOOK_SECRET: _, ...withoutSecret } = stripe;
    expect(compute(withoutSecret).product['STRIPE_WEBHOOK_SECRET']).toMatch(/^whsec_/);
  });
});

describe('a live key', () => {
  it.each([
    [{ ...stripe, STRIPE_SECRET_KEY: 'sk_live_abc' }, ['STRIPE_SECRET_KEY']],
    [{ ...stripe, STRIPE_SECRET_KEY: 'rk_live_abc' }, ['STRIPE_SECRET_KEY']],
    [stripe, []],
    [{ SENDGRID_API_KEY: 'SG.real', MAIL_FROM: 'a@example.com' }, ['SENDGRID_API_KEY']],
  ])('is known: %o', (given, liveKeys) => {
    expect(compute(given).liveKeys).toEqual(liveKeys);
  });
});

describe('production', () => {
  it('has no sandbox: each missing key is a fault', () => {
    const faultsOf = (given: Environment) => {
      try {
        compute(given);
      } catch (error) {
        if (error instanceof ConfigError) return error.faults.map((fault) => fault.split(' ')[0]);
      }
      return [];
    };
    expect(faultsOf({ NODE_ENV: 'production', ...stripe })).toEqual([
      'TWILIO_ACCOUNT_SID',
      'SENDGRID_API_KEY',
    ]);
  });

  it('does without calendars, and with those that it has a key for', () => {
    const needed = {
      ...stripe,
      NODE_ENV: 'production',
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_API_KEY: `SK${'0'.repeat(32)}`,
      TWILIO_API_SECRET: 'secret',
      TWILIO_AUTH_TOKEN: 'token',
      TWILIO_SMS_FROM: 'Majlis',
      SENDGRID_API_KEY: 'SG.real',
      MAIL_FROM: 'a@example.com',
    };
    const google = { GOOGLE_CALENDAR_CLIENT_ID: 'real', GOOGLE_CALENDAR_CLIENT_SECRET: 'secret' };
    for (const given of [needed, { ...needed, ...google }]) {
      const { product, sandboxed } = compute(given);
      expect(sandboxed).toEqual([]);
      for (const name of ['GOOGLE_API_BASE', 'OUTLOOK_API_BASE', 'OUTLOOK_CLIENT_ID', 'ICS_ALLOWED_ORIGINS'])
        expect(product[name]).toBeUndefined();
    }
    expect(compute({ ...needed, ...google }).product['GOOGLE_CALENDAR_CLIENT_ID']).toBe('real');
    expect(() => compute({ ...needed, OUTLOOK_CLIENT_ID: 'real' })).toThrow(
      'OUTLOOK_CLIENT_SECRET is needed',
    );
  });
});

describe('generated secrets', () => {
  it('are kept, and only their owner can read them', () => {
    expect(secretsIn(folder)).toEqual(secrets);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('of an older release are completed, and otherwise stay what they were', () => {
    const older = mkdtempSync(join(folder, 'older-'));
    const { calendarKeys, ...kept } = secrets;
    writeFileSync(join(older, 'secrets.json'), JSON.stringify(kept));
    const completed = secretsIn(older);
    expect(completed).toEqual({ ...kept, calendarKeys: expect.stringMatching(/^k1:[A-Za-z0-9+/]{43}=$/) });
    expect(completed.calendarKeys).not.toBe(calendarKeys);
    expect(secretsIn(older)).toEqual(completed);
    expect(statSync(join(older, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});
