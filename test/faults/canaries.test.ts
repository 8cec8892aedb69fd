import { workflowIdOf } from '#domain/consultation.ts';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashOfKey, newKey } from '#api/accounts/key-material.ts';
import { replaceQuestions } from '#db/questionnaires.ts';
import { hours } from '#domain/instant.ts';
import {
  askToBook,
  bookedIn,
  detailFor,
  sessionOf,
  startIn,
  untilStatus,
  wishOf,
} from '#test/stories/bookings.ts';
import type { Booked } from '#test/stories/bookings.ts';
import { ask } from '#test/stories/http.ts';
import type { Asking } from '#test/stories/http.ts';
import { createClient, createLawyer } from '#test/stories/people.ts';
import type { LawyerPerson } from '#test/stories/people.ts';
import { breakDown, ledgerOf, mend, messagesAbout, payAt } from '#test/stories/sandbox.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { expectInvariants } from './invariants.ts';
import { bytesOf, spellingsOf, traceOf } from './traces.ts';

/** Words that occur nowhere else: one of them is part of everything that a person writes here. */
const word = randomBytes(6).toString('hex');
const arabicWord = Array.from(word, (digit) => 'ابتجدرزسصطعفقكلم'.charAt(Number.parseInt(digit, 16))).join(
  '',
);
const addressOf = (mailbox: string) => `${mailbox}-${word}@example.test`;
const somePhone = () => `+97155${randomInt(1_000_000, 10_000_000)}`;
/** The sandbox refuses a text to the first of them, and repeats the number in the words of its refusal, as Twilio does. */
const phones = { refused: '+971500000003', arabic: somePhone(), brought: somePhone(), lawyer: somePhone() };
const soon = { timeout: 60_000, interval: 200 };

const personal = {
  clientNotes: `My landlord ${word} ended the lease. أنهى المؤجر ${arabicWord} العقد`,
  questionnaireResponses: { matter: `A lease of ${word}` },
};

let scene: Scene;
let lawyer: LawyerPerson;
beforeAll(async () => {
  scene = await openScene();
  lawyer = await createLawyer(scene.db, {
    lawyer: { nameEn: `Lawyer ${word}`, nameAr: `محامية ${arabicWord}` },
    user: { name: `Lawyer ${word}`, email: addressOf('lawyer'), phone: phones.lawyer },
  });
  const label = { en: 'Matter', ar: 'الموضوع' };
  const questions = [{ id: 'matter', label, kind: 'text', required: true } as const];
  await replaceQuestions(scene.db, { lawyerId: lawyer.lawyerId, consultationType: 'video' }, questions);
});
afterEach(() => mend());
afterAll(() => scene.close());

const booked: Booked[] = [];

/** Pays, is confirmed and told, cancels with a remark, and is refunded; then it has this status. */
async function liveThrough(one: Booked, as: Pick<Asking, 'by' | 'headers'>): Promise<string> {
  booked.push(one);
  const { id } = one;
  await payAt(await sessionOf(id, 30_000));
  await untilStatus(lawyer, id, 'confirmed', 60_000);
  await untilTold(one, 1);
  const body = { reasonCode: 'other', note: `I am ill, says ${word}. ${arabicWord}` };
  await ask('POST', `/api/consultations/${id}/cancel`, { ...as, body });
  await untilTold(one, 2);
  await vi.waitFor(async () => expect((await ledgerOf(id)).refunds).toHaveLength(1), soon);
  return (await detailFor(lawyer, id)).status;
}

/** Every message of so many kinds has been sent, or refused for good. */
async function untilTold({ id, consultationNumber }: Booked, kinds: number): Promise<void> {
  await vi.waitFor(async () => {
    const rows = scene.db.selectFrom('notification').where('consultationId', '=', id).select('status');
    expect((await rows.execute()).filter(({ status }) => status !== 'sending')).toHaveLength(4 * kinds);
  }, soon);
  const told = (await messagesAbout(consultationNumber)).map(({ text }) => text).join('\n');
  expect(told).toContain(word);
}

describe('what people write', () => {
  it('reaches the other side through a life in which providers fail and refuse', async () => {
    const name = `Canaria ${word}`;
    const client = await createClient(scene.db, { name, email: addressOf('client'), phone: phones.refused });
    const fault = { operation: '*', kind: 'error', times: 1 } as const;
    await breakDown({ ...fault, provider: 'stripe', status: 500 });
    await breakDown({ ...fault, provider: 'sendgrid', status: 400 });
    await breakDown({ ...fault, provider: 'twilio', status: 500 });
    const one = bookedIn(await askToBook(client, wishOf(lawyer, startIn(48), personal)));
    expect(await liveThrough(one, { by: client })).toBe('cancelled');
  });

  it('does so in Arabic as well', async () => {
    const who = {
      name: `كناري ${arabicWord}`,
      email: addressOf('arabic'),
      phone: phones.arabic,
      locale: 'ar',
    } as const;
    const client = await createClient(scene.db, who);
    const one = bookedIn(await askToBook(client, wishOf(lawyer, startIn(52), personal)));
    expect(await liveThrough(one, { by: client })).toBe('cancelled');
  });

  it('and when a partner books for its client', async () => {
    const partner = await createClient(scene.db, { name: `Partner ${word}`, email: addressOf('partner') });
    await scene.db.updateTable('appUser').set({ isPartner: true }).where('id', '=', partner.userId).execute();
    const { key, prefix } = newKey();
    const scopes = ['consultations:book', 'consultations:read', 'consultations:cancel'];
    const row = { ownerId: partner.userId, name: `Key ${word}`, keyHash: hashOfKey(key), prefix, scopes };
    const expiresAt = new Date(Date.now() + hours(1));
    await scene.db
      .insertInto('apiKey')
      .values({ ...row, expiresAt })
      .execute();

    const client = {
      name: `Brought ${word} ${arabicWord}`,
      email: addressOf('brought'),
      phone: phones.brought,
    };
    const answer = await ask('POST', '/api/consultations', {
      headers: { 'x-api-key': key, 'idempotency-key': randomUUID() },
      body: wishOf(lawyer, startIn(56), { ...personal, client }),
    });
    expect(await liveThrough(bookedIn(answer), { headers: { 'x-api-key': key } })).toBe('cancelled');
  });

  it('is in requests that are refused', async () => {
    const client = await createClient(scene.db);
    const faulty = { ...personal, clientNotes: `${word} `.repeat(1_000), clientPhone: `call ${word}` };
    expect((await askToBook(client, wishOf(lawyer, startIn(60), faulty))).status).toBe(400);
    const search = encodeURIComponent(`${word} ${arabicWord}`);
    expect((await ask('GET', `/api/lawyers?q=${search}&nonsense=${word}`)).status).toBe(400);
    const credentials = { email: addressOf('client'), password: `no password ${word}` };
    expect((await ask('POST', '/api/auth/sign-in/email', { body: credentials })).status).toBe(401);
  });
});

const needles = [word, arabicWord, ...Object.values(phones).map((phone) => phone.slice(1))].flatMap(
  spellingsOf,
);
const foundIn = (haystack: string) => needles.filter((needle) => haystack.includes(needle));

describe('nothing of it is', () => {
  it('in histories, descriptions and search attributes', async () => {
    expect(booked).toHaveLength(3);
    for (const { id, consultationNumber } of booked) {
      const trace = await traceOf(scene, workflowIdOf(id));
      expect(trace).toContain(consultationNumber);
      expect(foundIn(trace)).toEqual([]);
    }
  });

  it("in the files of Temporal's server, which have these consultations", () => {
    const bytes = ['temporal.db', 'temporal.db-wal'].map((name) => bytesOf(name)).join('\n');
    expect(booked.filter(({ id }) => !bytes.includes(id))).toEqual([]);
    expect(foundIn(bytes)).toEqual([]);
  });

  it.each(['api', 'worker', 'temporal'])('in the log of %s', (part) => {
    expect(foundIn(bytesOf('logs', `${part}.log`))).toEqual([]);
  });

  it('lost for want of a log: what happened is there', () => {
    const log = bytesOf('logs', 'worker.log');
    expect(booked.filter(({ id }) => !log.includes(id))).toEqual([]);
    expect(bytesOf('logs', 'api.log')).toContain('invalid_request');
  });
});

describe('after all of this', () => {
  it('everything is in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
