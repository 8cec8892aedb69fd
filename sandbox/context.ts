import type { KeyObject } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { CalendarClients } from './calendars/clients.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import type { Engine } from './stripe/engine.ts';
import type { Webhooks } from './webhooks.ts';

/** The credentials that requests are checked against and webhooks are signed with. */
export interface SandboxKeys {
  stripeSecretKey: string;
  stripeWebhookSecret: string;
  twilioAccountSid: string;
  twilioApiKey: string;
  twilioApiSecret: string;
  twilioAuthToken: string;
  sendgridApiKey: string;
  /** ECDSA P-256; without it SendGrid's events go out unsigned. */
  sendgridPrivateKey: KeyObject | null;
}

export interface SandboxOptions {
  keys: SandboxKeys;
  /** The product's OAuth clients at Google and Microsoft; the sandbox's own when nothing is said. */
  calendarClients?: CalendarClients | undefined;
  /** Where the product is; consent pages lead back there, and to this machine. */
  publicUrl?: string | undefined;
  /** What `x-sandbox-token` must say on `/_sandbox/*`. */
  token: string;
  stripeWebhookUrl?: string | undefined;
  sendgridWebhookUrl?: string | undefined;
  /** The file in which the state is kept; without it the state ends with the process. */
  dataFile?: string | undefined;
  wallClock?: () => number;
  logger?: FastifyBaseLogger;
}

/** What the parts of the sandbox share. */
export interface SandboxContext {
  options: SandboxOptions;
  clock: Clock;
  store: Store;
  state: State;
  webhooks: Webhooks;
  faults: Faults;
  log: RequestLog;
  stripe: Engine;
  calendarClients: CalendarClients;
}
