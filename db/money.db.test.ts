import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking } from '#test/setup/sample-rows.ts';
import { createDatabase } from './client.ts';
import { advancePayment, findPayment, openPayment, recordCheckout, sealPayment } from './payments.ts';
import { advanceRefund, listRefunds, requestRefund } from './refunds.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 20 });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const at = new Date('2026-12-01T06:05:00Z');

/** 577.50 dirhams: 500.00, a fee of 50.00, and VAT of 27.50. */
async function heldConsultation(): Promise<string> {
  const [clientId, { lawyerId }] = await Promise.all([createSampleClient(db), createSampleLawyer(db)]);
  const booking = sampleBooking({ clientId, lawyerId });
  await createConsultations({ db }).holdSlot(booking);
  return booking.consultationId;
}

async function capturedConsultation(): Promise<string> {
  const consultationId = await heldConsultation();
  const payment = await openPayment(db, { consultationId, attempt: 1 });
  await advancePayment(db, payment.id, { status: 'captured', paymentIntentId: consultationId, at });
  return consultationId;
}

const link = { sessionId: 'cs_', checkoutUrl: 'https://checkout.example/1' };

describe('an attempt to pay', () => {
  it('has one row with the consultation’s price, however often it is opened', async () => {
    for (let round = 0; round < 10; round += 1) {
      const consultationId = await heldConsultation();
      const opened = Array.from({ length: 8 }, () => openPayment(db, { consultationId, attempt: 1 }));
      const rows = await Promise.all(opened);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
      expect(rows[0]).toMatchObject({ status: 'open', amountMinor: 57_750, currency: 'AED' });
    }
  });

  it('keeps the first link', async () => {
    const consultationId = await heldConsultation();
    const attempt = { consultationId, attempt: 1 };
    await openPayment(db, attempt);
    const write = (sessionId: string) => recordCheckout(db, { ...attempt, ...link, sessionId });
    expect(await write(`cs_${consultationId}`)).toBe(true);
    expect(await write(`cs_${consultationId}`)).toBe(true);
    expect(await write('cs_other')).toBe(false);
    expect(await sealPayment(db, attempt)).toBe(false);
  });

  it('takes no link once it is sealed, also when it was never opened', async () => {
    for (const isOpened of [true, false]) {
      const attempt = { consultationId: await heldConsultation(), attempt: 1 };
      if (isOpened) await openPayment(db, attempt);
      expect(await sealPayment(db, attempt)).toBe(true);
      expect(await sealPayment(db, attempt)).toBe(true);
      expect(await recordCheckout(db, { ...attempt, ...link, sessionId: attempt.consultationId })).toBe(
        false,
      );
      expect(await findPayment(db, attempt.consultationId)).toMatchObject({
        status: 'expired',
        checkoutUrl: null,
      });
    }
  });

  it('is either sealed or linked when both come at once', async () => {
    const races = Array.from({ length: 10 }, async () => {
      const attempt = { consultationId: await heldConsultation(), attempt: 1 };
      await openPayment(db, attempt);
      const [isLinked, isSealed] = await Promise.all([
        recordCheckout(db, { ...attempt, ...link, sessionId: attempt.consultationId }),
        sealPayment(db, attempt),
      ]);
      return isLinked !== isSealed;
    });
    expect(await Promise.all(races)).toEqual(Array(10).fill(true));
  });
});

describe('a payment', () => {
  it('moves forward only, and learns of a payment that won against the expiry', async () => {
    const consultationId = await heldConsultation();
    const { id } = await openPayment(db, { consultationId, attempt: 1 });
    const statuses = [];
    for (const status of ['expired', 'open', 'authorised', 'expired', 'captured', 'authorised'] as const) {
      statuses.push((await advancePayment(db, id, { status, at })).status);
    }
    expect(statuses).toEqual(['expired', 'expired', 'authorised', 'authorised', 'captured', 'captured']);
    await expect(advancePayment(db, id, { status: 'voided', at })).rejects.toThrow('cannot become voided');
    const payment = await findPayment(db, consultationId);
    expect(payment).toMatchObject({ capturedMinor: 57_750, authorisedAt: at, capturedAt: at });
  });
});

describe('a refund', () => {
  it('is split over base, fee and VAT, and the parts of all refunds sum to the price', async () => {
    const consultationId = await capturedConsultation();
    const half = await requestRefund(db, { consultationId, reason: 'cancelled', amountMinor: 28_875 });
    expect(half).toMatchObject({ amountMinor: 28_875, baseMinor: 25_000, feeMinor: 2_500, vatMinor: 1_375 });
    const rest = await requestRefund(db, { consultationId, reason: 'missed_meeting', amountMinor: 57_750 });
    expect(rest).toMatchObject({ amountMinor: 28_875, baseMinor: 25_000, feeMinor: 2_500, vatMinor: 1_375 });
    expect(await findPayment(db, consultationId)).toMatchObject({ refundedMinor: 57_750 });
    expect(
      await requestRefund(db, { consultationId, reason: 'late_payment', amountMinor: 1 }),
    ).toBeUndefined();
  });

  it('happens once for each reason, also when it is asked for at once', async () => {
    const consultationId = await capturedConsultation();
    const order = { consultationId, reason: 'cancelled', amountMinor: 10_000 };
    const refunds = await Promise.all([1, 2, 3, 4].map(() => requestRefund(db, order)));
    expect(new Set(refunds.map((refund) => refund?.id)).size).toBe(1);
    expect(await findPayment(db, consultationId)).toMatchObject({ refundedMinor: 10_000 });
  });

  it('never exceeds what was captured, whatever comes at once', async () => {
    const consultationId = await capturedConsultation();
    const reasons = Array.from({ length: 12 }, (_, index) => `reason_${index}`);
    await Promise.all(
      reasons.map((reason) => requestRefund(db, { consultationId, reason, amountMinor: 9_999 })),
    );
    const refunds = await listRefunds(db, consultationId);
    expect(refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(57_750);
    const more = db
      .updateTable('payment')
      .where('consultationId', '=', consultationId)
      .set({ refundedMinor: 57_751 });
    await expect(more.execute()).rejects.toMatchObject({ code: '23514' });
  });

  it('is not possible of what was never captured', async () => {
    const consultationId = await heldConsultation();
    await openPayment(db, { consultationId, attempt: 1 });
    expect(await requestRefund(db, { consultationId, reason: 'cancelled', amountMinor: 1 })).toBeUndefined();
  });

  it('moves forward only: the bank may return what had arrived, and only an operator goes further', async () => {
    const consultationId = await capturedConsultation();
    const refund = await requestRefund(db, { consultationId, reason: 'cancelled', amountMinor: 100 });
    const statuses = [];
    for (const status of ['succeeded', 'pending', 'failed', 'succeeded', 'handled', 'failed'] as const) {
      statuses.push((await advanceRefund(db, refund?.id ?? '', { status })).status);
    }
    expect(statuses).toEqual(['succeeded', 'succeeded', 'failed', 'failed', 'handled', 'handled']);
  });
});
