import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { listPayments } from '#db/payment-list.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import {
  Currency,
  Cursor,
  Instant,
  Limit,
  MinorAmount,
  Nullable,
  OneOf,
  PageOf,
  Strict,
  Uuid,
} from '#api/http/schema-parts.ts';

const PaymentItem = T.Object({
  id: Uuid,
  consultationId: Uuid,
  consultationNumber: T.String(),
  scheduledAt: Instant,
  role: OneOf(['client', 'lawyer']),
  status: OneOf(['open', 'authorised', 'captured', 'voided', 'expired']),
  amount: MinorAmount,
  captured: MinorAmount,
  refunded: MinorAmount,
  lawyerShare: T.Integer({ description: 'The base price less what was refunded of it.' }),
  currency: Currency,
  createdAt: Instant,
  capturedAt: Nullable(Instant),
});

export function paymentRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/payments',
      {
        config: { who: 'signed_in' },
        schema: {
          tags: ['payments'],
          summary: 'Your payments, the newest first: what you paid, and as a lawyer what was paid for you',
          querystring: Strict({ limit: Limit, cursor: Cursor }),
          response: { 200: PageOf(PaymentItem), ...refusals('unauthenticated') },
        },
      },
      async (request) => {
        const { limit = 20, cursor } = request.query;
        const page = await listPayments(db, { userId: userOf(request).id, cursor, limit });
        return {
          data: page.data.map((row) => ({
            id: row.id,
            consultationId: row.consultationId,
            consultationNumber: row.number,
            scheduledAt: row.startAt.toISOString(),
            role: row.role,
            status: row.status,
            amount: row.amountMinor,
            captured: row.capturedMinor,
            refunded: row.refundedMinor,
            lawyerShare: row.lawyerShareMinor,
            currency: row.currency,
            createdAt: row.createdAt.toISOString(),
            capturedAt: row.capturedAt?.toISOString() ?? null,
          })),
          nextCursor: page.nextCursor,
        };
      },
    );
  };
}
