import { betterAuth } from 'better-auth';
import { emailOTP } from 'better-auth/plugins';
import fp from 'fastify-plugin';
import { mailCode } from './code-mail.ts';
import type { ApiDeps } from '#api/deps.ts';
import { ownOrigins } from '#api/http/origins.ts';

export type Auth = ReturnType<typeof createAuth>;

declare module 'fastify' {
  interface FastifyInstance {
    auth: Auth;
  }
}

const TWELVE_HOURS = 12 * 60 * 60;
const TEN_MINUTES = 10 * 60;

/** The header in which we tell better-auth who asks; what the outside sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-majlis-address';

/**
 * Per network address and path. An office or a test bench has many people behind one address; what guards a single
 * account is counted in `sign-in-limits.ts` and `code-limits.ts`. Counts older than the longest window here are swept.
 */
const rates = {
  '/sign-in/email': { window: 60, max: 600 },
  '/sign-up/email': { window: 3600, max: 2_000 },
  '/change-password': { window: 60, max: 60 },
  '/email-otp/send-verification-otp': { window: 60, max: 600 },
  '/email-otp/verify-email': { window: 60, max: 600 },
  '/email-otp/request-password-reset': { window: 86_400, max: 1_000 },
  '/email-otp/reset-password': { window: 3600, max: 600 },
};

export const authPlugin = fp<ApiDeps>(async (app, deps) => {
  const sendCode: SendCode = async ({ email, type }) => {
    // Not awaited: whether an address has an account must not show in how long the answer takes.
    app.background('mail of a code', () => mailCode(deps, { email, type }));
  };
  app.decorate('auth', createAuth(deps, sendCode));
});

type SendCode = Parameters<typeof emailOTP>[0]['sendVerificationOTP'];

/**
 * Accounts and sessions. Whether somebody is signed in is read by `caller.ts` from the same tables, with one query;
 * here are only the ways in and out.
 */
function createAuth({ db, config }: Pick<ApiDeps, 'db' | 'config'>, sendCode: SendCode) {
  return betterAuth({
    appName: 'Majlis',
    baseURL: config.PUBLIC_URL,
    basePath: '/api/auth',
    secret: config.AUTH_SECRET,
    trustedOrigins: [...ownOrigins(config.PUBLIC_URL)],
    telemetry: { enabled: false },
    logger: { disabled: true },
    // A new password, the end of all sessions and the end of the code are one change.
    database: { db, type: 'postgres', transaction: true },
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
      // It counts UTF-16, our schemas characters: 128 of those are at most this.
      maxPasswordLength: 256,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 900,
    },
    plugins: [codes(sendCode)],
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rateLimit',
      window: 3600,
      max: 20_000,
      customRules: rates,
    },
    advanced: {
      cookiePrefix: 'majlis',
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
  });
}

function codes(sendVerificationOTP: SendCode) {
  return emailOTP({
    sendVerificationOTP,
    otpLength: 6,
    expiresIn: TEN_MINUTES,
    allowedAttempts: 3,
    disableSignUp: true,
    // The worker reads it, and does not know our secret.
    storeOTP: 'plain',
    resendStrategy: 'rotate',
  });
}
