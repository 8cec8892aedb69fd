import type Stripe from 'stripe';
import { Problem } from '#domain/problem.ts';
import { findPayment } from '#db/payments.ts';
import { advanceRefund, listRefunds, requestRefund } from '#db/refunds.ts';
import type { RefundProgress } from '#db/refunds.ts';
import type { Refund } from '#db/rows/money.ts';
import type { PaymentDependencies } from './checkout.ts';
import type { PaymentActivities, RefundInput } from './contract.ts';
import { answered, createOnce } from './stripe.ts';

type RefundActivities = Pick<PaymentActivities, 'refundPayment' | 'checkRefunds' | 'recordRefundHandled'>;

/** Refunds: the intent in Postgres, then Stripe, then the result in Postgres. */
export function createRefunds(deps: PaymentDependencies): RefundActivities {
  const { db, stripe } = deps;
  return {
    async refundPayment(input) {
      const row = await requestRefund(db, input);
      if (!row) throw new Problem('invalid_state', 'Nothing is left to refund');
      const known = outcomeOf(row);
      if (known !== 'requested') return { status: known };

      const paymentIntentId = await paymentIntentOf(deps, input.consultationId);
      const refund = await refundOnce(stripe, { ...input, amountMinor: row.amountMinor, paymentIntentId });
      const written = await advanceRefund(db, row.id, progressOf(refund));
      const outcome = outcomeOf(written);
      return { status: outcome === 'requested' ? 'pending' : outcome };
    },

    async checkRefunds({ consultationId }) {
      const rows = await listRefunds(db, consultationId);
      if (rows.length === 0) return { failed: false, pending: false };
      const refunds = await refundsAt(stripe, await paymentIntentOf(deps, consultationId));
      const outcomes = [];
      for (const row of rows) {
        const refund = refunds.find((candidate) => reasonOf(candidate) === row.reason);
        outcomes.push(outcomeOf(refund ? await advanceRefund(db, row.id, progressOf(refund)) : row));
      }
      return {
        failed: outcomes.includes('failed'),
        pending: outcomes.includes('pending') || outcomes.includes('requested'),
      };
    },

    async recordRefundHandled({ consultationId }) {
      const rows = await listRefunds(db, consultationId);
      for (const { id, status } of rows) {
        if (status !== 'succeeded') await advanceRefund(db, id, { status: 'handled' });
      }
    },
  };
}

async function paymentIntentOf({ db }: PaymentDependencies, consultationId: string): Promise<string> {
  const payment = await findPayment(db, consultationId);
  if (payment?.paymentIntentId === null || payment === undefined)
    throw new Error('a refund without a payment');
  return payment.paymentIntentId;
}

/** Stripe forgets a key after a day, so what is there already is looked for before anything is sent. */
async function refundOnce(
  stripe: Stripe,
  { consultationId, reason, amountMinor, paymentIntentId }: RefundInput & { paymentIntentId: string },
): Promise<Stripe.Refund> {
  const find = async () =>
    (await refundsAt(stripe, paymentIntentId)).find((refund) => reasonOf(refund) === reason);
  const create = async (idempotencyKey: string) => {
    const metadata = { consultation_id: consultationId, refund_reason: reason };
    const refund = await stripe.refunds.create(
      { payment_intent: paymentIntentId, amount: amountMinor, reason: 'requested_by_customer', metadata },
      { idempotencyKey },
    );
    return answered(refund, 'refund');
  };
  return (await find()) ?? (await createOnce({ key: `refund:${consultationId}:${reason}`, find, create }));
}

/** All refunds of a payment: one consultation has one for each reason, so one page holds them. */
async function refundsAt(stripe: Stripe, paymentIntentId: string): Promise<Stripe.Refund[]> {
  const page = await stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
  if (page.has_more) throw new Error('more refunds than one payment can have');
  return page.data;
}

function reasonOf({ metadata }: Stripe.Refund): string | undefined {
  return metadata?.['refund_reason'];
}

function progressOf({ id, status, failure_reason: failureReason }: Stripe.Refund): RefundProgress {
  const isOver = status === 'failed' || status === 'canceled';
  return {
    status: isOver ? 'failed' : status === 'succeeded' ? 'succeeded' : 'pending',
    providerRefundId: id,
    ...(failureReason !== undefined && { failureReason }),
  };
}

/** What the workflow is told: what an operator settled is settled. */
function outcomeOf({ status }: Refund): 'requested' | 'pending' | 'succeeded' | 'failed' {
  return status === 'handled' ? 'succeeded' : status;
}
