import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { storeDocument } from '#db/documents.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage, stageConfig } from './stage.ts';
import type { Stage } from './stage.ts';

/** In this order in each row below. `key` has every scope, `bare` none that the route asks for. */
const callers = ['anonymous', 'clientA', 'clientB', 'lawyerA', 'lawyerB', 'operator', 'key', 'bare'] as const;
type CallerName = (typeof callers)[number];

interface Row {
  route: string;
  /** The status for each caller; 503 is a command that was admitted, and found no Temporal. */
  statuses: readonly number[];
  body?: () => object;
  headers?: Record<string, string>;
}

let stage: Stage;
let drop: () => Promise<void>;
const ids = { lawyer: '', consultation: '', document: '', override: '', session: '' };
const credentials = new Map<CallerName, Record<string, string>>();

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  const { db } = stage;
  const clientA = await createSampleClient(db);
  const partner = await createSampleClient(db, { isPartner: true });
  const lawyerA = await createSampleLawyer(db);
  const lawyerB = await createSampleLawyer(db);
  const people = {
    clientA,
    clientB: await createSampleClient(db),
    lawyerA: lawyerA.userId,
    lawyerB: lawyerB.userId,
    operator: await createSampleClient(db, { role: 'operator' }),
  };
  for (const [name, userId] of Object.entries(people))
    credentials.set(name as CallerName, { cookie: await stage.signIn(userId) });
  credentials.set('anonymous', {});
  const all = await stage.keyOf(partner, [
    'slots:read',
    'consultations:read',
    'consultations:book',
    'consultations:cancel',
  ]);
  credentials.set('key', { 'x-api-key': all });
  credentials.set('bare', { 'x-api-key': await stage.keyOf(partner, ['consultations:reschedule']) });

  const booking = sampleBooking({ clientId: clientA, lawyerId: lawyerA.lawyerId }, { partnerId: partner });
  await createConsultations({ db }).holdSlot(booking);
  const document = await storeDocument(db, {
    ownerId: clientA,
    name: 'a.pdf',
    mediaType: 'application/pdf',
    sha256: Buffer.alloc(32),
    bytes: Buffer.from('%PDF-'),
  });
  Object.assign(ids, {
    lawyer: lawyerA.lawyerId,
    consultation: booking.consultationId,
    document: document.id,
  });
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const everybody = [200, 200, 200, 200, 200, 200, 200, 200];
const people = [401, 200, 200, 200, 200, 200, 401, 401];
const onlyLawyerA = [401, 403, 403, 200, 403, 403, 401, 401];
const onlyOperators = (status: number) => [401, 403, 403, 403, 403, status, 401, 401];
/** What is not yours does not exist. */
const theParties = (status: number, key = status) => [
  401,
  status,
  404,
  status,
  404,
  404,
  key,
  key === 401 ? 401 : 403,
];
const theTwo = (status: number) => theParties(status, 401);
const unsigned = (status: number) => Array<number>(8).fill(status);

const booking = () => ({
  lawyerId: ids.lawyer,
  consultationType: 'video',
  scheduledAt: new Date(sampleNow + 48 * 3_600_000).toISOString(),
  durationMinutes: 60,
  clientTimezone: 'Asia/Dubai',
});

const rows: readonly Row[] = [
  { route: 'GET /healthz', statuses: everybody },
  { route: 'GET /readyz', statuses: unsigned(503) },
  { route: 'GET /problems/not_found', statuses: everybody },
  { route: 'GET /api/openapi.json', statuses: everybody },
  {
    route: 'POST /api/auth/sign-up/email',
    statuses: everybody,
    body: () => ({ name: 'N', email: `${randomUUID()}@example.com`, password: 'long enough, surely' }),
  },
  {
    route: 'POST /api/auth/sign-in/email',
    statuses: unsigned(401),
    body: () => ({ email: 'nobody@example.com', password: 'not the password' }),
  },
  { route: 'GET /api/auth/get-session', statuses: everybody },
  { route: 'GET /api/auth/list-sessions', statuses: people },
  {
    route: 'POST /api/auth/revoke-session',
    statuses: [401, 404, 404, 404, 404, 404, 401, 401],
    body: () => ({ id: randomUUID() }),
  },
  {
    route: 'POST /api/auth/change-password',
    statuses: [401, 400, 400, 400, 400, 400, 401, 401],
    body: () => ({ currentPassword: 'x', newPassword: 'short' }),
  },
  // Malformed, so that no code is sent.
  ...['send-verification-otp', 'verify-email'].map((path) => ({
    route: `POST /api/auth/email-otp/${path}`,
    statuses: [401, 400, 400, 400, 400, 400, 401, 401],
    body: () => ({ unknown: true }),
  })),
  ...['request-password-reset', 'reset-password'].map((path) => ({
    route: `POST /api/auth/email-otp/${path}`,
    statuses: unsigned(400),
    body: () => ({ unknown: true }),
  })),
  // The addresses of these people are proven: there is nothing to send, and no code to look at.
  {
    route: 'POST /api/auth/email-otp/send-verification-otp',
    statuses: [401, 202, 202, 202, 202, 202, 401, 401],
    body: () => ({}),
  },
  {
    route: 'POST /api/auth/email-otp/verify-email',
    statuses: people,
    body: () => ({ code: '123456' }),
  },
  {
    route: 'POST /api/auth/email-otp/request-password-reset',
    statuses: unsigned(202),
    body: () => ({ email: `${randomUUID()}@example.com` }),
  },
  {
    route: 'POST /api/auth/email-otp/reset-password',
    statuses: unsigned(400),
    body: () => ({ email: 'nobody@example.com', code: '123456', password: 'long enough, surely' }),
  },
  { route: 'GET /api/me', statuses: people },
  { route: 'PUT /api/me', statuses: people, body: () => ({ locale: 'ar' }) },
  {
    route: 'POST /api/api-keys',
    statuses: [401, 403, 403, 403, 403, 403, 401, 401],
    body: () => ({ name: 'k', scopes: ['slots:read'] }),
  },
  { route: 'GET /api/api-keys', statuses: [401, 403, 403, 403, 403, 403, 401, 401] },
  { route: 'DELETE /api/api-keys/:unknown', statuses: [401, 403, 403, 403, 403, 403, 401, 401] },
  { route: 'GET /api/lawyers', statuses: everybody },
  { route: 'GET /api/lawyers/:lawyer', statuses: everybody },
  { route: 'POST /api/lawyers', statuses: [401, 400, 400, 400, 400, 400, 401, 401], body: () => ({}) },
  { route: 'PUT /api/lawyers/:lawyer', statuses: onlyLawyerA, body: () => ({ city: 'Sharjah' }) },
  { route: 'GET /api/lawyers/pricing?lawyerId=:lawyer', statuses: everybody },
  {
    route: 'PUT /api/lawyers/pricing',
    statuses: [401, 403, 403, 412, 412, 403, 401, 401],
    body: () => ({ data: [{ ...price(), fixedFee: 9000 }] }),
    headers: { 'if-match': '"999"' },
  },
  { route: 'GET /api/lawyers/:lawyer/questionnaires/video', statuses: everybody },
  {
    route: 'PUT /api/lawyers/:lawyer/questionnaires/video',
    statuses: onlyLawyerA,
    body: () => ({ questions: [] }),
  },
  { route: 'GET /api/lawyers/:lawyer/availability', statuses: everybody },
  {
    route: 'PUT /api/lawyers/:lawyer/availability',
    statuses: [401, 403, 403, 412, 403, 403, 401, 401],
    body: () => ({ bufferMinutes: 10 }),
    headers: { 'if-match': '"999"' },
  },
  {
    route: 'POST /api/lawyers/:lawyer/availability/overrides',
    statuses: [401, 403, 403, 201, 403, 403, 401, 401],
    body: () => ({ type: 'blocked', startDate: '2027-01-01', endDate: '2027-01-01' }),
  },
  {
    route: 'DELETE /api/lawyers/:lawyer/availability/overrides/:unknown',
    statuses: [401, 403, 403, 404, 403, 403, 401, 401],
  },
  { route: 'GET /api/lawyers/:lawyer/availability/conflicts', statuses: onlyLawyerA },
  { route: 'GET /api/lawyers/:lawyer/availability/changes', statuses: onlyLawyerA },
  {
    route: 'POST /api/lawyers/:lawyer/availability/preview',
    statuses: onlyLawyerA,
    body: () => ({ bufferMinutes: 10 }),
  },
  {
    route: 'PUT /api/lawyers/:lawyer/availability/holidays/2027',
    statuses: [401, 403, 403, 412, 403, 403, 401, 401],
    body: () => ({ holidays: [] }),
    headers: { 'if-match': '"999"' },
  },
  {
    route: 'GET /api/lawyers/:lawyer/availability/slots?startDate=2026-12-02&endDate=2026-12-03',
    statuses: [200, 200, 200, 200, 200, 200, 200, 403],
  },
  {
    // Lacking its key it is refused before anything else is looked at.
    route: 'POST /api/consultations',
    statuses: [401, 400, 400, 403, 403, 403, 400, 403],
    body: booking,
  },
  { route: 'GET /api/consultations', statuses: [401, 200, 200, 200, 200, 200, 200, 403] },
  { route: 'GET /api/consultations/:consultation', statuses: theParties(200) },
  { route: 'POST /api/consultations/:consultation/payment/check', statuses: theParties(503) },
  { route: 'GET /api/consultations/:consultation/cancellation', statuses: theParties(200) },
  {
    route: 'POST /api/consultations/:consultation/cancel',
    statuses: theParties(503),
    body: () => ({ reasonCode: 'other' }),
  },
  { route: 'GET /api/consultations/:consultation/calendar.ics', statuses: theParties(409) },
  { route: 'GET /api/consultations/:consultation/stream', statuses: theTwo(200) },
  { route: 'GET /api/consultations/:consultation/receipt', statuses: theTwo(409) },
  {
    route: 'POST /api/video/meetings',
    statuses: theTwo(409),
    body: () => ({ consultationId: ids.consultation }),
  },
  { route: 'POST /api/consultations/:consultation/retry', statuses: onlyOperators(503) },
  {
    route: 'POST /api/consultations/:consultation/resolve',
    statuses: onlyOperators(503),
    body: () => ({ decision: 'refund' }),
  },
  { route: 'POST /api/documents', statuses: [401, 415, 415, 415, 415, 415, 401, 401] },
  { route: 'GET /api/documents/:document', statuses: [401, 200, 404, 404, 404, 404, 401, 401] },
  { route: 'GET /api/payments', statuses: people },
  { route: 'GET /api/notifications', statuses: people },
  { route: 'GET /api/calendars', statuses: [401, 403, 403, 200, 200, 403, 401, 401] },
  {
    route: 'POST /api/calendars/ics',
    statuses: [401, 403, 403, 201, 201, 403, 401, 401],
    body: () => ({ url: 'https://calendar.example/private.ics' }),
  },
  { route: 'POST /api/calendars/:unknown/sync', statuses: [401, 403, 403, 404, 404, 403, 401, 401] },
  { route: 'DELETE /api/calendars/:unknown', statuses: [401, 403, 403, 404, 404, 403, 401, 401] },
  ...['restore', 'dismiss'].map((answer) => ({
    route: `POST /api/calendars/events/:unknown/${answer}`,
    statuses: [401, 403, 403, 404, 404, 403, 401, 401],
  })),
  // Not set up on this stage.
  {
    route: 'POST /api/calendars/google/connect',
    statuses: [401, 403, 403, 400, 400, 403, 401, 401],
  },
  // Whoever comes back ends on a page.
  { route: 'GET /api/calendars/google/callback?state=s&code=c', statuses: unsigned(303) },
  { route: 'GET /api/calendar-feed', statuses: people },
  { route: 'POST /api/calendar-feed', statuses: [401, 201, 201, 201, 201, 201, 401, 401] },
  { route: 'GET /api/calendar-feed/nobodys.ics', statuses: unsigned(404) },
  { route: 'DELETE /api/calendar-feed', statuses: [401, 204, 204, 204, 204, 204, 401, 401] },
  { route: 'GET /api/operations/summary', statuses: onlyOperators(200) },
  { route: 'GET /api/operations/attention', statuses: onlyOperators(200) },
  { route: 'GET /api/operations/lawyers', statuses: onlyOperators(200) },
  { route: 'POST /api/operations/lawyers/:unknown/list', statuses: onlyOperators(404) },
  { route: 'POST /api/operations/lawyers/:unknown/refuse', statuses: onlyOperators(404) },
  { route: 'POST /api/payments/webhook', statuses: unsigned(400), body: () => ({}) },
  { route: 'POST /api/notifications/webhook/sendgrid', statuses: unsigned(400), body: () => ({}) },
  {
    route: 'POST /api/video/webhook',
    statuses: unsigned(403),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  {
    route: 'POST /api/notifications/webhook/twilio',
    statuses: unsigned(403),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  // Nobody learns whether a channel is known.
  { route: 'POST /api/calendars/webhook/google', statuses: unsigned(200) },
  { route: 'POST /api/calendars/webhook/outlook', statuses: unsigned(202) },
  { route: 'GET /operations/temporal/', statuses: onlyOperators(503) },
  ...proxied('POST', '/workflows/w/query/state', 503),
  ...proxied('POST', '/workflows/w/cancel', 503),
  // Without the one argument they take.
  ...proxied('POST', '/workflows/w/signal/s', 400),
  ...proxied('POST', '/workflows/w/update/u', 400),
  ...['pause', 'unpause', 'reset', 'update-options'].flatMap((change) =>
    proxied('POST', `/activities/${change}`, 400),
  ),
  ...proxied('POST', '/workflows/w/terminate', 403),
  ...['PUT', 'PATCH', 'DELETE'].flatMap((method) => proxied(method, '/schedules/s', 403)),
  // Signs the caller out, so it comes last of those that need a session.
  { route: 'POST /api/auth/sign-out', statuses: everybody },
];

function proxied(method: string, path: string, status: number): Row[] {
  const route = `${method} /operations/temporal/api/v1/namespaces/default${path}`;
  return [{ route, statuses: onlyOperators(status), headers: { origin: stageConfig.PUBLIC_URL } }];
}

function price() {
  return { consultationType: 'video', durations: [60], currency: 'AED', isActive: true };
}

describe('who may call what', () => {
  it('is said in a row for every route', () => {
    const missing = stage.app.declaredRoutes
      .flatMap(({ method, url }) => [method].flat().map((each) => ({ method: each, url })))
      // Pages and files are for everybody; HEAD goes with GET.
      .filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/api/docs') && url !== '/*')
      .filter((route) => !rows.some((row) => covers(row, route)))
      .map(({ method, url }) => `${method} ${url}`);
    expect(missing).toEqual([]);
  });

  it.each(rows.map((row) => [row.route, row] as const))('%s', async (_route, row) => {
    const statuses = [];
    for (const caller of callers) statuses.push(await statusFor(row, caller));
    expect(statuses).toEqual(row.statuses);
  });
});

function covers({ route }: Row, { method, url }: { method: string; url: string }): boolean {
  const [rowMethod, path = ''] = route.split(' ');
  if (rowMethod !== method) return false;
  const segments = url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace('*', '.*')));
  return new RegExp(`^${segments.join('/')}$`).test(path.split('?', 1)[0] ?? '');
}

async function statusFor({ route, body, headers }: Row, caller: CallerName): Promise<number> {
  const [method = 'GET', path = ''] = route.split(' ');
  const url = path
    .replace(':lawyer', ids.lawyer)
    .replace(':consultation', ids.consultation)
    .replace(':document', ids.document)
    .replace(':unknown', randomUUID());
  const payload = body?.();
  const answer = await stage.app.inject({
    method: method as 'GET',
    url,
    headers: { ...credentials.get(caller), ...headers },
    ...(payload && { payload }),
    payloadAsStream: true,
  });
  // A stream of events would never end.
  answer.stream().destroy();
  return answer.statusCode;
}
