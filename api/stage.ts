import { Client, Connection } from '@temporalio/client';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createDatabase } from '#db/client.ts';
import type { Database } from '#db/schema.ts';
import { addApiKey } from '#db/api-keys.ts';
import type { Scope } from '#api/accounts/admission.ts';
import { buildApp } from './app.ts';
import type { ApiConfig } from './config.ts';
import { hashOfKey, newKey } from '#api/accounts/key-material.ts';
import { sessionCookieName } from '#api/accounts/session-cookie.ts';

const mailKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const stageConfig: ApiConfig = {
  NODE_ENV: 'test',
  PUBLIC_URL: 'http://majlis.example',
  AUTH_SECRET: 'a secret of the tests, and of nothing else',
  TEMPORAL_NAMESPACE: 'default',
  // Nobody answers there: what gets this far was admitted.
  TEMPORAL_UI_URL: 'http://127.0.0.1:2',
  STRIPE_WEBHOOK_SECRET: 'whsec_old,whsec_new',
  TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  TWILIO_API_KEY: `SK${'b'.repeat(32)}`,
  TWILIO_API_SECRET: 'the secret of the key',
  TWILIO_AUTH_TOKEN: 'the token of the account',
  SENDGRID_WEBHOOK_PUBLIC_KEY: mailKeys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  MAIL_FROM: 'bookings@majlis.example',
  CALENDAR_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  HOLD_MINUTES: 15,
  PLATFORM_FEE_BPS: 1000,
  VAT_BPS: 500,
};

/** The application on a real database, with a clock that stands still and a Temporal that cannot be reached. */
export interface Stage {
  app: FastifyInstance;
  db: Kysely<Database>;
  /** What SendGrid signs with. */
  mailKey: typeof mailKeys.privateKey;
  ask(options: InjectOptions): Promise<LightMyRequestResponse>;
  /** The Cookie header of somebody who has signed in. */
  signIn(userId: string): Promise<string>;
  /** An API key of this partner. */
  keyOf(partnerId: string, scopes: Scope[]): Promise<string>;
  close(): Promise<void>;
}

export async function openStage(
  databaseUrl: string,
  /** A test that moves the clock gives a function. */
  now: number | (() => number),
  change: Partial<ApiConfig> = {},
): Promise<Stage> {
  const clock = typeof now === 'number' ? () => now : now;
  const db = createDatabase(databaseUrl, { maxConnections: 5 });
  const connection = Connection.lazy({ address: '127.0.0.1:2', connectTimeout: 100, interceptors: [] });
  const app = await buildApp({
    db,
    temporal: new Client({ connection }),
    clock,
    config: { ...stageConfig, ...change },
  });
  await app.ready();
  return {
    app,
    db,
    mailKey: mailKeys.privateKey,
    ask: (options) => app.inject(options),
    signIn: (userId) => signIn(db, userId, clock()),
    keyOf: (partnerId, scopes) => keyOf(db, { partnerId, scopes, now: clock() }),
    close: async () => {
      await app.close();
      await db.destroy();
      await connection.close();
    },
  };
}

async function signIn(db: Kysely<Database>, userId: string, now: number): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now + 3_600_000);
  await db.insertInto('session').values({ userId, token, expiresAt }).execute();
  const signature = createHmac('sha256', stageConfig.AUTH_SECRET).update(token).digest('base64');
  return `${sessionCookieName(stageConfig.PUBLIC_URL)}=${encodeURIComponent(`${token}.${signature}`)}`;
}

async function keyOf(
  db: Kysely<Database>,
  { partnerId, scopes, now }: { partnerId: string; scopes: Scope[]; now: number },
): Promise<string> {
  const { key, prefix } = newKey();
  const expiresAt = new Date(Math.min(now, Date.now()) + 86_400_000 * 30);
  await addApiKey(db, {
    ownerId: partnerId,
    name: 'test',
    keyHash: hashOfKey(key),
    prefix,
    scopes,
    expiresAt,
  });
  return key;
}
