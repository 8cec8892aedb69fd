import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type { Database } from '#db/schema.ts';
import type { ApiConfig } from './config.ts';
import { ownOrigins } from './origins.ts';

export type Auth = ReturnType<typeof createAuth>;

const TWELVE_HOURS = 12 * 60 * 60;

/** The header in which we tell better-auth who asks; what the outside sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-majlis-address';

/**
 * Accounts and sessions. Whether somebody is signed in is read by `caller.ts` from the same tables, with one query;
 * here are only the ways in and out.
 */
export function createAuth({ db, config }: { db: Kysely<Database>; config: ApiConfig }) {
  return betterAuth({
    appName: 'Majlis',
    baseURL: config.PUBLIC_URL,
    basePath: '/api/auth',
    secret: config.AUTH_SECRET,
    trustedOrigins: [...ownOrigins(config.PUBLIC_URL)],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db, type: 'postgres' },
    user: {
      modelName: 'appUser',
      additionalFields: {
        role: { type: 'string', input: false, required: false },
        locale: { type: 'string', required: false },
        timezone: { type: 'string', required: false },
      },
    },
    account: { modelName: 'credential' },
    verification: { modelName: 'verification' },
    session: {
      modelName: 'session',
      expiresIn: TWELVE_HOURS,
      // A session that renews itself with each use would never end.
      disableSessionRefresh: true,
      // No cookie cache: a session that was ended must not live on in a cookie.
      cookieCache: { enabled: false },
      freshAge: 300,
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 900,
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rateLimit',
      // Per address and path. An office or a test bench has many people behind one address; what guards a single
      // account is the count of failures in `sign-in-limits.ts`.
      window: 3600,
      max: 20_000,
      customRules: {
        '/sign-in/email': { window: 60, max: 600 },
        '/sign-up/email': { window: 3600, max: 2_000 },
        '/change-password': { window: 60, max: 60 },
      },
    },
    advanced: {
      cookiePrefix: 'majlis',
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
  });
}
