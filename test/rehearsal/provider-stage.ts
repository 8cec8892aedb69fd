import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import T from 'typebox';
import { Parse } from 'typebox/value';
import type { Activities } from '#activities/contract.ts';
import { createDatabase } from '#db/client.ts';
import type { NewConsultation } from '#db/rows/consultations.ts';
import type { Database } from '#db/schema.ts';
import { buildSandbox } from '#sandbox/app.ts';
import { sandboxClients } from '#sandbox/calendars/clients.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createActivities } from '#worker/activities.ts';

const token = 'a token of the tests';
const hex = (): string => randomBytes(16).toString('hex');

/** Where links lead in the tests. */
export const publicUrl = 'http://localhost:3000';

/** Seals what opens the calendars of the tests. */
export const calendarKeys = `k1:${randomBytes(32).toString('base64')}`;

const Ledger = T.Object({
  sessions: T.Array(T.Object({ id: T.String(), status: T.String(), amount: T.Number() })),
  payments: T.Array(T.Object({ captured: T.Number(), refunded: T.Number(), status: T.String() })),
  refunds: T.Array(T.Object({ id: T.String(), amount: T.Number(), status: T.String() })),
});

const Messages = T.Object({
  data: T.Array(
    T.Object({
      to: T.String(),
      channel: T.String(),
      subject: T.Optional(T.Union([T.String(), T.Null()])),
      text: T.Union([T.String(), T.Null()]),
      html: T.Optional(T.Union([T.String(), T.Null()])),
      ics: T.Optional(T.Union([T.String(), T.Null()])),
    }),
  ),
});

const Requests = T.Object({
  data: T.Array(T.Object({ operation: T.Union([T.String(), T.Null()]), parameters: T.String() })),
});

export interface Fault {
  provider: 'stripe' | 'twilio' | 'sendgrid' | 'google' | 'microsoft' | 'ics';
  operation: string;
  kind: 'error' | 'timeout-before' | 'timeout-after' | 'rate-limit' | 'reset';
  status?: number;
  ms?: number;
  times?: number;
}

/** The real activities between a real Postgres and the sandbox's providers, without Temporal. */
export interface ProviderStage {
  db: Kysely<Database>;
  activities: Activities;
  /** The same activities on another view of the database: one that fails where a test wants it to. */
  activitiesOn(db: Kysely<Database>): Activities;
  pay(sessionId: string, how?: { card?: string; during?: 'expire'; first?: 'pay' | 'expire' }): Promise<void>;
  join(roomName: string, identity: string): Promise<void>;
  leave(roomName: string, identity: string): Promise<void>;
  /** Moves the clock of the providers. */
  advance(ms: number): Promise<void>;
  fail(fault: Fault): Promise<void>;
  heal(): Promise<void>;
  ledger(): Promise<T.Static<typeof Ledger>>;
  messages(to: string): Promise<T.Static<typeof Messages>['data']>;
  requests(operation: string): Promise<T.Static<typeof Requests>['data']>;
  /** Where the providers are. */
  base: string;
  /** The control API of the sandbox, whose answers each test looks into. */
  control(method: string, path: string, body?: object): Promise<ReturnType<typeof JSON.parse>>;
  close(): Promise<void>;
}

export async function createProviderStage(): Promise<ProviderStage> {
  const database = await createTestDatabase();
  const db = createDatabase(database.url, { maxConnections: 4, applicationName: 'test' });
  const keys = {
    stripeSecretKey: 'sk_test_sandbox_majlis',
    stripeWebhookSecret: 'whsec_sandbox_majlis',
    twilioAccountSid: `AC${hex()}`,
    twilioApiKey: `SK${hex()}`,
    twilioApiSecret: hex(),
    twilioAuthToken: hex(),
    sendgridApiKey: 'SG.sandbox.majlis',
    sendgridPrivateKey: null,
  };
  const sandbox = buildSandbox({ keys, token });
  const base = await sandbox.listen({ port: 0, host: '127.0.0.1' });
  const config = {
    PUBLIC_URL: publicUrl,
    STRIPE_SECRET_KEY: keys.stripeSecretKey,
    STRIPE_API_BASE: base,
    TWILIO_ACCOUNT_SID: keys.twilioAccountSid,
    TWILIO_API_KEY: keys.twilioApiKey,
    TWILIO_API_SECRET: keys.twilioApiSecret,
    TWILIO_SMS_FROM: 'Majlis',
    TWILIO_API_BASE: `${base}/twilio`,
    SENDGRID_API_KEY: keys.sendgridApiKey,
    SENDGRID_API_BASE: `${base}/sendgrid`,
    MAIL_FROM: 'Majlis <bookings@majlis.example>',
    CALENDAR_KEYS: calendarKeys,
    GOOGLE_CALENDAR_CLIENT_ID: sandboxClients.googleClientId,
    GOOGLE_CALENDAR_CLIENT_SECRET: sandboxClients.googleClientSecret,
    GOOGLE_API_BASE: `${base}/google`,
    OUTLOOK_CLIENT_ID: sandboxClients.microsoftClientId,
    OUTLOOK_CLIENT_SECRET: sandboxClients.microsoftClientSecret,
    OUTLOOK_API_BASE: `${base}/microsoft`,
    ICS_ALLOWED_ORIGINS: base,
  };

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${base}/_sandbox/${path}`, {
      method,
      headers: { 'x-sandbox-token': token, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    db,
    base,
    control,
    activities: createActivities({ db, config }),
    activitiesOn: (other) => createActivities({ db: other, config }),
    pay: async (sessionId, how = {}) => void (await control('POST', `checkout/${sessionId}/pay`, how)),
    join: async (room, identity) => void (await control('POST', `rooms/${room}/join`, { identity })),
    leave: async (room, identity) => void (await control('POST', `rooms/${room}/leave`, { identity })),
    advance: async (ms) => void (await control('POST', 'clock', { ms })),
    fail: async (fault) => void (await control('POST', 'faults', fault)),
    heal: async () => void (await control('DELETE', 'faults')),
    ledger: async () => Parse(Ledger, await control('GET', 'ledger')),
    messages: async (to) =>
      Parse(Messages, await control('GET', `messages?to=${encodeURIComponent(to)}`)).data,
    requests: async (operation) =>
      Parse(Requests, await control('GET', `requests?operation=${operation}`)).data,
    async close() {
      await sandbox.close();
      await db.destroy();
      await database.drop();
    },
  };
}

export interface HeldOptions {
  consultation?: Partial<NewConsultation>;
  locale?: 'en' | 'ar';
  clientPhone?: string | null;
  clientName?: string;
  lawyerPhone?: string | null;
}

/** A held consultation, as `holdSlot` leaves it, with people of its own. Returns what tests ask about. */
export async function holdConsultation(db: Kysely<Database>, options: HeldOptions = {}) {
  const { locale = 'en', clientPhone = null, clientName = 'Sara Haddad', lawyerPhone = null } = options;
  const id = randomUUID();
  const mark = id.slice(0, 8);
  const [client, lawyerUser] = await db
    .insertInto('appUser')
    .values([
      { name: clientName, email: `client-${mark}@example.com`, role: 'client' },
      { name: 'Omar Al Nuaimi', email: `lawyer-${mark}@example.com`, role: 'lawyer', phone: lawyerPhone },
    ])
    .returning(['id', 'email'])
    .execute();
  if (!client || !lawyerUser) throw new Error('two people were made');
  const lawyer = await db
    .insertInto('lawyer')
    .values({
      userId: lawyerUser.id,
      nameEn: 'Omar Al Nuaimi',
      nameAr: 'عمر النعيمي',
      licenceNumber: `L-${mark}`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const type = options.consultation?.consultationType ?? 'video';
  const consultation = consultationOf({
    id,
    clientId: client.id,
    lawyerId: lawyer.id,
    ...options.consultation,
  });
  await db.insertInto('consultation').values(consultation).execute();
  const roomName = type === 'video' ? `room-${mark}` : null;
  await db
    .insertInto('meeting')
    .values({ consultationId: id, kind: type, roomName, status: 'planned' })
    .execute();
  await db
    .insertInto('intake')
    .values({ consultationId: id, clientId: client.id, locale, clientPhone })
    .execute();
  return {
    consultationId: id,
    number: consultation.number,
    totalPriceMinor: consultation.totalPriceMinor,
    clientId: client.id,
    clientEmail: client.email,
    lawyerEmail: lawyerUser.email,
    lawyerUserId: lawyerUser.id,
    lawyerId: lawyer.id,
    roomName: roomName ?? '',
  };
}

const hour = 3_600_000;

function consultationOf(
  given: Partial<NewConsultation> & Pick<NewConsultation, 'id' | 'clientId' | 'lawyerId'>,
): NewConsultation {
  const startAt = given.startAt === undefined ? new Date(Date.now() + 72 * hour) : new Date(given.startAt);
  const endAt = new Date(startAt.getTime() + hour / 2);
  return {
    number: `MJ-${randomBytes(5).toString('hex').toUpperCase()}`,
    consultationType: 'video',
    status: 'payment_pending',
    revision: 1,
    startAt,
    endAt,
    bufferMinutes: 0,
    blockEndAt: endAt,
    clientTimezone: 'Europe/London',
    lawyerTimezone: 'Asia/Dubai',
    currency: 'AED',
    basePriceMinor: 50_000,
    platformFeeMinor: 5000,
    vatMinor: 2750,
    totalPriceMinor: 57_750,
    platformFeeBps: 1000,
    vatBps: 500,
    cancellationPolicy: 'standard',
    reminderMinutes: [1440, 60],
    instantBooking: true,
    holdExpiresAt: new Date(Date.now() + hour / 4),
    createdAt: new Date(),
    ...given,
  };
}
