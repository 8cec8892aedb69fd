import T from 'typebox';
import { Assert } from 'typebox/value';

const text = (description: string) => T.String({ description, expected: 'text', minLength: 1 });

const optionalText = (description: string) => T.Optional(text(description));

const textOr = (value: string, description: string) =>
  T.String({ description, expected: 'text', minLength: 1, default: value });

const shaped = (pattern: string, expected: string, description: string) =>
  T.String({ description, expected, pattern });

const HTTP_URL = '^https?://[^\\s/]+(/.*)?$';

/** Another place for a provider's API: the sandbox in development, forbidden in production. */
const baseUrl = (description: string) =>
  T.Optional(T.String({ description, expected: 'an http or https URL', pattern: HTTP_URL }));

/** A number with `multipleOf` rather than an integer, because converting to an integer would cut "1.5" to 1. */
const whole = (value: number, minimum: number, maximum: number, description: string) =>
  T.Number({
    description,
    expected: `a whole number from ${minimum} to ${maximum}`,
    default: value,
    minimum,
    maximum,
    multipleOf: 1,
  });

const port = (value: number, description: string) => whole(value, 1, 65_535, description);

const oneOf = <const Choice extends string>(choices: readonly Choice[], value: Choice, description: string) =>
  T.Unsafe<Choice>({
    type: 'string',
    enum: [...choices],
    description,
    expected: `one of ${choices.join(', ')}`,
    default: value,
  });

const flag = (description: string) => T.Boolean({ description, expected: 'true or false', default: false });

/** Every environment variable of every process, by subject. Each process picks what it reads. */
export const groups = {
  'Where things listen': {
    PORT: port(3000, 'The web front and the API.'),
    POSTGRES_PORT: port(5433, 'PostgreSQL, when npm start brings its own.'),
    TEMPORAL_PORT: port(7233, 'Temporal, when npm start brings its own.'),
    TEMPORAL_UI_PORT: port(
      8233,
      'The Temporal UI, when npm start brings its own; people reach it through the API.',
    ),
    SANDBOX_PORT: port(4010, 'The local Stripe, Twilio, SendGrid, Google and Microsoft.'),
    METRICS_PORT: port(9464, 'Metrics of the API, on loopback.'),
    WORKER_METRICS_PORT: port(9465, 'Metrics and health of the worker; METRICS_PORT + 1 when absent.'),
    HOST: textOr('127.0.0.1', 'The address that the API listens on.'),
    PUBLIC_URL: T.String({
      description: 'The address people open; links in messages and webhooks start with it.',
      expected: 'an http or https URL without a slash at its end',
      pattern: '^https?://[^\\s/]+$',
      default: 'http://localhost:3000',
    }),
    DATA_DIR: textOr('.data', 'Where npm start keeps its data.'),
  },
  'How a process behaves': {
    NODE_ENV: oneOf(
      ['development', 'test', 'production'],
      'development',
      'In production missing keys and overridden providers are refused.',
    ),
    LOG_LEVEL: oneOf(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'info',
      'The least severe line that is logged.',
    ),
    AUTH_SECRET: T.String({
      description: 'Signs sessions; at least 32 characters, the same for every API process.',
      expected: 'at least 32 characters',
      minLength: 32,
    }),
  },
  PostgreSQL: {
    DATABASE_URL: shaped(
      '^postgres(ql)?://',
      'a postgres:// URL',
      'The role that API and worker use. When absent, npm start brings its own server.',
    ),
    DATABASE_ADMIN_URL: shaped('^postgres(ql)?://', 'a postgres:// URL', 'The role that runs migrations.'),
  },
  Temporal: {
    TEMPORAL_ADDRESS: shaped(
      '^[^\\s/:]+:[0-9]+$',
      'host:port',
      'A running server or Temporal Cloud. When absent, npm start brings its own.',
    ),
    TEMPORAL_NAMESPACE: textOr('default', 'The namespace of all workflows.'),
    TEMPORAL_API_KEY: optionalText('The key for Temporal Cloud; turns TLS on.'),
    TEMPORAL_TLS: flag('Whether the connection is encrypted.'),
    TEMPORAL_UI_URL: baseUrl(
      'Where the API finds the Temporal UI that it serves under /operations/temporal.',
    ),
  },
  'Stripe (payments)': {
    STRIPE_SECRET_KEY: shaped('^(sk|rk)_', 'a key that begins with sk_ or rk_', 'Secret API key.'),
    STRIPE_PUBLISHABLE_KEY: shaped('^pk_', 'a key that begins with pk_', 'Publishable key.'),
    STRIPE_WEBHOOK_SECRET: shaped(
      '^whsec_',
      'a secret that begins with whsec_',
      'Signing secret of the webhook {PUBLIC_URL}/api/payments/webhook.',
    ),
    STRIPE_API_BASE: baseUrl('Another address for the Stripe API; the sandbox in development.'),
  },
  'Twilio (messages, calls, video)': {
    TWILIO_ACCOUNT_SID: shaped('^AC[0-9a-fA-F]{32}$', 'AC and 32 hexadecimal digits', 'Account SID.'),
    TWILIO_API_KEY: shaped(
      '^SK[0-9a-fA-F]{32}$',
      'SK and 32 hexadecimal digits',
      'SID of an API key; signs access tokens for video.',
    ),
    TWILIO_API_SECRET: text('Secret of that API key.'),
    TWILIO_AUTH_TOKEN: text('Auth token of the account; checks the signature of webhooks.'),
    TWILIO_WHATSAPP_NUMBER: optionalText(
      'The WhatsApp sender, such as whatsapp:+971500000000. Nothing reads it yet: phones get SMS.',
    ),
    TWILIO_SMS_FROM: text('The SMS sender: a number, or up to 11 letters.'),
    TWILIO_API_BASE: baseUrl('Another address for all Twilio hosts; the sandbox in development.'),
  },
  'SendGrid (e-mail)': {
    SENDGRID_API_KEY: shaped(
      '^SG\\.',
      'a key that begins with SG and a dot',
      'API key with the right to send.',
    ),
    SENDGRID_WEBHOOK_PUBLIC_KEY: text(
      'Verification key of the signed event webhook {PUBLIC_URL}/api/notifications/webhook/sendgrid.',
    ),
    MAIL_FROM: shaped(
      '@',
      'an e-mail address, with or without a name',
      'The sender of e-mail, such as Majlis <bookings@example.com>; verified at SendGrid.',
    ),
    SENDGRID_API_BASE: baseUrl('Another address for the SendGrid API; the sandbox in development.'),
  },
  'Google Calendar': {
    GOOGLE_CALENDAR_CLIENT_ID: optionalText(
      'OAuth client id; lawyers can connect Google Calendar when it is there. The redirect address to register is {PUBLIC_URL}/api/calendars/google/callback.',
    ),
    GOOGLE_CALENDAR_CLIENT_SECRET: optionalText('Secret of that OAuth client.'),
    GOOGLE_API_BASE: baseUrl('Another address for Google; the sandbox in development.'),
  },
  'Outlook (Microsoft Graph)': {
    OUTLOOK_CLIENT_ID: optionalText(
      'Application (client) id; lawyers can connect Outlook when it is there. The redirect address to register is {PUBLIC_URL}/api/calendars/outlook/callback.',
    ),
    OUTLOOK_CLIENT_SECRET: optionalText('Client secret of that application.'),
    OUTLOOK_API_BASE: baseUrl('Another address for Microsoft; the sandbox in development.'),
  },
  'All calendars': {
    CALENDAR_KEYS: T.Optional(
      shaped(
        '^[a-z0-9]+:[A-Za-z0-9+/]{43}=(,\\s*[a-z0-9]+:[A-Za-z0-9+/]{43}=)*$',
        'keys such as k2:<base64 of 32 bytes>,k1:<base64 of 32 bytes>',
        'Seal what opens calendars: the first key seals, all of them open. Without one there are no calendars.',
      ),
    ),
    ICS_ALLOWED_ORIGINS: T.Optional(
      shaped(
        '^https?://[^\\s/,]+(,\\s*https?://[^\\s/,]+)*$',
        'origins such as http://127.0.0.1:4010, with commas between them',
        'Where .ics calendars are read from although it is a private network; the sandbox in development, nothing in production.',
      ),
    ),
  },
  'Rates, copied into each consultation when it is booked': {
    HOLD_MINUTES: whole(15, 1, 60, 'How long a slot is held while the client pays.'),
    PLATFORM_FEE_BPS: whole(1000, 0, 10_000, 'Platform fee in basis points of the base price.'),
    VAT_BPS: whole(500, 0, 10_000, 'VAT in basis points of base price and platform fee.'),
  },
  'Sandbox (set by npm start; never in production)': {
    SANDBOX_TOKEN: textOr(
      'majlis-sandbox',
      'The header x-sandbox-token that the control API of the sandbox asks for.',
    ),
    SANDBOX_DATA: optionalText('The file that keeps the state of the sandbox.'),
    STRIPE_WEBHOOK_URL: baseUrl('Where the sandbox sends the events of Stripe.'),
    SENDGRID_WEBHOOK_URL: baseUrl('Where the sandbox sends the events of SendGrid.'),
    SENDGRID_WEBHOOK_PRIVATE_KEY: optionalText('The key that signs those events, base64 of PKCS #8.'),
  },
};

/** All variables of all groups in one flat table. */
export const variables = {
  ...groups['Where things listen'],
  ...groups['How a process behaves'],
  ...groups.PostgreSQL,
  ...groups.Temporal,
  ...groups['Stripe (payments)'],
  ...groups['Twilio (messages, calls, video)'],
  ...groups['SendGrid (e-mail)'],
  ...groups['Google Calendar'],
  ...groups['Outlook (Microsoft Graph)'],
  ...groups['All calendars'],
  ...groups['Rates, copied into each consultation when it is booked'],
  ...groups['Sandbox (set by npm start; never in production)'],
};

export type Variables = typeof variables;
export type VariableName = keyof Variables;

const Meaning = T.Object({
  description: T.String(),
  expected: T.String(),
  default: T.Optional(T.Union([T.String(), T.Number(), T.Boolean()])),
});

/** What a person is told of a variable: in `.env.example`, and when its value does not fit. */
export function meaningOf(name: VariableName): T.Static<typeof Meaning> {
  const schema: unknown = variables[name];
  Assert(Meaning, schema);
  return schema;
}
