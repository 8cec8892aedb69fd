import { workflowIdOf } from '#domain/consultation.ts';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { listAttention, readSummary } from '#db/operations.ts';
import { listUnhandledEvents } from '#db/webhooks.ts';
import { StatusChoice } from '#api/consultations/consultation-schemas.ts';
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

const Count = T.Integer({ minimum: 0 });
const Summary = T.Object({
  needsAttention: Count,
  paymentPending: Count,
  upcoming: Count,
  inProgress: Count,
  booked: T.Integer({ description: 'In the last 24 hours, like all that follow.' }),
  cancelled: Count,
  captured: MinorAmount,
  refunded: MinorAmount,
  currency: Currency,
  messagesFailed: Count,
  webhooksUnhandled: Count,
  temporalUrl: T.String({ description: 'The Temporal UI, filtered to what needs attention.' }),
});

const AttentionItem = T.Object({
  id: Uuid,
  consultationNumber: T.String(),
  status: StatusChoice,
  reason: Nullable(T.String()),
  scheduledAt: Instant,
  since: Instant,
  lawyerName: T.String(),
  totalPrice: MinorAmount,
  currency: Currency,
  temporalUrl: T.String({ description: "The consultation's workflow in the Temporal UI." }),
});

const UnhandledEvent = T.Object({
  provider: OneOf(['stripe', 'twilio', 'sendgrid']),
  kind: T.String({ examples: ['refund.failed'] }),
  objectId: T.String({ examples: ['re_3Q0000000000000000'] }),
  consultationId: Nullable(Uuid),
  at: Instant,
});

/** What operators look at: metadata, never what people wrote. */
export function operationRoutes({ db, config }: ApiDeps): FastifyPluginAsyncTypebox {
  const workflows = `/operations/temporal/namespaces/${encodeURIComponent(config.TEMPORAL_NAMESPACE)}/workflows`;
  const refused = refusals('unauthenticated', 'forbidden');

  return async (app) => {
    app.get(
      '/api/operations/summary',
      {
        config: { who: 'operator' },
        schema: { tags: ['operations'], summary: 'Key figures', response: { 200: Summary, ...refused } },
      },
      async (request) => {
        const { capturedMinor, refundedMinor, ...counts } = await readSummary(db, request.receivedAt);
        return {
          ...counts,
          captured: capturedMinor,
          refunded: refundedMinor,
          currency: 'AED',
          temporalUrl: `${workflows}?query=${encodeURIComponent('NeedsAttention=true')}`,
        };
      },
    );

    app.get(
      '/api/operations/attention',
      {
        config: { who: 'operator' },
        schema: {
          tags: ['operations'],
          summary: 'What is stuck, the longest wait first',
          querystring: Strict({ limit: Limit, cursor: Cursor }),
          response: {
            200: T.Object({
              ...PageOf(AttentionItem).properties,
              unhandledEvents: T.Array(UnhandledEvent, {
                description: 'Events of the last 30 days that no workflow has heard of, the newest first.',
              }),
            }),
            ...refused,
          },
        },
      },
      async (request) => {
        const { limit = 20, cursor } = request.query;
        const [page, events] = await Promise.all([
          listAttention(db, { cursor, limit }),
          listUnhandledEvents(db, request.receivedAt),
        ]);
        return {
          data: page.data.map((row) => ({
            id: row.id,
            consultationNumber: row.number,
            status: row.status,
            reason: row.attentionReason,
            scheduledAt: row.startAt.toISOString(),
            since: row.updatedAt.toISOString(),
            lawyerName: row.lawyerNameEn,
            totalPrice: row.totalPriceMinor,
            currency: row.currency,
            temporalUrl: `${workflows}/${workflowIdOf(row.id)}`,
          })),
          nextCursor: page.nextCursor,
          unhandledEvents: events.map(({ receivedAt, ...event }) => ({
            ...event,
            at: receivedAt.toISOString(),
          })),
        };
      },
    );
  };
}
