import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { findOffer } from '#db/offers.ts';
import type { ApiDeps } from '#api/deps.ts';
import { isOwn, visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';
import { slotAnswer, SlotAnswer, SlotQuery, slotQueryFaults, slotSpan } from '#api/booking/slot-question.ts';

/** The times at which a lawyer can be booked: exactly those that a booking will find free. */
export function slotRoutes({ db, config }: ApiDeps): FastifyPluginAsyncTypebox {
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
            'it is video, without `durationMinutes` the shortest.',
          params: Strict({ id: Uuid }),
          querystring: SlotQuery,
          response: { 200: SlotAnswer, ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request) => {
        const { query, receivedAt: now } = request;
        const faults = slotQueryFaults(query);
        if (faults.length > 0) throw invalidRequest(faults);
        const offer = await findOffer(db, {
          lawyerId: request.params.id,
          consultationType: query.consultationType ?? 'video',
          span: slotSpan(query, now),
        });
        if (!offer) throw notFound();
        if (query.durationMinutes !== undefined && !offer.durations.includes(query.durationMinutes))
          throw invalidRequest([
            { pointer: '/query/durationMinutes', detail: `must be one of ${offer.durations.join(', ')}` },
          ]);
        // Whose times they are matters only for the reasons.
        const own =
          query.explain === true && isOwn(request, await visibleLawyer(db, request, offer.lawyerId));
        return slotAnswer(offer, query, { now, rates: config, isOwn: own });
      },
    );
  };
}
