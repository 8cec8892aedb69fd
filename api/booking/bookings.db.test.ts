import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { storeDocument } from '#db/documents.ts';
import { replaceQuestions } from '#db/questionnaires.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { bookingIdentity } from './booking-identity.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let clientId: string;
let cookie: string;
let lawyerId: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  clientId = await createSampleClient(stage.db, { emailVerified: true });
  cookie = await stage.signIn(clientId);
  ({ lawyerId } = await createSampleLawyer(stage.db));
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const at = (ms: number) => new Date(sampleNow + ms).toISOString();
const wish = (fields: object = {}) => ({
  lawyerId,
  consultationType: 'video',
  scheduledAt: at(hours(48)),
  durationMinutes: 60,
  clientTimezone: 'Europe/London',
  ...fields,
});
const book = (body: object, key: string = randomUUID(), who: Record<string, string> = { cookie }) =>
  stage.ask({
    method: 'POST',
    url: '/api/consultations',
    headers: { ...who, 'idempotency-key': key },
    payload: body,
  });
const refusal = (answer: LightMyRequestResponse) => {
  const { code, reason, errors } = answer.json() as {
    code: string;
    reason?: string;
    errors?: { pointer: string }[];
  };
  return { status: answer.statusCode, code, reason, pointers: errors?.map(({ pointer }) => pointer) };
};

async function holdFor(someone: string, startAt: number, lawyer = lawyerId): Promise<string> {
  const booking = sampleBooking({ clientId: someone, lawyerId: lawyer }, { startAt });
  await createConsultations({ db: stage.db }).holdSlot(booking);
  return booking.consultationId;
}

describe('a booking that Postgres already shows as impossible', () => {
  it.each([
    {
      why: 'within the notice',
      fields: { scheduledAt: at(hours(1)) },
      code: 'slot_unavailable',
      reason: 'notice',
    },
    {
      why: 'in the past',
      fields: { scheduledAt: at(-hours(1)) },
      code: 'slot_unavailable',
      reason: 'notice',
    },
    {
      why: 'beyond the horizon',
      fields: { scheduledAt: at(hours(24 * 90)) },
      code: 'slot_unavailable',
      reason: 'horizon',
    },
    {
      why: 'beside the grid',
      fields: { scheduledAt: at(hours(48) + 60_000) },
      code: 'slot_unavailable',
      reason: 'unavailable',
    },
  ])('is refused $why, once and for all', async ({ fields, code, reason }) => {
    const key = randomUUID();
    const answers = [await book(wish(fields), key), await book(wish(fields), key)].map(refusal);
    expect(answers[0]).toMatchObject({ status: 409, code, reason });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('is refused while somebody else has the time, and the refusal stays when it becomes free', async () => {
    const startAt = sampleNow + hours(72);
    const taken = await holdFor(await createSampleClient(stage.db), startAt);
    const key = randomUUID();
    expect(refusal(await book(wish({ scheduledAt: at(hours(72)) }), key))).toMatchObject({
      status: 409,
      code: 'slot_taken',
    });
    await stage.db.updateTable('consultation').where('id', '=', taken).set({ status: 'expired' }).execute();
    expect(refusal(await book(wish({ scheduledAt: at(hours(72)) }), key)).code).toBe('slot_taken');
    // A new attempt is a new key, and gets as far as Temporal.
    expect(refusal(await book(wish({ scheduledAt: at(hours(72)) })))).toMatchObject({ status: 503 });
  });

  it('is refused while the client is busy with another lawyer', async () => {
    const other = await createSampleLawyer(stage.db);
    const guest = await createSampleClient(stage.db);
    await holdFor(guest, sampleNow + hours(96), other.lawyerId);
    const answer = await book(wish({ scheduledAt: at(hours(96)) }), randomUUID(), {
      cookie: await stage.signIn(guest),
    });
    expect(refusal(answer)).toMatchObject({ status: 409, code: 'client_busy' });
  });

  it('is refused to who holds three times unpaid, the first time and on a repeat with a time to wait', async () => {
    const eager = await createSampleClient(stage.db, { emailVerified: true });
    for (const day of [10, 11, 12]) await holdFor(eager, sampleNow + hours(24 * day));
    const who = { cookie: await stage.signIn(eager) };
    const key = randomUUID();
    for (const answer of [await book(wish(), key, who), await book(wish(), key, who)]) {
      expect(refusal(answer)).toMatchObject({ status: 429, code: 'too_many_requests' });
      expect(answer.headers['retry-after']).toBe('60');
    }
  });

  it('is not found with a lawyer who is not listed', async () => {
    const hidden = await createSampleLawyer(stage.db, { lawyer: { status: 'applied', listedAt: null } });
    expect(refusal(await book(wish({ lawyerId: hidden.lawyerId })))).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    expect(refusal(await book(wish({ lawyerId: randomUUID() })))).toMatchObject({ status: 404 });
  });
});

describe('an Idempotency-Key', () => {
  it('answers with its consultation as it stands now, and checks nothing again', async () => {
    const key = randomUUID();
    const body = wish({ scheduledAt: at(hours(120)) });
    expect((await book(body, key)).statusCode).toBe(503);
    const { consultationId } = bookingIdentity(`user:${clientId}`, key);
    const booking = sampleBooking(
      { clientId, lawyerId },
      { consultationId, startAt: sampleNow + hours(120) },
    );
    await createConsultations({ db: stage.db }).holdSlot(booking);
    const answer = await book(body, key);
    expect([answer.statusCode, answer.headers['location']]).toEqual([
      201,
      `/api/consultations/${consultationId}`,
    ]);
    expect(answer.json().consultation).toMatchObject({
      id: consultationId,
      status: 'payment_pending',
      basePrice: 50_000,
      platformFee: 5000,
      vat: 2750,
      totalPrice: 57_750,
      currency: 'AED',
      paymentUrl: null,
    });
    const reordered = Object.fromEntries(Object.entries(body).toReversed());
    expect((await book(reordered, key)).statusCode).toBe(201);
  });

  it('with another body is refused, and nothing else is touched', async () => {
    const key = randomUUID();
    await book(wish({ scheduledAt: at(hours(1)) }), key);
    const other = wish({ scheduledAt: at(hours(2)) });
    expect(refusal(await book(other, key))).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  it('belongs to its caller', async () => {
    const key = randomUUID();
    await book(wish({ scheduledAt: at(hours(1)) }), key);
    const other = { cookie: await stage.signIn(await createSampleClient(stage.db)) };
    expect(refusal(await book(wish({ scheduledAt: at(-hours(1)) }), key, other)).code).toBe(
      'slot_unavailable',
    );
  });

  it.each([
    { header: undefined, code: 'idempotency_key_required', pointers: undefined },
    { header: 'with space', code: 'invalid_request', pointers: ['/headers/idempotency-key'] },
  ])('is required and visible: $header', async ({ header, code, pointers }) => {
    const headers = { cookie, ...(header !== undefined && { 'idempotency-key': header }) };
    const answer = await stage.ask({ method: 'POST', url: '/api/consultations', headers, payload: wish() });
    expect(refusal(answer)).toMatchObject({ status: 400, code, pointers });
  });
});

describe('what comes with a booking', () => {
  const keys = async () => (await stage.db.selectFrom('idempotencyKey').select('key').execute()).length;

  it('is judged before anything is written, and every fault is named', async () => {
    const { lawyerId: asking } = await createSampleLawyer(stage.db);
    const label = { en: 'Q', ar: 'س' };
    await replaceQuestions(stage.db, { lawyerId: asking, consultationType: 'video' }, [
      { id: 'matter', label, kind: 'text', required: true },
      { id: 'urgent', label, kind: 'yes_no', required: false },
    ]);
    const someone = await createSampleClient(stage.db);
    const foreign = await storeDocument(stage.db, {
      ownerId: someone,
      name: 'a.pdf',
      mediaType: 'application/pdf',
      sha256: Buffer.alloc(32),
      bytes: Buffer.from('%PDF-'),
    });
    const before = await keys();
    const answer = await book(
      wish({
        lawyerId: asking,
        durationMinutes: 45,
        questionnaireResponses: { urgent: 'yes', other: 'x' },
        documentIds: [foreign.id],
        client: { name: 'C', email: 'c@example.com' },
      }),
    );
    expect(refusal(answer)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(refusal(answer).pointers?.toSorted()).toEqual([
      '/body/client',
      '/body/documentIds',
      '/body/durationMinutes',
      '/body/questionnaireResponses/matter',
      '/body/questionnaireResponses/other',
      '/body/questionnaireResponses/urgent',
    ]);
    expect(await keys()).toBe(before);
  });

  it('is kept for the lawyer, with the number of the account where none is given', async () => {
    const caller = await createSampleClient(stage.db, { phone: '+971500000001', locale: 'ar' });
    const key = randomUUID();
    await book(wish({ clientNotes: 'a note' }), key, { cookie: await stage.signIn(caller) });
    const { consultationId } = bookingIdentity(`user:${caller}`, key);
    const kept = await stage.db
      .selectFrom('intake')
      .where('consultationId', '=', consultationId)
      .select(['clientId', 'clientPhone', 'notes', 'locale'])
      .executeTakeFirst();
    expect(kept).toEqual({ clientId: caller, clientPhone: '+971500000001', notes: 'a note', locale: 'ar' });
  });

  it('with an API key names the partner’s client, who is made once', async () => {
    const partner = await createSampleClient(stage.db, { isPartner: true });
    const who = { 'x-api-key': await stage.keyOf(partner, ['consultations:book']) };
    expect(refusal(await book(wish(), randomUUID(), who)).pointers).toEqual(['/body/client']);
    const client = { name: 'Huda', email: `${randomUUID()}@Example.com`, locale: 'ar' };
    await book(wish({ client }), randomUUID(), who);
    await book(wish({ client, scheduledAt: at(hours(50)) }), randomUUID(), who);
    const made = await stage.db
      .selectFrom('appUser')
      .where('email', '=', client.email.toLowerCase())
      .innerJoin('intake', 'intake.clientId', 'appUser.id')
      .select(['name', 'role', 'appUser.locale', 'broughtBy', 'clientName'])
      .distinct()
      .execute();
    expect(made).toEqual([
      { name: 'Huda', role: 'client', locale: 'ar', broughtBy: partner, clientName: 'Huda' },
    ]);
  });
});
