import { readConfig, type Environment } from '#config/read.ts';

const names = [
  'NODE_ENV',
  'LOG_LEVEL',
  'HOST',
  'PORT',
  'METRICS_PORT',
  'PUBLIC_URL',
  'AUTH_SECRET',
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'TEMPORAL_UI_URL',
  'STRIPE_WEBHOOK_SECRET',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_AUTH_TOKEN',
  'SENDGRID_WEBHOOK_PUBLIC_KEY',
  'MAIL_FROM',
  'STRIPE_API_BASE',
  'TWILIO_API_BASE',
  'SENDGRID_API_BASE',
  'CALENDAR_KEYS',
  'GOOGLE_CALENDAR_CLIENT_ID',
  'GOOGLE_CALENDAR_CLIENT_SECRET',
  'GOOGLE_API_BASE',
  'OUTLOOK_CLIENT_ID',
  'OUTLOOK_CLIENT_SECRET',
  'OUTLOOK_API_BASE',
  'ICS_ALLOWED_ORIGINS',
  'HOLD_MINUTES',
  'PLATFORM_FEE_BPS',
  'VAT_BPS',
] as const;

export type ApiEnvironment = ReturnType<typeof readApiEnvironment>;

/** Everything that the API process reads from its environment; all faults are thrown at once. */
export function readApiEnvironment(environment: Environment = process.env) {
  return readConfig(names, environment);
}

/** What the application itself needs to know, whoever starts it: no ports, no addresses. */
export type ApiConfig = Pick<
  ApiEnvironment,
  | 'NODE_ENV'
  | 'PUBLIC_URL'
  | 'AUTH_SECRET'
  | 'TEMPORAL_NAMESPACE'
  | 'TEMPORAL_UI_URL'
  | 'STRIPE_WEBHOOK_SECRET'
  | 'TWILIO_ACCOUNT_SID'
  | 'TWILIO_API_KEY'
  | 'TWILIO_API_SECRET'
  | 'TWILIO_AUTH_TOKEN'
  | 'SENDGRID_WEBHOOK_PUBLIC_KEY'
  | 'MAIL_FROM'
  | 'CALENDAR_KEYS'
  | 'GOOGLE_CALENDAR_CLIENT_ID'
  | 'GOOGLE_CALENDAR_CLIENT_SECRET'
  | 'GOOGLE_API_BASE'
  | 'OUTLOOK_CLIENT_ID'
  | 'OUTLOOK_CLIENT_SECRET'
  | 'OUTLOOK_API_BASE'
  | 'ICS_ALLOWED_ORIGINS'
  | 'HOLD_MINUTES'
  | 'PLATFORM_FEE_BPS'
  | 'VAT_BPS'
>;
