import type { Environment } from '#config/read.ts';
import type { VariableName } from '#config/variables.ts';
import type { Secrets } from './secrets.ts';

type Values = Partial<Record<VariableName, string>>;

/** A company outside whose keys decide, for itself alone, whether it or the sandbox is called. */
interface Provider {
  name: string;
  /** With a value of its owner's the real provider is called. */
  key: VariableName;
  /** What the real one needs besides, and nobody can make up. */
  needed: readonly VariableName[];
  /** What checks its webhooks. On a machine that it cannot reach none come, and the product asks instead. */
  webhookSecret?: VariableName;
  base: { variable: VariableName; path: string };
  /** What the sandbox and its callers agree on. */
  sandboxValues(secrets: Secrets): Values;
  /** A key that reaches real people or real money. */
  isLive(key: string): boolean;
  /** Majlis does without it: in production nothing is missing, and nothing stands in. */
  isOptional?: true;
}

/** A person's calendar is reached only after this person has said so, on the provider's own page. */
const needsConsent = () => false;

export const PROVIDERS: readonly Provider[] = [
  {
    name: 'Stripe',
    key: 'STRIPE_SECRET_KEY',
    needed: ['STRIPE_PUBLISHABLE_KEY'],
    webhookSecret: 'STRIPE_WEBHOOK_SECRET',
    base: { variable: 'STRIPE_API_BASE', path: '' },
    sandboxValues: () => ({
      STRIPE_SECRET_KEY: 'sk_test_sandbox_majlis',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox_majlis',
      STRIPE_WEBHOOK_SECRET: 'whsec_sandbox_majlis',
    }),
    isLive: (key) => !/^(sk|rk)_test_/.test(key),
  },
  {
    name: 'Twilio',
    key: 'TWILIO_ACCOUNT_SID',
    needed: ['TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_AUTH_TOKEN', 'TWILIO_SMS_FROM'],
    base: { variable: 'TWILIO_API_BASE', path: '/twilio' },
    sandboxValues: (secrets) => ({
      TWILIO_ACCOUNT_SID: secrets.twilioAccountSid,
      TWILIO_API_KEY: secrets.twilioApiKey,
      TWILIO_API_SECRET: secrets.twilioApiSecret,
      TWILIO_AUTH_TOKEN: secrets.twilioAuthToken,
      TWILIO_SMS_FROM: 'Majlis',
    }),
    // Twilio and SendGrid have no test mode: every message goes to a person.
    isLive: () => true,
  },
  {
    name: 'SendGrid',
    key: 'SENDGRID_API_KEY',
    needed: ['MAIL_FROM'],
    webhookSecret: 'SENDGRID_WEBHOOK_PUBLIC_KEY',
    base: { variable: 'SENDGRID_API_BASE', path: '/sendgrid' },
    sandboxValues: (secrets) => ({
      SENDGRID_API_KEY: 'SG.sandbox.majlis',
      SENDGRID_WEBHOOK_PUBLIC_KEY: secrets.sendgridPublicKey,
      MAIL_FROM: 'Majlis <bookings@majlis.test>',
    }),
    isLive: () => true,
  },
  {
    name: 'Google Calendar',
    key: 'GOOGLE_CALENDAR_CLIENT_ID',
    needed: ['GOOGLE_CALENDAR_CLIENT_SECRET'],
    base: { variable: 'GOOGLE_API_BASE', path: '/google' },
    sandboxValues: () => ({
      GOOGLE_CALENDAR_CLIENT_ID: 'majlis-sandbox.apps.googleusercontent.com',
      GOOGLE_CALENDAR_CLIENT_SECRET: 'GOCSPX-sandbox-majlis',
    }),
    isLive: needsConsent,
    isOptional: true,
  },
  {
    name: 'Outlook',
    key: 'OUTLOOK_CLIENT_ID',
    needed: ['OUTLOOK_CLIENT_SECRET'],
    base: { variable: 'OUTLOOK_API_BASE', path: '/microsoft' },
    sandboxValues: () => ({
      OUTLOOK_CLIENT_ID: '00000000-0000-4000-8000-00006d616a6c',
      OUTLOOK_CLIENT_SECRET: 'sandbox~majlis',
    }),
    isLive: needsConsent,
    isOptional: true,
  },
];

/** Those that are called, themselves or as the sandbox: in production the optional ones only with a key of their own. */
export function providersFor(given: Environment, secrets: Secrets): readonly Provider[] {
  if (given['NODE_ENV']?.trim() !== 'production') return PROVIDERS;
  return PROVIDERS.filter((provider) => !provider.isOptional || realKeyOf(provider, given, secrets));
}

/** The key that somebody gave for this provider, unless it is the sandbox's own. */
export function realKeyOf(provider: Provider, given: Environment, secrets: Secrets): string | undefined {
  const key = given[provider.key]?.trim();
  return key && key !== provider.sandboxValues(secrets)[provider.key] ? key : undefined;
}

/** What a provider adds to the environment of API and worker, and what is missing. */
export function valuesFor(
  provider: Provider,
  given: Environment,
  { secrets, sandboxUrl }: { secrets: Secrets; sandboxUrl: string },
): { values: Values; faults: string[] } {
  const sandboxValues = provider.sandboxValues(secrets);
  if (!realKeyOf(provider, given, secrets)) {
    const { variable, path } = provider.base;
    return {
      values: { ...sandboxValues, [variable]: given[variable]?.trim() || `${sandboxUrl}${path}` },
      faults: [],
    };
  }
  const faults = provider.needed
    .filter((name) => !given[name]?.trim())
    .map(
      (name) =>
        `${provider.key} is set, so ${name} is needed as well: the sandbox stands in for all of ${provider.name} or none of it.`,
    );
  const secret = provider.webhookSecret;
  const values = secret && !given[secret]?.trim() ? { [secret]: sandboxValues[secret] ?? '' } : {};
  return { values, faults };
}
