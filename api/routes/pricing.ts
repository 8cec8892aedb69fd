import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { findLawyerOfUser } from '#db/lawyers.ts';
import { listPrices, replacePrices } from '#db/prices.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Pricing, PricingChange } from '#api/lawyers/pricing-schemas.ts';
import { priceRowOf, pricingFaults, pricingOf } from '#api/lawyers/pricing-view.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';

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
          querystring: Strict({ lawyerId: Uuid }),
          response: { 200: Pricing, ...refusals('not_found') },
        },
      },
      async (request) => {
        const { id } = await visibleLawyer(db, request, request.query.lawyerId);
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
          body: PricingChange,
          response: { 200: Pricing, ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request) => {
        const lawyer = await findLawyerOfUser(db, userOf(request).id);
        if (!lawyer) throw new Problem('forbidden', 'Only lawyers have prices.');
        const { data } = request.body;
        const faults = pricingFaults(data);
        if (faults.length > 0) throw invalidRequest(faults);
        return pricingOf(await replacePrices(db, lawyer.id, data.map(priceRowOf)), config);
      },
    );
  };
}
