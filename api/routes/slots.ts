import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import { listClientTimes } from '#db/client-times.ts';
import { findOffer } from '#db/offers.ts';
import type { Interval } from '#domain/instant.ts';
import { entityTagHeader, entityTagOf, isKnown } from '#api/http/entity-tag.ts';
import type { ApiDeps } from '#api/deps.ts';
import { isOwn, visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid, WithHeaders } from '#api/http/schema-parts.ts';
import {
  slotAnswer,
  SlotAnswer,
  SlotQuery,
  slotQueryFaults,
  slotSpan,
  slotText,
} from '#api/booking/slot-question.ts';

/** The times at which a lawyer can be booked: exactly those that a booking will find free. */
export function slotRoutes({ db, config }: ApiDeps): FastifyPluginAsyncTypebox {
  /** Somebody who is signed in cannot be in two consultations at once. */
  const timesOf = async ({ caller }: FastifyRequest, span: Interval) =>
    caller.kind === 'user' ? await listClientTimes(db, caller.id, span) : [];

  return async (app) => {
    app.get(
      '/api/lawyers/:id/availability/slots',
      {
        config: { who: 'all', scope: 'slots:read' },
        schema: {
          tags: ['availability'],
          summary: 'Free times',
          description:
            "`startDate` and `endDate` are the lawyer's local dates, both included, at most 62. Without `consultationType` " +
            'it is video, without `durationMinutes` the shortest. Times at which you are in another consultation yourself ' +
            'are left out. With the `ETag` as `If-None-Match` the answer is 304 for as long as nothing would be different.',
          params: Strict({ id: Uuid }),
          querystring: SlotQuery,
          response: {
            200: WithHeaders(SlotAnswer, entityTagHeader),
            304: T.Null({ description: 'Nothing has changed.' }),
            ...refusals('unauthenticated', 'forbidden', 'not_found'),
          },
        },
      },
      async (request, reply) => {
        const { query, receivedAt: now } = request;
        const faults = slotQueryFaults(query);
        if (faults.length > 0) throw invalidRequest(faults);
        const span = slotSpan(query, now);
        const [offer, clientBusy] = await Promise.all([
          findOffer(db, {
            lawyerId: request.params.id,
            consultationType: query.consultationType ?? 'video',
            span,
          }),
          timesOf(request, span),
        ]);
        if (!offer) throw notFound();
        if (query.durationMinutes !== undefined && !offer.durations.includes(query.durationMinutes))
          throw invalidRequest([
            { pointer: '/query/durationMinutes', detail: `must be one of ${offer.durations.join(', ')}` },
          ]);
        // Whose times they are matters only for the reasons.
        const own =
          query.explain === true && isOwn(request, await visibleLawyer(db, request, offer.lawyerId));
        const answer = slotAnswer(offer, query, { now, rates: config, clientBusy, isOwn: own });
        // The tag is of the very bytes, so it is another one from the millisecond on at which one of them changes.
        const body = await slotText(answer);
        const tag = entityTagOf(body);
        reply
          .header('etag', tag)
          .header('vary', 'cookie, x-api-key')
          .header(
            'cache-control',
            request.caller.kind === 'anonymous' ? 'public, no-cache' : 'private, no-cache',
          );
        if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send(null);
        return reply
          .type('application/json; charset=utf-8')
          .serializer(() => body)
          .send(answer);
      },
    );
  };
}
