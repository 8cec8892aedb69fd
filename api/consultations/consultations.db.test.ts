import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { keepIntake } from '#db/intakes.ts';
import { readStamp } from '#db/consultation-stamp.ts';
import { recordParticipant, recordRoomOpened } from '#db/meetings.ts';
import { keepNote } from '#db/notes.ts';
import { advancePayment, openPayment } from '#db/payments.ts';
import { requestRefund } from '#db/refunds.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
const cookies = { client: '', stranger: '', lawyer: '' };
let clientId: string;
let lawyerId: string;
let consultationId: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  // Four minutes before the start, so that the meeting can be joined.
  stage = await openStage(database.url, sampleNow + hours(24) - 240_000);
  const { db } = stage;
  clientId = await createSampleClient(db, { phone: '+971500000000', emailVerified: true });
  const lawyer = await createSampleLawyer(db);
  lawyerId = lawyer.lawyerId;
  cookies.client = await stage.signIn(clientId);
  cookies.stranger = await stage.signIn(await createSampleClient(db, { emailVerified: true }));
  cookies.lawyer = await stage.signIn(lawyer.userId);
  consultationId = await held();
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const divorce = { id: 'divorce', label: { en: 'Divorce', ar: 'الطلاق' } };

async function held(fields: object = {}, parties = { clientId, lawyerId }): Promise<string> {
  const booking = sampleBooking(parties, fields);
  await keepIntake(stage.db, {
    consultationId: booking.consultationId,
    clientId: parties.clientId,
    ...(booking.partnerId !== undefined && { clientName: 'As the partner says' }),
    locale: 'en',
    clientPhone: '+971511111111',
    notes: 'for the lawyer alone',
    questions: [
      { id: 'q', label: { en: 'Q', ar: 'س' }, kind: 'text', required: true },
      { id: 'kind', label: { en: 'K', ar: 'ن' }, kind: 'choice', choices: [divorce], required: true },
    ],
    answers: { q: 'A', kind: divorce.id },
    documentIds: [],
  });
  await createConsultations({ db: stage.db }).holdSlot(booking);
  return booking.consultationId;
}

async function confirm(id: string): Promise<void> {
  const change = {
    consultationId: id,
    revision: 2,
    kind: 'confirmed',
    from: 'payment_pending',
    to: 'confirmed',
  } as const;
  await createConsultations({ db: stage.db }).recordChange({
    ...change,
    by: { kind: 'system' },
    at: sampleNow,
  });
}

async function cancelled(id: string, noteId?: string): Promise<void> {
  await createConsultations({ db: stage.db }).recordChange({
    consultationId: id,
    revision: 2,
    kind: 'cancelled',
    from: 'payment_pending',
    to: 'cancelled',
    by: { kind: 'client', id: clientId },
    at: sampleNow,
    reason: 'schedule',
    cancelledBy: 'client',
    data: noteId === undefined ? {} : { noteId },
  });
}

const get = (url: string, headers: Record<string, string> = {}) => stage.ask({ method: 'GET', url, headers });

describe('what is not yours', () => {
  it.each(['', '/cancellation', '/stream', '/calendar.ics', '/receipt'])(
    'answers with the very bytes of what does not exist: …/:id%s',
    async (path) => {
      const ask = (id: string) => get(`/api/consultations/${id}${path}`, { cookie: cookies.stranger });
      const [theirs, none, noId] = [await ask(consultationId), await ask(randomUUID()), await ask('x')];
      expect(theirs.statusCode).toBe(404);
      expect([none.rawPayload, noId.rawPayload]).toEqual([theirs.rawPayload, theirs.rawPayload]);
      const headersOf = ({ headers }: typeof theirs) => Object.keys(headers).toSorted();
      expect(headersOf(none)).toEqual(headersOf(theirs));
      expect((await get('/api/nothing')).rawPayload).toEqual(theirs.rawPayload);
    },
  );
});

describe('a consultation', () => {
  const detail = async (headers: Record<string, string>, id = consultationId) =>
    (await get(`/api/consultations/${id}`, headers)).json().consultation;

  it('shows each side what it may know: the number of the client only after the confirmation', async () => {
    const before = await detail({ cookie: cookies.lawyer });
    expect(before).toMatchObject({
      role: 'lawyer',
      clientNotes: 'for the lawyer alone',
      questionnaire: [
        { id: 'q', answer: 'A', choice: null },
        { id: 'kind', answer: divorce.id, choice: divorce.label },
      ],
      paymentUrl: null,
    });
    expect(before.client).toEqual({ name: 'Test Client' });
    expect((await detail({ cookie: cookies.client })).client.phone).toBe('+971511111111');
    await confirm(consultationId);
    expect((await detail({ cookie: cookies.lawyer })).client.phone).toBe('+971511111111');
    expect((await detail({ cookie: cookies.client })).timeline).toMatchObject([
      { kind: 'held', by: 'client' },
      { kind: 'confirmed', from: 'payment_pending', to: 'confirmed', by: 'system' },
    ]);
  });

  it('shows a partner neither notes nor answers nor numbers, nor whose account the address is', async () => {
    const partnerId = await createSampleClient(stage.db, { isPartner: true });
    const id = await held({ partnerId, startAt: sampleNow + hours(72) });
    const headers = { 'x-api-key': await stage.keyOf(partnerId, ['consultations:read']) };
    const shown = await detail(headers, id);
    expect(shown).toMatchObject({ role: 'partner', clientNotes: null, questionnaire: [], documents: [] });
    expect(JSON.stringify(shown)).not.toContain('+9715');
    const [listed] = (await get('/api/consultations', headers)).json().data;
    const client = { name: 'As the partner says' };
    expect([shown.client, listed.client]).toEqual([client, client]);
  });

  it('shows both parties, and nobody else, what was added to the cancellation', async () => {
    const partnerId = await createSampleClient(stage.db, { isPartner: true });
    const id = await held({ partnerId, startAt: sampleNow + hours(168) });
    const noteId = `cancel-${randomUUID()}`;
    const note = (text: string, commandId = `cancel-${randomUUID()}`) =>
      keepNote(stage.db, { commandId, consultationId: id, authorId: clientId, text });
    const cookie = cookies.client;
    await note('I am abroad', noteId);
    await note('an attempt that was refused');
    expect((await detail({ cookie }, id)).cancelNote).toBeNull();
    await cancelled(id, noteId);
    await note('too late');
    expect((await detail({ cookie }, id)).cancelNote).toBe('I am abroad');
    expect((await detail({ cookie: cookies.lawyer }, id)).cancelNote).toBe('I am abroad');
    const key = await stage.keyOf(partnerId, ['consultations:read']);
    expect((await detail({ 'x-api-key': key }, id)).cancelNote).toBeNull();
  });

  it('shows nobody what was added to a cancellation that was refused, when the next one has no remark', async () => {
    const id = await held({ startAt: sampleNow + hours(240) });
    const commandId = `cancel-${randomUUID()}`;
    await keepNote(stage.db, { commandId, consultationId: id, authorId: clientId, text: 'only for you' });
    await cancelled(id);
    expect((await detail({ cookie: cookies.lawyer }, id)).cancelNote).toBeNull();
  });

  it('says with the quote whether anything was taken from the card yet', async () => {
    const id = await held({ startAt: sampleNow + hours(192) });
    const quote = async () =>
      (await get(`/api/consultations/${id}/cancellation`, { cookie: cookies.client })).json();
    expect(await quote()).toMatchObject({ isCharged: false, rule: 'before_confirmation' });
    await confirm(id);
    expect(await quote()).toMatchObject({ isCharged: true, refund: 57_750 });
  });

  it('is a file for a calendar once it is agreed, under the name of the invitations', async () => {
    const id = await held({ startAt: sampleNow + hours(96) });
    const url = `/api/consultations/${id}/calendar.ics`;
    expect((await get(url, { cookie: cookies.client })).json().code).toBe('invalid_state');
    await confirm(id);
    const file = await get(url, { cookie: cookies.client });
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8');
    for (const line of [
      `UID:consultation-${id}@majlis`,
      'DTSTART:20261205T060000Z',
      'SEQUENCE:0',
      'STATUS:CONFIRMED',
    ])
      expect(file.body).toContain(`${line}\r\n`);
  });
});

describe('asking for the payment', () => {
  const check = async (id: string) =>
    (
      await stage.ask({
        method: 'POST',
        url: `/api/consultations/${id}/payment/check`,
        headers: { cookie: cookies.client },
      })
    ).statusCode;

  it('reaches the workflow twenty times an hour, and then answers with what is known', async () => {
    const id = await held({ startAt: sampleNow + hours(120) });
    // Temporal is away: what is passed on fails.
    for (let asked = 0; asked < 20; asked += 1) expect(await check(id)).toBe(503);
    expect(await check(id)).toBe(202);
  });

  it('does not, once it was paid', async () => {
    const id = await held({ startAt: sampleNow + hours(144) });
    await confirm(id);
    expect(await check(id)).toBe(202);
  });
});

describe('the Idempotency-Key of a command', () => {
  const send = async (path: string, key: string, payload?: object) => {
    const operator = await stage.signIn(await createSampleClient(stage.db, { role: 'operator' }));
    const cookie = path === 'cancel' ? cookies.client : operator;
    const headers = { cookie, 'idempotency-key': key };
    const url = `/api/consultations/${consultationId}/${path}`;
    const answer = await stage.ask({ method: 'POST', url, headers, ...(payload && { payload }) });
    return answer.json().code;
  };

  it('is refused with another body, and passes with the same one as often as it comes', async () => {
    const key = randomUUID();
    const passed = 'temporarily_unavailable';
    expect(await send('cancel', key, { reasonCode: 'mistake' })).toBe(passed);
    expect(await send('cancel', key, { reasonCode: 'mistake', note: 'x' })).toBe('idempotency_key_reused');
    expect(await send('cancel', key, { reasonCode: 'mistake' })).toBe(passed);
  });

  it('may be given where there is no body', async () => {
    expect(await send('retry', randomUUID())).toBe('temporarily_unavailable');
  });
});

describe('payments', () => {
  it('are listed for both sides, with what is left for the lawyer', async () => {
    const lawyer = await createSampleLawyer(stage.db);
    const guest = await createSampleClient(stage.db);
    const id = await held({}, { clientId: guest, lawyerId: lawyer.lawyerId });
    const { id: paymentId } = await openPayment(stage.db, { consultationId: id, attempt: 1 });
    await advancePayment(stage.db, paymentId, {
      status: 'captured',
      paymentIntentId: 'pi_1',
      at: new Date(sampleNow),
    });
    await requestRefund(stage.db, { consultationId: id, reason: 'cancelled', amountMinor: 28_875 });
    const list = async (userId: string) =>
      (await get('/api/payments', { cookie: await stage.signIn(userId) })).json().data;
    const payment = {
      consultationId: id,
      status: 'captured',
      amount: 57_750,
      captured: 57_750,
      refunded: 28_875,
      lawyerShare: 25_000,
    };
    expect(await list(guest)).toMatchObject([{ ...payment, role: 'client' }]);
    expect(await list(lawyer.userId)).toMatchObject([{ ...payment, role: 'lawyer' }]);
  });
});

/** As a browser opens it; `close` leaves as one does. */
async function openStream(id: string): Promise<{ status: number; close: () => void }> {
  if (!stage.app.server.listening) await stage.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = stage.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/consultations/${id}/stream`;
  const leaving = new AbortController();
  const { status } = await fetch(url, { headers: { cookie: cookies.client }, signal: leaving.signal });
  return { status, close: () => leaving.abort() };
}

describe('a stream', () => {
  it('is one of five, and makes room as soon as its reader leaves', async () => {
    const streams = await Promise.all(Array.from({ length: 5 }, () => openStream(consultationId)));
    expect((await openStream(consultationId)).status).toBe(429);
    for (const { close } of streams) close();
    await vi.waitFor(async () => {
      const { status, close } = await openStream(consultationId);
      close();
      expect(status).toBe(200);
    });
  });

  it('is only read whole: of its head nobody would wait for the end', async () => {
    const url = `/api/consultations/${consultationId}/stream`;
    const answer = await stage.ask({ method: 'HEAD', url, headers: { cookie: cookies.client } });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET']);
  });
});

describe('what a stream looks at every second', () => {
  it('changes with the row, the payment, a refund, the room and who is in it, and with nothing else', async () => {
    const lawyer = await createSampleLawyer(stage.db);
    const id = await held({}, { clientId: await createSampleClient(stage.db), lawyerId: lawyer.lawyerId });
    const stamps = [await readStamp(stage.db, id)];
    const next = async () => stamps.push(await readStamp(stage.db, id));
    const { id: paymentId } = await openPayment(stage.db, { consultationId: id, attempt: 1 });
    await next();
    await confirm(id);
    await next();
    await advancePayment(stage.db, paymentId, { status: 'captured', at: new Date(sampleNow) });
    await next();
    await requestRefund(stage.db, { consultationId: id, reason: 'cancelled', amountMinor: 100 });
    await next();
    await recordRoomOpened(stage.db, { consultationId: id, roomSid: `RM${id}`, at: new Date() });
    await next();
    const seen = { consultationId: id, party: 'client', firstJoinedAt: new Date(sampleNow) } as const;
    await recordParticipant(stage.db, { ...seen, isPresent: true });
    await next();
    await recordParticipant(stage.db, { ...seen, isPresent: false });
    await next();
    expect(new Set(stamps).size).toBe(8);
    expect(await readStamp(stage.db, id)).toBe(stamps.at(-1));
  });
});

describe('joining a meeting', () => {
  it('gives each side a token of its own for the room, and says who asks', async () => {
    const lawyer = await createSampleLawyer(stage.db);
    const guest = await createSampleClient(stage.db);
    const [client, lawyers] = [await stage.signIn(guest), await stage.signIn(lawyer.userId)];
    const id = await held({}, { clientId: guest, lawyerId: lawyer.lawyerId });
    await confirm(id);
    const join = (cookie: string) =>
      stage.ask({
        method: 'POST',
        url: '/api/video/meetings',
        headers: { cookie },
        payload: { consultationId: id },
      });
    expect((await join(client)).json()).toMatchObject({ code: 'invalid_state', reason: 'not_open' });
    await recordRoomOpened(stage.db, { consultationId: id, roomSid: 'RM1', at: new Date() });
    const answer = (await join(client)).json();
    const [, claims = ''] = answer.token.split('.');
    const { grants, exp, nbf = 0 } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    expect(grants).toEqual({ identity: `client:${guest}`, video: { room: answer.roomName } });
    expect(exp - nbf).toBeGreaterThan(0);
    expect((await join(lawyers)).json().identity).toBe(`lawyer:${lawyer.userId}`);
    expect((await join(cookies.stranger)).statusCode).toBe(404);
    const kept = await stage.db
      .selectFrom('meeting')
      .where('consultationId', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain(answer.token);
  });
});
