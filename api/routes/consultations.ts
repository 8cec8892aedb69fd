import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { listConsultations } from '#db/consultations.ts';
import { readConsultationFile, viewerOf } from '#api/consultations/consultation-file.ts';
import {
  ConsultationDetail,
  ConsultationListItem,
  StatusChoice,
} from '#api/consultations/consultation-schemas.ts';
import { detailOf, listItemOf } from '#api/consultations/consultation-view.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Cursor, Limit, OneOf, PageOf, RefTo, Strict, Uuid } from '#api/http/schema-parts.ts';

/** What the parties, and the partner who booked, see of their consultations. */
export function consultationRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/consultations',
      {
        config: { who: 'parties', scope: 'consultations:read' },
        schema: {
          tags: ['consultations'],
          summary: 'Your consultations, the latest start first',
          description:
            'With `when=upcoming` those that are going on and not over, the nearest first; with `when=past` all the others.',
          querystring: Strict({
            status: T.Optional(StatusChoice),
            role: T.Optional(OneOf(['client', 'lawyer'])),
            when: T.Optional(OneOf(['upcoming', 'past'])),
            limit: Limit,
            cursor: Cursor,
          }),
          response: { 200: PageOf(ConsultationListItem), ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request) => {
        const { limit = 20, when: part, ...filter } = request.query;
        const when = part && { part, now: request.receivedAt };
        const page = await listConsultations(db, { viewer: viewerOf(request), ...filter, when, limit });
        return { data: page.data.map(listItemOf), nextCursor: page.nextCursor };
      },
    );

    app.get(
      '/api/consultations/:id',
      {
        config: { who: 'parties', scope: 'consultations:read' },
        schema: {
          tags: ['consultations'],
          summary: 'One consultation with everything about it',
          params: Strict({ id: Uuid }),
          response: {
            200: T.Object({ consultation: RefTo(ConsultationDetail) }),
            ...refusals('unauthenticated', 'forbidden', 'not_found'),
          },
        },
      },
      async (request) => ({
        consultation: detailOf(await readConsultationFile(db, request.params.id, viewerOf(request))),
      }),
    );
  };
}
