import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';
import { Preview, previewOf } from '#api/lawyers/availability-preview.ts';
import { AvailabilityDraft, HOURS_BYTES_MAX } from '#api/lawyers/availability-schemas.ts';
import { ownLawyer } from '#api/lawyers/own-lawyer.ts';

/** A change of hours that is only tried. */
export function availabilityPreviewRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api/lawyers/:id/availability/preview',
      {
        config: { who: 'signed_in' },
        bodyLimit: HOURS_BYTES_MAX,
        schema: {
          tags: ['availability'],
          summary: 'How many times clients would see, were this saved',
          description:
            'The body is that of the change. Without `consultationType` it is video, or the first that you sell; without ' +
            '`durationMinutes` the shortest. Nothing is written.',
          params: Strict({ id: Uuid }),
          body: AvailabilityDraft,
          response: { 200: Preview, ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request) => {
        const { id } = await ownLawyer(db, request, request.params.id);
        return await previewOf(db, id, { draft: request.body, now: request.receivedAt });
      },
    );
  };
}
