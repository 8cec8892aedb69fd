import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { randomUUID } from 'node:crypto';
import T from 'typebox';
import { getConsultation } from '#db/consultations.ts';
import { bumpCount } from '#db/rate-counts.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { hours } from '#domain/instant.ts';
import { paymentChanged } from '#workflows/contract.ts';
import { viewerOf } from '#api/consultations/consultation-file.ts';
import { StatusChoice } from '#api/consultations/consultation-schemas.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';
import { hint } from '#api/webhooks/inbox.ts';

const HOUR_MS = hours(1);
const QUESTIONS_PER_HOUR_MAX = 20;

/** For the page to which Stripe sends people back: what it learns does not have to wait for a webhook. */
export function paymentCheckRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api/consultations/:id/payment/check',
      {
        config: { who: 'parties', scope: 'consultations:read' },
        schema: {
          tags: ['consultations'],
          summary: 'Ask Stripe now whether it was paid',
          description:
            'The answer is the status as it is; what Stripe says follows within seconds, also in the stream.',
          params: Strict({ id: Uuid }),
          response: {
            202: T.Object({ consultation: T.Object({ id: Uuid, status: StatusChoice }) }),
            ...refusals('unauthenticated', 'forbidden', 'not_found'),
          },
        },
      },
      async (request, reply) => {
        const { id, status } = await getConsultation(deps.db, request.params.id, viewerOf(request));
        if (await mayAsk(deps, { id, status }))
          await hint(deps, paymentChanged, { consultationId: id, eventId: `check-${randomUUID()}` });
        return reply.code(202).send({ consultation: { id, status } });
      },
    );
  };
}

/**
 * Every question is an event in the workflow's history, which has an end. While the money is where it should be there is
 * nothing to ask, and otherwise a page that asks again and again is answered with what is known.
 */
async function mayAsk(
  { db, clock }: ApiDeps,
  { id, status }: { id: string; status: ConsultationStatus },
): Promise<boolean> {
  if (status === 'confirmed' || status === 'in_progress') return false;
  const { count } = await bumpCount(db, { key: `payment-check:${id}`, now: clock(), windowMs: HOUR_MS });
  return count <= QUESTIONS_PER_HOUR_MAX;
}
