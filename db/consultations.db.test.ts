import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { createDatabase } from './client.ts';
import { findConsultation, getConsultation, listConsultations } from './consultations.ts';
import type { ConsultationFilter, Viewer } from './consultations.ts';
import { listAttention, readSummary } from './operations.ts';
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

type Parties = { clientId: string; lawyerId: string };

async function book(parties: Parties, startAt = sampleNow + hours(24), partnerId?: string): Promise<string> {
  const booking = sampleBooking(parties, { startAt, ...(partnerId && { partnerId }) });
  await createConsultations({ db }).holdSlot(booking);
  return booking.consultationId;
}

async function raiseAttention(consultationId: string, at: number): Promise<void> {
  await createConsultations({ db }).recordChange({
    consultationId,
    revision: 2,
    kind: 'attention_raised',
    from: 'payment_pending',
    to: 'payment_pending',
    by: { kind: 'system' },
    at,
    attentionReason: 'capture_stuck',
  });
}

describe('one consultation', () => {
  it('is seen by its parties, its partner and operators, and does not exist for anybody else', async () => {
    const [clientId, partnerId, strangerId] = await Promise.all([1, 2, 3].map(() => createSampleClient(db)));
    const { lawyerId, userId } = await createSampleLawyer(db);
    if (!clientId || !partnerId || !strangerId) throw new Error('no users');
    const id = await book({ clientId, lawyerId }, undefined, partnerId);
    const viewers: [Viewer, string | undefined, string][] = [
      [{ kind: 'user', userId: clientId }, 'client', 'Test Client'],
      [{ kind: 'user', userId }, 'lawyer', 'Test Client'],
      // Who the address belongs to is not the partner's to see.
      [{ kind: 'partner', partnerId }, undefined, ''],
      [{ kind: 'operator' }, undefined, 'Test Client'],
    ];
    for (const [viewer, viewedBy, clientName] of viewers) {
      expect(await findConsultation(db, id, viewer)).toMatchObject({ id, viewedBy, clientName });
    }
    const strangers: Viewer[] = [
      { kind: 'user', userId: strangerId },
      // A partner's own sign-in is not its key.
      { kind: 'user', userId: partnerId },
      { kind: 'partner', partnerId: clientId },
    ];
    for (const viewer of strangers) {
      await expect(getConsultation(db, id, viewer)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('the list of consultations', () => {
  it('gives each once, the latest start first, over as many pages as it takes', async () => {
    const clientId = await createSampleClient(db);
    const lawyers = await Promise.all([1, 2, 3].map(() => createSampleLawyer(db)));
    const booked: string[] = [];
    for (const [index, { lawyerId }] of lawyers.entries()) {
      booked.push(await book({ clientId, lawyerId }, sampleNow + hours(24 + 2 * index)));
    }
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const filter: ConsultationFilter = { viewer: { kind: 'user', userId: clientId }, limit: 2 };
      const page = await listConsultations(db, { ...filter, ...(cursor && { cursor }) });
      expect(page.data.length).toBeLessThanOrEqual(2);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(booked.toReversed());
  });

  it('is filtered by role and status', async () => {
    const { lawyerId, userId } = await createSampleLawyer(db);
    const other = await createSampleLawyer(db);
    const asLawyer = await book({ clientId: await createSampleClient(db), lawyerId });
    const asClient = await book({ clientId: userId, lawyerId: other.lawyerId }, sampleNow + hours(48));
    const list = async (filter: Partial<ConsultationFilter>) => {
      const page = await listConsultations(db, { viewer: { kind: 'user', userId }, limit: 10, ...filter });
      return page.data.map(({ id }) => id);
    };
    expect(await list({})).toEqual([asClient, asLawyer]);
    expect(await list({ role: 'lawyer' })).toEqual([asLawyer]);
    expect(await list({ role: 'client' })).toEqual([asClient]);
    expect(await list({ status: 'confirmed' })).toEqual([]);
    expect(await list({ status: 'payment_pending', viewer: { kind: 'user', userId: lawyerId } })).toEqual([]);
  });

  it('is what comes, the nearest first, or what is over, whatever else there is', async () => {
    const { lawyerId, userId } = await createSampleLawyer(db);
    const starts = [24, 26, 28, 30].map((ahead) => sampleNow + hours(ahead));
    const ids: string[] = [];
    for (const start of starts)
      ids.push(await book({ clientId: await createSampleClient(db), lawyerId }, start));
    const [over, first, second, cancelled = ''] = ids;
    await db.updateTable('consultation').where('id', '=', cancelled).set({ status: 'expired' }).execute();
    const list = async (part: 'upcoming' | 'past') => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const when = { part, now: sampleNow + hours(25.5) };
        const filter = { viewer: { kind: 'user', userId } as const, when, limit: 1 };
        const page = await listConsultations(db, { ...filter, cursor });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return seen;
    };
    expect(await list('upcoming')).toEqual([first, second]);
    expect(await list('past')).toEqual([cancelled, over]);
  });

  it.each([
    'nonsense',
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('["2026-01-01","x"]').toString('base64url'),
    Buffer.from('[1.5,"0190b3c4-0000-7000-8000-000000000000"]').toString('base64url'),
    Buffer.from('[1e300,"0190b3c4-0000-7000-8000-000000000000"]').toString('base64url'),
    Buffer.from(`[1,"' or 1=1 --"]`).toString('base64url'),
    '',
  ])('refuses a cursor that it never gave: %s', async (cursor) => {
    const list = listConsultations(db, { viewer: { kind: 'operator' }, limit: 1, cursor });
    await expect(list).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('what waits for an operator', () => {
  it('comes with the longest wait first, and is counted', async () => {
    const parties = async () => ({
      clientId: await createSampleClient(db),
      lawyerId: (await createSampleLawyer(db)).lawyerId,
    });
    const before = await readSummary(db, sampleNow);
    const [later, sooner] = [await book(await parties()), await book(await parties())];
    await raiseAttention(later, sampleNow + 2000);
    await raiseAttention(sooner, sampleNow + 1000);
    const first = await listAttention(db, { limit: 1 });
    expect(first.data).toMatchObject([
      { id: sooner, attentionReason: 'capture_stuck', totalPriceMinor: 57_750 },
    ]);
    const second = await listAttention(db, { limit: 1, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ data: [{ id: later }], nextCursor: null });
    const after = await readSummary(db, sampleNow);
    expect(after.needsAttention - before.needsAttention).toBe(2);
    expect(after.paymentPending - before.paymentPending).toBe(2);
  });
});
