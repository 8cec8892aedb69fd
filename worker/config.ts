import { readConfig } from '#config/read.ts';
import type { Environment } from '#config/read.ts';

const names = [
  'NODE_ENV',
  'LOG_LEVEL',
  'WORKER_METRICS_PORT',
  'PUBLIC_URL',
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_BASE',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_SMS_FROM',
  'TWILIO_API_BASE',
  'SENDGRID_API_KEY',
  'SENDGRID_API_BASE',
  'MAIL_FROM',
  'CALENDAR_KEYS',
  'GOOGLE_CALENDAR_CLIENT_ID',
  'GOOGLE_CALENDAR_CLIENT_SECRET',
  'GOOGLE_API_BASE',
  'OUTLOOK_CLIENT_ID',
  'OUTLOOK_CLIENT_SECRET',
  'OUTLOOK_API_BASE',
  'ICS_ALLOWED_ORIGINS',
] as const;

export type WorkerConfig = ReturnType<typeof readWorkerConfig>;

/** Everything that the worker reads from its environment; all faults are thrown at once. */
export function readWorkerConfig(environment: Environment = process.env) {
  return readConfig(names, environment);
}
