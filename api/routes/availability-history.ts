import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { listChanges } from '#db/availability-changes.ts';
import { listConflicts } from '#db/availability-conflicts.ts';
import { getAvailability } from '#db/availability.ts';
import type { ApiDeps } from '#api/deps.ts';
import { Conflict } from '#api/lawyers/availability-schemas.ts';
import { conflictsOf } from '#api/lawyers/availability-view.ts';
import { Change } from '#api/lawyers/change-schemas.ts';
import { changeOf } from '#api/lawyers/change-view.ts';
import { ownLawyer } from '#api/lawyers/own-lawyer.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Cursor, Limit, PageOf, Strict, Uuid } from '#api/http/schema-parts.ts';

/** What followed from changes of a lawyer's hours: consultations that no longer fit, and who changed what. */
export function availabilityHistoryRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['availability'];
  const params = Strict({ id: Uuid });
  const querystring = Strict({ limit: Limit, cursor: Cursor });

  return async (app) => {
    app.get(
      '/api/lawyers/:id/availability/conflicts',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Consultations that lie outside your hours',
          description:
            'They stay as they were agreed. The nearest first; a page may be short, or empty, and have a next one.',
          params,
          querystring,
          response: { 200: PageOf(Conflict), ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request) => {
        const { id } = await ownLawyer(db, request, request.params.id);
        const { limit = 20, cursor } = request.query;
        const rules = await getAvailability(db, id);
        const page = await listConflicts(db, rules, { now: request.receivedAt, limit, cursor });
        return { data: conflictsOf(page.data), nextCursor: page.nextCursor };
      },
    );

    app.get(
      '/api/lawyers/:id/availability/changes',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Who changed your hours, days off and prices, and how',
          description: 'The newest first. `before` and `after` have only what was changed.',
          params,
          querystring,
          response: { 200: PageOf(Change), ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request) => {
        const { id } = await ownLawyer(db, request, request.params.id);
        const { limit = 20, cursor } = request.query;
        const page = await listChanges(db, id, { limit, cursor });
        return { data: page.data.map(changeOf), nextCursor: page.nextCursor };
      },
    );
  };
}
