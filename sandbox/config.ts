import { createPrivateKey, type KeyObject } from 'node:crypto';
import { isRealGoogleClient, isRealMicrosoftClient, sandboxClients } from './calendars/clients.ts';
import type { SandboxOptions } from './context.ts';
import { isLiveKey } from './stripe/authorization.ts';

export interface SandboxConfig {
  port: number;
  logLevel: string;
  options: SandboxOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the sandbox's variables; every fault is in the message, so that one look suffices. */
export function readConfig(environment: Environment): SandboxConfig {
  const faults: string[] = [];
  const text = (name: string, otherwise: string): string => environment[name] || otherwise;

  const port = Number(text('SANDBOX_PORT', '4010'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push('SANDBOX_PORT is not a port');
  const stripeSecretKey = text('STRIPE_SECRET_KEY', 'sk_test_sandbox_majlis');
  if (isLiveKey(stripeSecretKey)) faults.push('STRIPE_SECRET_KEY is a live key, which the sandbox refuses');
  const calendarClients = {
    googleClientId: text('GOOGLE_CALENDAR_CLIENT_ID', sandboxClients.googleClientId),
    googleClientSecret: text('GOOGLE_CALENDAR_CLIENT_SECRET', sandboxClients.googleClientSecret),
    microsoftClientId: text('OUTLOOK_CLIENT_ID', sandboxClients.microsoftClientId),
    microsoftClientSecret: text('OUTLOOK_CLIENT_SECRET', sandboxClients.microsoftClientSecret),
  };
  if (isRealGoogleClient(calendarClients.googleClientId))
    faults.push('GOOGLE_CALENDAR_CLIENT_ID is a real client, which the sandbox refuses');
  if (isRealMicrosoftClient(calendarClients.microsoftClientId))
    faults.push('OUTLOOK_CLIENT_ID is a real client, which the sandbox refuses');
  for (const name of ['PUBLIC_URL', 'STRIPE_WEBHOOK_URL', 'SENDGRID_WEBHOOK_URL']) {
    const url = environment[name];
    if (url && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      faults.push(`${name} is not an http(s) URL`);
  }
  const sendgridPrivateKey = readPrivateKey(environment['SENDGRID_WEBHOOK_PRIVATE_KEY'], faults);
  if (faults.length > 0) throw new Error(`The sandbox cannot start: ${faults.join('; ')}.`);

  return {
    port,
    logLevel: text('LOG_LEVEL', 'info'),
    options: {
      token: text('SANDBOX_TOKEN', 'majlis-sandbox'),
      calendarClients,
      publicUrl: environment['PUBLIC_URL'] || undefined,
      dataFile: environment['SANDBOX_DATA'] || undefined,
      stripeWebhookUrl: environment['STRIPE_WEBHOOK_URL'] || undefined,
      sendgridWebhookUrl: environment['SENDGRID_WEBHOOK_URL'] || undefined,
      keys: {
        stripeSecretKey,
        stripeWebhookSecret: text('STRIPE_WEBHOOK_SECRET', 'whsec_sandbox_majlis'),
        twilioAccountSid: text('TWILIO_ACCOUNT_SID', `AC${'0'.repeat(32)}`),
        twilioApiKey: text('TWILIO_API_KEY', `SK${'0'.repeat(32)}`),
        twilioApiSecret: text('TWILIO_API_SECRET', 'sandbox-twilio-secret'),
        twilioAuthToken: text('TWILIO_AUTH_TOKEN', 'sandbox-twilio-token'),
        sendgridApiKey: text('SENDGRID_API_KEY', 'SG.sandbox.majlis'),
        sendgridPrivateKey,
      },
    },
  };
}

function readPrivateKey(base64: string | undefined, faults: string[]): KeyObject | null {
  if (!base64) return null;
  try {
    return createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    faults.push('SENDGRID_WEBHOOK_PRIVATE_KEY is not a private key in base64 (PKCS #8, DER)');
    return null;
  }
}
