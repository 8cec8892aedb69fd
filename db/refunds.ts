import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { splitRefund } from '#domain/fees.ts';
import type { PriceParts } from '#domain/fees.ts';
import { minor } from '#domain/money.ts';
import type { Payment, Refund, RefundStatus } from './rows/money.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

export interface RefundOrder {
  consultationId: string;
  /** At most one refund for each reason. */
  reason: string;
  amountMinor: number;
}

export interface RefundProgress {
  status: RefundStatus;
  providerRefundId?: string;
  failureReason?: string;
}

/** A bank can return money that had arrived: `failed` lies behind `succeeded`. Only an operator goes further. */
const rank: Readonly<Record<RefundStatus, number>> = {
  requested: 0,
  pending: 1,
  succeeded: 2,
  failed: 3,
  handled: 4,
};

/**
 * Reserves the refund before Stripe is asked: its row, split over what is still unrefunded of base, fee and VAT, and the
 * payment's sum, in one transaction. The same reason again answers with the same row. Never more than is unrefunded;
 * undefined when nothing is.
 */
export async function requestRefund(db: Kysely<Database>, order: RefundOrder): Promise<Refund | undefined> {
  return await inTransaction(db, async (trx) => {
    const payment = await lockCapturedPayment(trx, order.consultationId);
    const known = await findRefund(trx, order);
    if (known || !payment) return known;
    const amountMinor = Math.min(order.amountMinor, payment.capturedMinor - payment.refundedMinor);
    if (amountMinor <= 0) return undefined;

    const parts = splitRefund(minor(amountMinor), await unrefundedParts(trx, order.consultationId));
    await trx
      .updateTable('payment')
      .where('id', '=', payment.id)
      .set({ refundedMinor: sql`refunded_minor + ${amountMinor}`, updatedAt: new Date() })
      .execute();
    return await trx
      .insertInto('refund')
      .values({
        consultationId: order.consultationId,
        paymentId: payment.id,
        reason: order.reason,
        amountMinor,
        baseMinor: parts.base,
        feeMinor: parts.fee,
        vatMinor: parts.vat,
        status: 'requested',
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Its lock makes refunds of one consultation wait for each other. */
async function lockCapturedPayment(
  trx: Transaction<Database>,
  consultationId: string,
): Promise<Payment | undefined> {
  return await trx
    .selectFrom('payment')
    .where('consultationId', '=', consultationId)
    .where('status', '=', 'captured')
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
}

async function unrefundedParts(trx: Transaction<Database>, consultationId: string): Promise<PriceParts> {
  const price = await trx
    .selectFrom('consultation')
    .where('id', '=', consultationId)
    .select(['basePriceMinor', 'platformFeeMinor', 'vatMinor'])
    .executeTakeFirstOrThrow();
  const refunded = await trx
    .selectFrom('refund')
    .where('consultationId', '=', consultationId)
    .select(({ fn }) => [
      fn.coalesce(fn.sum<number>('baseMinor'), sql<number>`0`).as('base'),
      fn.coalesce(fn.sum<number>('feeMinor'), sql<number>`0`).as('fee'),
      fn.coalesce(fn.sum<number>('vatMinor'), sql<number>`0`).as('vat'),
    ])
    .executeTakeFirstOrThrow();
  return {
    base: minor(price.basePriceMinor - refunded.base),
    fee: minor(price.platformFeeMinor - refunded.fee),
    vat: minor(price.vatMinor - refunded.vat),
  };
}

async function findRefund(
  db: Kysely<Database>,
  { consultationId, reason }: RefundOrder,
): Promise<Refund | undefined> {
  return await db
    .selectFrom('refund')
    .where('consultationId', '=', consultationId)
    .where('reason', '=', reason)
    .selectAll()
    .executeTakeFirst();
}

/** Writes down what the provider, or an operator, says, when that is further than what is written. */
export async function advanceRefund(
  db: Kysely<Database>,
  refundId: string,
  progress: RefundProgress,
): Promise<Refund> {
  return await inTransaction(db, async (trx) => {
    const current = await trx
      .selectFrom('refund')
      .where('id', '=', refundId)
      .selectAll()
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (rank[progress.status] < rank[current.status]) return current;
    return await trx
      .updateTable('refund')
      .where('id', '=', refundId)
      .set({
        status: progress.status,
        providerRefundId: progress.providerRefundId ?? current.providerRefundId,
        failureReason: progress.failureReason ?? current.failureReason,
        updatedAt: new Date(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Every refund of the consultation, the oldest first. */
export async function listRefunds(db: Kysely<Database>, consultationId: string): Promise<Refund[]> {
  return await db
    .selectFrom('refund')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .orderBy('id')
    .execute();
}
