import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { Problem } from '#domain/problem.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking } from '#test/setup/sample-rows.ts';
import { createDatabase } from './client.ts';
import { findOrCreateBroughtClient } from './clients.ts';
import { countUnattached, findDocument, listDocuments, storeDocument } from './documents.ts';
import { claimKey, findKey, findRefusal, keepRefusal } from './idempotency-keys.ts';
import { findIntake, keepIntake } from './intakes.ts';
import { keepNote, listNotes } from './notes.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 10 });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

function claim() {
  return { caller: randomUUID(), key: 'a key', bodyHash: Buffer.from('body'), consultationId: randomUUID() };
}

describe('an idempotency key', () => {
  it('is taken once and read afterwards, also side by side', async () => {
    for (let round = 0; round < 10; round += 1) {
      const wanted = claim();
      const claims = await Promise.all(Array.from({ length: 8 }, () => claimKey(db, wanted)));
      expect(claims).toEqual(Array(8).fill({ refusal: undefined, isBooked: false }));
    }
  });

  it('refuses another body, and belongs to its caller', async () => {
    const first = claim();
    await claimKey(db, first);
    const other = { ...first, bodyHash: Buffer.from('other') };
    await expect(claimKey(db, other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    const stranger = { ...other, caller: randomUUID(), consultationId: randomUUID() };
    expect(await claimKey(db, stranger)).toEqual({ refusal: undefined, isBooked: false });
  });

  it('knows the consultation that outlived an earlier key', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const booking = sampleBooking({ lawyerId, clientId: await createSampleClient(db) });
    await createConsultations({ db }).holdSlot(booking);
    const claims = { ...claim(), consultationId: booking.consultationId };
    expect(await claimKey(db, claims)).toEqual({ refusal: undefined, isBooked: true });
    expect(await findKey(db, claims)).toEqual({ refusal: undefined, isBooked: true });
  });

  it('keeps the first refusal as its answer', async () => {
    const wanted = claim();
    await claimKey(db, wanted);
    const refusal = new Problem('slot_unavailable', 'Not offered', { reason: 'notice' });
    await keepRefusal(db, wanted.consultationId, refusal);
    const kept = await keepRefusal(db, wanted.consultationId, new Problem('slot_taken', 'Taken'));
    expect(kept).toMatchObject({
      code: 'slot_unavailable',
      message: 'Not offered',
      extras: { reason: 'notice' },
    });
    expect((await claimKey(db, wanted)).refusal).toEqual(kept);
  });

  it('is made for a booking that has none', async () => {
    for (let round = 0; round < 10; round += 1) {
      const consultationId = randomUUID();
      const keep = () => keepRefusal(db, consultationId, new Problem('slot_taken', 'Taken'));
      await Promise.all(Array.from({ length: 8 }, keep));
      expect(await findRefusal(db, consultationId)).toMatchObject({ code: 'slot_taken' });
    }
  });
});

describe('an intake', () => {
  it('comes back as it was written first', async () => {
    const clientId = await createSampleClient(db);
    const questions = [
      { id: 'case_kind', label: { en: 'Kind', ar: 'النوع' }, kind: 'text', required: false },
    ] as const;
    const intake = {
      consultationId: randomUUID(),
      clientId,
      locale: 'ar',
      questions,
      documentIds: [],
    } as const;
    await keepIntake(db, { ...intake, answers: { case_kind: 'طلاق' }, notes: 'first' });
    await keepIntake(db, { ...intake, answers: {}, notes: 'second' });
    expect(await findIntake(db, intake.consultationId)).toMatchObject({
      questions,
      answers: { case_kind: 'طلاق' },
      notes: 'first',
      clientPhone: null,
    });
  });
});

describe('a document', () => {
  const file = {
    name: 'deed.pdf',
    mediaType: 'application/pdf',
    sha256: Buffer.alloc(32),
    bytes: Buffer.from('%PDF'),
  };

  it('is seen by its owner and by the parties of its consultation', async () => {
    const [clientId, strangerId] = [await createSampleClient(db), await createSampleClient(db)];
    const { lawyerId, userId } = await createSampleLawyer(db);
    const { id } = await storeDocument(db, { ...file, ownerId: clientId });
    expect(await findDocument(db, id, userId)).toBeUndefined();
    expect(await countUnattached(db, clientId, [id])).toBe(1);
    expect(await countUnattached(db, strangerId, [id])).toBe(0);
    const booking = sampleBooking({ clientId, lawyerId });
    const intake = {
      consultationId: booking.consultationId,
      clientId,
      locale: 'en',
      questions: [],
      answers: {},
    } as const;
    await keepIntake(db, { ...intake, documentIds: [id] });
    await createConsultations({ db }).holdSlot(booking);

    expect(await findDocument(db, id, userId)).toMatchObject({
      name: 'deed.pdf',
      bytes: file.bytes,
      sizeBytes: 4,
    });
    expect(await findDocument(db, id, clientId)).toBeDefined();
    expect(await findDocument(db, id, strangerId)).toBeUndefined();
    expect(await countUnattached(db, clientId, [id])).toBe(0);
    expect(await listDocuments(db, booking.consultationId)).toMatchObject([{ id }]);
  });
});

describe('a remark', () => {
  it('is kept once under its command', async () => {
    const [clientId, { lawyerId }] = await Promise.all([createSampleClient(db), createSampleLawyer(db)]);
    const booking = sampleBooking({ clientId, lawyerId });
    await createConsultations({ db }).holdSlot(booking);
    const note = { commandId: randomUUID(), consultationId: booking.consultationId, authorId: clientId };
    await keepNote(db, { ...note, text: 'first' });
    await keepNote(db, { ...note, text: 'second' });
    expect(await listNotes(db, booking.consultationId)).toMatchObject([
      { text: 'first', authorId: clientId },
    ]);
  });
});

describe('a client whom a partner brings', () => {
  it('is made once by address; somebody with an account keeps it', async () => {
    const partnerId = await createSampleClient(db, { isPartner: true });
    const email = `${randomUUID()}@Example.test`;
    const client = { name: 'Brought', email, locale: 'ar', timezone: 'Asia/Dubai' } as const;
    const ids = await Promise.all([1, 2].map(() => findOrCreateBroughtClient(db, partnerId, client)));
    expect(ids[0]).toBe(ids[1]);
    const own = await createSampleClient(db, { name: 'Own', email: `${randomUUID()}@example.test` });
    const { email: known } = await db
      .selectFrom('appUser')
      .where('id', '=', own)
      .select('email')
      .executeTakeFirstOrThrow();
    expect(await findOrCreateBroughtClient(db, partnerId, { ...client, email: known })).toBe(own);
    const kept = db.selectFrom('appUser').where('id', '=', own).select(['name', 'broughtBy']);
    expect(await kept.executeTakeFirst()).toEqual({ name: 'Own', broughtBy: null });
  });
});
