import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { applyAsLawyer, updateLawyer } from '#db/lawyers.ts';
import type { LawyerProfile } from '#db/lawyers.ts';
import { listOffers } from '#db/offers.ts';
import { userOf } from '#api/accounts/caller.ts';
import { ConsultationTypeChoice } from '#api/consultations/consultation-schemas.ts';
import type { ApiDeps } from '#api/deps.ts';
import { readDirectory } from '#api/lawyers/directory.ts';
import {
  Application,
  Language,
  LawyerCard,
  LawyerDetail,
  ProfileChange,
  Specialty,
} from '#api/lawyers/lawyer-schemas.ts';
import { lawyerOf, profileColumns } from '#api/lawyers/lawyer-view.ts';
import { bookingsAhead } from '#api/booking/next-slot.ts';
import { createNextFree, firstSlotOf } from '#api/lawyers/next-free.ts';
import { keepNextFreeKnown } from '#api/lawyers/next-free-keeper.ts';
import { ownLawyer, visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Cursor, Limit, OneOf, PageOf, RefTo, Strict, Text, Uuid } from '#api/http/schema-parts.ts';

const LawyerAnswer = RefTo(LawyerDetail);

/** The directory, and what lawyers say about themselves. */
export function lawyerRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const { db, config } = deps;
  const tags = ['lawyers'];
  const shown = async (lawyer: LawyerProfile, now: number) => {
    const offers = await listOffers(db, { lawyerIds: [lawyer.id], span: bookingsAhead(now) });
    return lawyerOf(lawyer, { offers, rates: config, first: firstSlotOf(offers, now) });
  };
  const nextFree = createNextFree(db);

  return async (app) => {
    keepNextFreeKnown(app, nextFree, deps.clock);
    app.get(
      '/api/lawyers',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'The directory',
          description:
            'With `consultationType` or `maxPrice`, `nextAvailable` is the first time of what fits. A cursor holds for the search that it came from.',
          querystring: Strict({
            q: T.Optional(
              Text(100, {
                description:
                  'A name, a subject or a city, in English or Arabic, nearly as it is spelt. Without `sort` the best fit comes first.',
              }),
            ),
            specialty: T.Optional(Specialty),
            language: T.Optional(Language),
            consultationType: T.Optional(ConsultationTypeChoice),
            maxPrice: T.Optional(
              T.Integer({
                minimum: 1,
                maximum: 100_000_000,
                description: 'Of the total price, in minor units.',
              }),
            ),
            sort: T.Optional(OneOf(['soonest'], { description: 'Who is free first comes first.' })),
            limit: Limit,
            cursor: Cursor,
          }),
          response: { 200: PageOf(LawyerCard), ...refusals() },
        },
      },
      async ({ query: { maxPrice, limit = 20, cursor, ...search }, receivedAt }) =>
        await readDirectory(
          { db, config, nextFree },
          {
            search: { ...search, maxPriceMinor: maxPrice },
            cursor,
            limit,
            now: receivedAt,
          },
        ),
    );

    app.post(
      '/api/lawyers',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Apply as a lawyer; an operator checks the licence and lists you',
          body: Application,
          response: { 201: LawyerAnswer, ...refusals('unauthenticated', 'forbidden', 'invalid_state') },
        },
      },
      async (request, reply) => {
        const { licenceNumber, timezone = 'Asia/Dubai', ...profile } = request.body;
        const { name } = profile;
        const lawyer = await applyAsLawyer(db, {
          ...profileColumns(profile),
          nameEn: name.en,
          nameAr: name.ar,
          officeMapUrl: profile.officeMapUrl ?? null,
          userId: userOf(request).id,
          licenceNumber,
          timezone,
        });
        return reply.code(201).send(await shown(lawyer, request.receivedAt));
      },
    );

    app.get(
      '/api/lawyers/:id',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'A lawyer',
          params: Strict({ id: Uuid }),
          response: { 200: LawyerAnswer, ...refusals('not_found') },
        },
      },
      async (request) => {
        const lawyer = await visibleLawyer(db, request, request.params.id);
        return await shown(lawyer, request.receivedAt);
      },
    );

    app.put(
      '/api/lawyers/:id',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Change your profile; absent fields stay',
          params: Strict({ id: Uuid }),
          body: ProfileChange,
          response: { 200: LawyerAnswer, ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request) => {
        const { id } = await ownLawyer(db, request, request.params.id);
        await updateLawyer(db, id, profileColumns(request.body));
        return await shown(await ownLawyer(db, request, id), request.receivedAt);
      },
    );
  };
}
