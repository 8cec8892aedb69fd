import type { Kysely } from 'kysely';
import type { Locale } from '#domain/consultation.ts';
import type { Payment, PaymentStatus } from './rows/money.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

export interface PaymentAttempt {
  consultationId: string;
  /** From 1. One attempt is one Checkout Session. */
  attempt: number;
}

export interface CheckoutLink {
  sessionId: string;
  checkoutUrl: string;
}

/** What the provider says now. Facts that are known already stay. */
export interface PaymentProgress {
  status: PaymentStatus;
  sessionId?: string;
  paymentIntentId?: string;
  captureBefore?: Date | null;
  at: Date;
}

/**
 * How far each state is; a payment only moves forward. Stripe may say `authorised` after `expired` was written, when the
 * payment won the race, so that one lies behind it.
 */
const rank: Readonly<Record<PaymentStatus, number>> = {
  open: 0,
  expired: 1,
  authorised: 2,
  voided: 3,
  captured: 3,
};

/** The row of this attempt, made with the consultation's price when it is not there: the intent, before Stripe is asked. */
export async function openPayment(db: Kysely<Database>, attempt: PaymentAttempt): Promise<Payment> {
  return (await insertAttempt(db, attempt, 'open')) ?? (await getPayment(db, attempt));
}

/** Writes the link down, unless the attempt was sealed or ended before: then the link must not be shown to anybody. */
export async function recordCheckout(
  db: Kysely<Database>,
  { consultationId, attempt, sessionId, checkoutUrl }: PaymentAttempt & CheckoutLink,
): Promise<boolean> {
  const written = await db
    .updateTable('payment')
    .where('consultationId', '=', consultationId)
    .where('attempt', '=', attempt)
    .where('status', '=', 'open')
    .where((eb) => eb.or([eb('sessionId', 'is', null), eb('sessionId', '=', sessionId)]))
    .set({ sessionId, checkoutUrl, updatedAt: new Date() })
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}

/** Ends an attempt whose link was never written, so that it cannot be written later. False: a link is there. */
export async function sealPayment(db: Kysely<Database>, attempt: PaymentAttempt): Promise<boolean> {
  return await inTransaction(db, async (trx) => {
    await insertAttempt(trx, attempt, 'expired');
    await trx
      .updateTable('payment')
      .where('consultationId', '=', attempt.consultationId)
      .where('attempt', '=', attempt.attempt)
      .where('status', '=', 'open')
      .where('checkoutUrl', 'is', null)
      .set({ status: 'expired', updatedAt: new Date() })
      .execute();
    const { status, checkoutUrl } = await getPayment(trx, attempt);
    return status === 'expired' && checkoutUrl === null;
  });
}

async function insertAttempt(
  db: Kysely<Database>,
  { consultationId, attempt }: PaymentAttempt,
  status: 'open' | 'expired',
): Promise<Payment | undefined> {
  return await db
    .insertInto('payment')
    .columns(['consultationId', 'attempt', 'status', 'currency', 'amountMinor'])
    .expression((eb) =>
      eb
        .selectFrom('consultation')
        .where('id', '=', consultationId)
        .select([
          'id',
          eb.val(attempt).as('attempt'),
          eb.val(status).as('status'),
          'currency',
          'totalPriceMinor',
        ]),
    )
    // Without naming an index: a row made in the same moment may be met in either of the two.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Writes down what the provider says, when that is further than what is written; answers with the row as it stands. */
export async function advancePayment(
  db: Kysely<Database>,
  paymentId: string,
  progress: PaymentProgress,
): Promise<Payment> {
  return await inTransaction(db, async (trx) => {
    const current = await trx
      .selectFrom('payment')
      .where('id', '=', paymentId)
      .selectAll()
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (rank[progress.status] < rank[current.status]) return current;
    if (rank[progress.status] === rank[current.status] && progress.status !== current.status) {
      throw new Error(`payment ${paymentId} is ${current.status} and cannot become ${progress.status}`);
    }
    return await trx
      .updateTable('payment')
      .where('id', '=', paymentId)
      .set(stateOf(current, progress))
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

function stateOf(current: Payment, { status, at, ...facts }: PaymentProgress) {
  const isPaid = status === 'authorised' || status === 'captured';
  return {
    status,
    sessionId: current.sessionId ?? facts.sessionId ?? null,
    paymentIntentId: current.paymentIntentId ?? facts.paymentIntentId ?? null,
    captureBefore: facts.captureBefore ?? current.captureBefore,
    authorisedAt: current.authorisedAt ?? (isPaid ? at : null),
    capturedAt: current.capturedAt ?? (status === 'captured' ? at : null),
    capturedMinor: status === 'captured' ? current.amountMinor : 0,
    updatedAt: new Date(),
  };
}

/** The consultation's latest attempt. */
export async function findPayment(
  db: Kysely<Database>,
  consultationId: string,
): Promise<Payment | undefined> {
  return await db
    .selectFrom('payment')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function getPayment(
  db: Kysely<Database>,
  { consultationId, attempt }: PaymentAttempt,
): Promise<Payment> {
  return await db
    .selectFrom('payment')
    .where('consultationId', '=', consultationId)
    .where('attempt', '=', attempt)
    .selectAll()
    .executeTakeFirstOrThrow();
}

export interface CheckoutDetails {
  number: string;
  clientEmail: string;
  locale: Locale;
}

/** What the payment page shows beside the amount, and in which language. */
export async function getCheckoutDetails(
  db: Kysely<Database>,
  consultationId: string,
): Promise<CheckoutDetails> {
  return await db
    .selectFrom('consultation')
    .innerJoin('appUser as client', 'client.id', 'consultation.clientId')
    .leftJoin('intake', 'intake.consultationId', 'consultation.id')
    .where('consultation.id', '=', consultationId)
    .select(({ fn }) => [
      'consultation.number',
      'client.email as clientEmail',
      fn.coalesce('intake.locale', 'client.locale').as('locale'),
    ])
    .executeTakeFirstOrThrow();
}

/** Which consultation a webhook of Stripe speaks of. */
export async function findConsultationOfPayment(
  db: Kysely<Database>,
  by: { sessionId: string } | { paymentIntentId: string },
): Promise<string | undefined> {
  const payments = db.selectFrom('payment').select('consultationId');
  const found =
    'sessionId' in by
      ? payments.where('sessionId', '=', by.sessionId)
      : payments.where('paymentIntentId', '=', by.paymentIntentId);
  return (await found.executeTakeFirst())?.consultationId;
}
