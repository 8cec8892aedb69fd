import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { findVersion } from '#db/availability.ts';
import { findLawyerOfUser } from '#db/lawyers.ts';
import { listPrices, replacePrices } from '#db/prices.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { IfMatch } from '#api/lawyers/availability-schemas.ts';
import { Pricing, PricingChange } from '#api/lawyers/pricing-schemas.ts';
import { priceRowOf, pricingFaults, pricingOf } from '#api/lawyers/pricing-view.ts';
import { Strict, Uuid, WithHeaders } from '#api/http/schema-parts.ts';
import { etagOf, expectedVersion, versionHeader } from '#api/http/versions.ts';

/** What lawyers charge. A change never alters what is booked. */
export function pricingRoutes({ db, config }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['lawyers'];
  return async (app) => {
    app.get(
      '/api/lawyers/pricing',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'What a lawyer charges',
          description: 'The ETag is what a change sends as If-Match.',
          querystring: Strict({ lawyerId: Uuid }),
          response: { 200: WithHeaders(Pricing, versionHeader), ...refusals('not_found') },
        },
      },
      async (request, reply) => {
        const { id } = await visibleLawyer(db, request, request.query.lawyerId);
        const version = await findVersion(db, id);
        if (version !== undefined) reply.header('etag', etagOf(version));
        return pricingOf(await listPrices(db, id), config);
      },
    );

    app.put(
      '/api/lawyers/pricing',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Set your whole price list; a type that is not in it is no longer sold',
          headers: IfMatch,
          body: PricingChange,
          response: {
            200: WithHeaders(Pricing, versionHeader),
            ...refusals('unauthenticated', 'forbidden', 'version_conflict', 'precondition_required'),
          },
        },
      },
      async (request, reply) => {
        const { id: actorId } = userOf(request);
        const lawyer = await findLawyerOfUser(db, actorId);
        if (!lawyer) throw new Problem('forbidden', 'Only lawyers have prices.');
        const version = expectedVersion(request.headers['if-match']);
        const { data } = request.body;
        const faults = pricingFaults(data);
        if (faults.length > 0) throw invalidRequest(faults);
        const changed = await replacePrices(db, {
          lawyerId: lawyer.id,
          actorId,
          expectedVersion: version,
          prices: data.map(priceRowOf),
          now: request.receivedAt,
        });
        reply.header('etag', etagOf(changed.version));
        return pricingOf(changed.prices, config);
      },
    );
  };
}
