import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { sendFirstCode } from '#api/accounts/address-proof.ts';
import { buildApp } from '#api/app.ts';
import { bodyHash, bookingIdentity } from '#api/booking/booking-identity.ts';
import { stageConfig } from '#api/stage.ts';
import { createDatabase } from '#db/client.ts';
import { readStamp } from '#db/consultation-stamp.ts';
import type { Database } from '#db/schema.ts';
import { hours, minutes } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import type { TestDatabase } from '#test/setup/database.ts';
import { createSampleLawyer, sampleBooking } from '#test/setup/sample-rows.ts';
import type { ConsultationInput } from '#workflows/contract.ts';

const password = 'a long enough password';

/** What the api asks of Temporal, which is not there: nothing of this needs more than the request. */
const asked: unknown[][] = [];
let isAway = false;
let laterMs = 0;

let database: TestDatabase;
let db: Kysely<Database>;
let app: FastifyInstance;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(database.url, { maxConnections: 5, applicationName: 'test' });
  const temporal = new Client({
    connection: Connection.lazy({ address: '127.0.0.1:1' }),
    interceptors: {
      workflow: [
        {
          async start(input) {
            asked.push([input.workflowType, input.options.workflowId, ...input.options.args]);
            if (isAway) throw new Error('Temporal is away');
            return 'a run';
          },
        },
      ],
    },
  });
  app = await buildApp({
    db,
    temporal,
    clock: () => Date.now() + laterMs,
    config: stageConfig,
  });
}, 60_000);

afterAll(async () => {
  await app.close();
  await db.destroy();
  await database.drop();
});

interface Person {
  email: string;
  userId: string;
  cookie: string;
}

function post(path: string, payload: object, { cookie, key }: { cookie?: string; key?: string } = {}) {
  const headers = { ...(cookie && { cookie }), ...(key && { 'idempotency-key': key }) };
  return app.inject({ method: 'POST', url: `/api/${path}`, payload, headers } satisfies InjectOptions);
}

async function signIn(email: string, secret = password): Promise<string | undefined> {
  const answer = await post('auth/sign-in/email', { email, password: secret });
  const cookie = answer.cookies.find(({ name }) => name === 'majlis.session_token');
  return cookie && `${cookie.name}=${encodeURIComponent(cookie.value)}`;
}

async function signUp(): Promise<Person> {
  const email = `${randomUUID()}@example.test`;
  const made = await post('auth/sign-up/email', { name: 'Salma Nasser', email, password });
  expect(made.statusCode).toBe(200);
  expect(made.json().user.emailVerified).toBe(false);
  return { email, userId: made.json().user.id, cookie: (await signIn(email)) ?? '' };
}

async function codeOf(email: string): Promise<string> {
  const { value } = await db
    .selectFrom('verification')
    .where('identifier', 'like', `%-otp-${email}`)
    .orderBy('createdAt', 'desc')
    .select('value')
    .executeTakeFirstOrThrow();
  return value.slice(0, 6);
}

/** A code that is certainly not this one. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

/** A consultation that this client holds, with its checkout open. */
async function hold({ userId: clientId }: Person, fields: Partial<ConsultationInput> = {}): Promise<string> {
  const { lawyerId } = await createSampleLawyer(db);
  const now = Date.now();
  const startAt = Math.ceil((now + hours(24)) / minutes(30)) * minutes(30);
  const booking = sampleBooking({ clientId, lawyerId }, { now, receivedAt: now, startAt, ...fields });
  const { consultationId } = booking;
  await createConsultations({ db }).holdSlot(booking);
  await db
    .insertInto('payment')
    .values({
      consultationId,
      attempt: 1,
      status: 'open',
      sessionId: `cs_${consultationId}`,
      checkoutUrl: 'https://checkout.example/1',
      amountMinor: 57_750,
      currency: 'AED',
    })
    .execute();
  return consultationId;
}

async function read(id: string, { cookie }: Person) {
  const answer = await app.inject({ url: `/api/consultations/${id}`, headers: { cookie } });
  expect(answer.statusCode).toBe(200);
  return answer.json().consultation;
}

const mailsFor = (userId: string) => asked.filter(([, , input]) => JSON.stringify(input).includes(userId));

describe('the link to pay', () => {
  it('is kept back until the address is proven, and the hold goes on', async () => {
    const person = await signUp();
    const id = await hold(person);
    const before = await read(id, person);
    expect(before).toMatchObject({
      status: 'payment_pending',
      emailVerification: 'required',
      paymentUrl: null,
    });
    const list = await app.inject({ url: '/api/consultations', headers: { cookie: person.cookie } });
    expect(list.json().data[0].paymentUrl).toBeNull();

    const stamp = await readStamp(db, id);
    expect((await post('auth/email-otp/send-verification-otp', {}, person)).statusCode).toBe(202);
    const code = await codeOf(person.email);
    const proven = await post('auth/email-otp/verify-email', { code }, person);
    expect(proven.json().user.emailVerified).toBe(true);
    const after = await read(id, person);
    expect(after).toMatchObject({ emailVerification: 'done', paymentUrl: 'https://checkout.example/1' });
    expect(after.holdExpiresAt).toBe(before.holdExpiresAt);
    // So the page, which listens to its stream, goes on by itself.
    expect(await readStamp(db, id)).not.toBe(stamp);
  });

  it('is not kept back from what a partner booked', async () => {
    const person = await signUp();
    const { userId: partnerId } = await signUp();
    expect(await read(await hold(person, { partnerId }), person)).toMatchObject({
      emailVerification: 'done',
      paymentUrl: 'https://checkout.example/1',
    });
  });

  it('is not kept back from a client whom a partner brought along', async () => {
    const person = await signUp();
    const { userId: broughtBy } = await signUp();
    await db.updateTable('appUser').where('id', '=', person.userId).set({ broughtBy }).execute();
    expect(await read(await hold(person), person)).toMatchObject({ emailVerification: 'done' });
  });
});

describe('POST /api/consultations with an address that nobody has proven', () => {
  it('has the first code mailed once, however often the same booking is asked for', async () => {
    const person = await signUp();
    const key = randomUUID();
    const { consultationId: id } = bookingIdentity(`user:${person.userId}`, key);
    const wish = {
      lawyerId: randomUUID(),
      consultationType: 'video',
      scheduledAt: new Date(Date.now() + hours(72)).toISOString(),
      durationMinutes: 60,
      clientTimezone: 'Asia/Dubai',
    };
    // The booking as it stands when its first answer was lost.
    await hold(person, { consultationId: id });
    await db
      .insertInto('idempotencyKey')
      .values({ caller: `user:${person.userId}`, key, bodyHash: bodyHash(wish), consultationId: id })
      .execute();
    for (let times = 0; times < 3; times += 1) {
      const booked = await post('consultations', wish, { ...person, key });
      expect(booked.statusCode).toBe(201);
      expect(booked.json().consultation).toMatchObject({ emailVerification: 'required', paymentUrl: null });
      await vi.waitFor(() => expect(mailsFor(person.userId)).toHaveLength(1));
    }
    const [, workflowId, input] = mailsFor(person.userId)[0] ?? [];
    expect(workflowId).toMatch(/^account-mail-[0-9a-f-]{36}$/);
    expect(input).toEqual({ userId: person.userId, kind: 'verify_address' });
  });
});

describe('the first code', () => {
  it('is not replaced while it is good, and is again when it is not', async () => {
    const { userId, email } = await signUp();
    const holdAfter = (ms: number) => sendFirstCode(app, { db, clock: () => Date.now() + ms }, userId);
    await holdAfter(0);
    const first = await codeOf(email);
    await holdAfter(minutes(9));
    expect(await codeOf(email)).toBe(first);
    await db
      .updateTable('verification')
      .where('identifier', 'like', `%${email}`)
      .set({ value: `${otherThan(first)}:0` })
      .execute();
    await holdAfter(minutes(11));
    expect(await codeOf(email)).not.toBe(otherThan(first));
    await vi.waitFor(() => expect(mailsFor(userId)).toHaveLength(2));
  });

  it('is not sent beyond the limits, which disturbs nobody', async () => {
    const person = await signUp();
    await post('auth/email-otp/send-verification-otp', {}, person);
    await db.deleteFrom('verification').where('identifier', 'like', `%${person.email}`).execute();
    await sendFirstCode(app, { db, clock: Date.now }, person.userId);
    await expect(codeOf(person.email)).rejects.toThrow('no result');
  });
});

describe('a code', () => {
  it('has six digits and ten minutes', async () => {
    const person = await signUp();
    await post('auth/email-otp/send-verification-otp', {}, person);
    expect(await codeOf(person.email)).toMatch(/^[0-9]{6}$/);
    const { expiresAt } = await db
      .selectFrom('verification')
      .where('identifier', 'like', `%${person.email}`)
      .select('expiresAt')
      .executeTakeFirstOrThrow();
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(minutes(9.9));
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(minutes(10));
  });

  it('may be asked for again after a minute, and five times an hour', async () => {
    const person = await signUp();
    const ask = () => post('auth/email-otp/send-verification-otp', {}, person);
    const waits: number[] = [];
    for (let sent = 0; sent < 5; sent += 1) {
      const answer = await ask();
      expect(answer.statusCode).toBe(202);
      const early = await ask();
      expect(early.statusCode).toBe(429);
      expect(Number(early.headers['retry-after'])).toBeGreaterThan(50);
      waits.push(Date.parse(answer.json().nextCodeAt) - Date.parse(early.json().nextCodeAt));
      expect(Number(early.headers['retry-after'])).toBeLessThanOrEqual(60);
      laterMs += minutes(1) + 1;
    }
    // The fifth answer knows already that the hour is full; until then the pause is all there is to wait for.
    expect(waits).toEqual([0, 0, 0, 0, expect.closeTo(minutes(55), -4)]);
    const sixth = await ask();
    expect(sixth.statusCode).toBe(429);
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(3000);
    laterMs = 0;
  });

  it('is refused when it is wrong, and is worth nothing after three wrong tries', async () => {
    const person = await signUp();
    await post('auth/email-otp/send-verification-otp', {}, person);
    const code = await codeOf(person.email);
    for (let tries = 0; tries < 3; tries += 1) {
      const wrong = await post('auth/email-otp/verify-email', { code: otherThan(code) }, person);
      expect(wrong.statusCode).toBe(400);
      expect(wrong.json()).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/body/code' }] });
    }
    const right = await post('auth/email-otp/verify-email', { code }, person);
    expect(right.statusCode).toBe(400);
    expect(right.json().errors).toMatchObject([{ pointer: '/body/code' }]);
  });

  it('of somebody else proves nothing', async () => {
    const [mine, theirs] = [await signUp(), await signUp()];
    await post('auth/email-otp/send-verification-otp', {}, theirs);
    const answer = await post('auth/email-otp/verify-email', { code: await codeOf(theirs.email) }, mine);
    expect(answer.statusCode).toBe(400);
  });

  it('is gone once used; a repeat whose answer was lost succeeds', async () => {
    const person = await signUp();
    await post('auth/email-otp/send-verification-otp', {}, person);
    const code = await codeOf(person.email);
    for (let times = 0; times < 2; times += 1) {
      const answer = await post('auth/email-otp/verify-email', { code }, person);
      expect(answer.json().user.emailVerified).toBe(true);
    }
    const more = await post('auth/email-otp/send-verification-otp', {}, person);
    expect(more.json()).toEqual({ nextCodeAt: null });
    const left = await db
      .selectFrom('verification')
      .where('identifier', 'like', `%${person.email}`)
      .execute();
    expect(left).toEqual([]);
  });

  it('is six plain digits', async () => {
    const person = await signUp();
    for (const code of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦']) {
      const answer = await post('auth/email-otp/verify-email', { code }, person);
      expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/body/code' }] });
    }
  });

  it('can be asked for again when Temporal was away for the first', async () => {
    const person = await signUp();
    isAway = true;
    const first = await post('auth/email-otp/send-verification-otp', {}, person);
    expect(first.statusCode).toBe(202);
    isAway = false;
    laterMs = minutes(2);
    const second = await post('auth/email-otp/send-verification-otp', {}, person);
    laterMs = 0;
    expect(second.statusCode).toBe(202);
    await vi.waitFor(() => expect(mailsFor(person.userId)).toHaveLength(2));
  });

  it('is for those who are signed in', async () => {
    for (const [path, body] of [
      ['send-verification-otp', {}],
      ['verify-email', { code: '123456' }],
    ] as const)
      expect((await post(`auth/email-otp/${path}`, body)).statusCode).toBe(401);
  });
});

describe('a forgotten password', () => {
  const fresh = 'another long password';

  it('is replaced with the code; the old one and every session end, and the address is proven', async () => {
    const person = await signUp();
    const asking = await post('auth/email-otp/request-password-reset', { email: person.email.toUpperCase() });
    expect(asking.statusCode).toBe(202);
    await vi.waitFor(() => expect(mailsFor(person.userId)).toHaveLength(1));
    expect(mailsFor(person.userId)[0]?.[2]).toEqual({ userId: person.userId, kind: 'reset_password' });

    const code = await codeOf(person.email);
    const body = { email: person.email, code, password: fresh };
    expect((await post('auth/email-otp/reset-password', body)).json()).toEqual({ success: true });
    const ended = await app.inject({ url: '/api/me', headers: { cookie: person.cookie } });
    expect(ended.statusCode).toBe(401);
    expect(await signIn(person.email)).toBeUndefined();
    const cookie = (await signIn(person.email, fresh)) ?? '';
    const me = await app.inject({ url: '/api/me', headers: { cookie } });
    expect(me.json().emailVerified).toBe(true);
    expect((await post('auth/email-otp/reset-password', body)).statusCode).toBe(400);
  });

  it('may be replaced by 128 characters of any kind', async () => {
    const person = await signUp();
    await post('auth/email-otp/request-password-reset', { email: person.email });
    const longest = '😀'.repeat(128);
    const body = { email: person.email, code: await codeOf(person.email), password: longest };
    expect((await post('auth/email-otp/reset-password', body)).statusCode).toBe(200);
    expect(await signIn(person.email, longest)).toBeDefined();
  });

  it('keeps the old password when the code is wrong', async () => {
    const person = await signUp();
    await post('auth/email-otp/request-password-reset', { email: person.email });
    const code = otherThan(await codeOf(person.email));
    const answer = await post('auth/email-otp/reset-password', {
      email: person.email,
      code,
      password: fresh,
    });
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/body/code' }] });
    expect(await signIn(person.email)).toBeDefined();
  });

  it('is not replaced with the code that proves the address', async () => {
    const person = await signUp();
    await post('auth/email-otp/send-verification-otp', {}, person);
    const code = await codeOf(person.email);
    const answer = await post('auth/email-otp/reset-password', {
      email: person.email,
      code,
      password: fresh,
    });
    expect(answer.statusCode).toBe(400);
  });

  it('answers an address without an account with the same bytes, to the end of the tries', async () => {
    const { email: known } = await signUp();
    const unknown = `${randomUUID()}@example.test`;
    const plain = (body: string) =>
      body
        .replaceAll(/"instance":"[^"]+"|"nextCodeAt":"[^"]+"/g, '')
        .replaceAll(known, '')
        .replaceAll(unknown, '');
    const answersOf = async (email: string) => {
      const answers = [await post('auth/email-otp/request-password-reset', { email })];
      const code = email === known ? otherThan(await codeOf(known)) : '123456';
      for (let tries = 0; tries < 17; tries += 1)
        answers.push(await post('auth/email-otp/reset-password', { email, code, password: fresh }));
      answers.push(await post('auth/email-otp/request-password-reset', { email }));
      return answers.map(({ statusCode, body }) => `${statusCode} ${plain(body)}`);
    };
    const [first, ...rest] = await answersOf(known);
    expect([first, ...rest]).toEqual(await answersOf(unknown));
    expect(first).toMatch(/^202/);
    expect(rest.filter((answer) => answer.startsWith('429'))).toHaveLength(3);
  });

  it('answers an address without an account in the same time', async () => {
    const known: string[] = [];
    const unknown: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      const email = `${randomUUID()}@example.test`;
      await db.insertInto('appUser').values({ name: 'Somebody', email }).execute();
      known.push(email);
      unknown.push(`${randomUUID()}@example.test`);
    }
    const timeOf = async (email: string | undefined) => {
      const before = performance.now();
      await post('auth/email-otp/request-password-reset', { email });
      return performance.now() - before;
    };
    const times: [number, number][] = [];
    for (const [index, email] of known.entries())
      times.push([await timeOf(email), await timeOf(unknown[index])]);
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[20] ?? 0;
    const difference = median(times.map(([a]) => a)) - median(times.map(([, b]) => b));
    expect(Math.abs(difference)).toBeLessThan(15);
  });
});
