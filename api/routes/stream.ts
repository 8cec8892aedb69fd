import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import T from 'typebox';
import { readStamp } from '#db/consultation-stamp.ts';
import { getConsultation } from '#db/consultations.ts';
import { isSessionOpen } from '#db/sessions.ts';
import { userOf } from '#api/accounts/caller.ts';
import { readConsultationFile, viewerOf } from '#api/consultations/consultation-file.ts';
import { detailOf } from '#api/consultations/consultation-view.ts';
import type { ApiDeps } from '#api/deps.ts';
import { liveEvents } from '#api/consultations/live-stream.ts';
import { createAtOnce } from '#api/http/at-once.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';

const Events = T.Unsafe<Readable>({
  type: 'string',
  description: 'Events named `consultation`, with the whole of it.',
});

/** A consultation while it happens, from Postgres: no process needs to know what another one does. */
export function streamRoutes({ db, clock }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    // A person looks at a few consultations in a few tabs; each stream costs a look at Postgres a second.
    const open = createAtOnce({ max: 5, detail: 'Close a page that is open elsewhere first.' });
    const stopping = new AbortController();
    // Streams would keep the process from closing.
    app.addHook('preClose', async () => stopping.abort());

    app.get(
      '/api/consultations/:id/stream',
      {
        // The answer to HEAD would end at once, and the stream behind it only after its ten minutes.
        exposeHeadRoute: false,
        config: { who: 'parties' },
        schema: {
          tags: ['consultations'],
          summary: 'One consultation, live (server-sent events)',
          description:
            'Each event `consultation` carries `{consultation}` as the detail shows it; the first comes at once. ' +
            'It ends with the session. At most five at a time for one person.',
          params: Strict({ id: Uuid }),
          produces: ['text/event-stream'],
          response: { 200: Events, ...refusals('unauthenticated', 'not_found') },
        },
      },
      async (request, reply) => {
        const viewer = viewerOf(request);
        const { id } = await getConsultation(db, request.params.id, viewer);
        const { id: userId, sessionId } = userOf(request);
        const leave = open.enter(userId);
        const left = new AbortController();
        const events = liveEvents({
          stamp: () => readStamp(db, id),
          read: async () => {
            const consultation = detailOf(await readConsultationFile(db, id, viewer));
            const version = createHash('sha256')
              .update(JSON.stringify(consultation))
              .digest('hex')
              .slice(0, 16);
            return { id: version, event: 'consultation', data: { consultation } };
          },
          isAdmitted: () => isSessionOpen(db, sessionId, new Date(clock())),
          signal: AbortSignal.any([left.signal, stopping.signal]),
        });
        const stream = Readable.from(events).on('close', leave);
        // The stream itself learns of it only with its next event.
        reply.raw.on('close', () => {
          left.abort();
          leave();
        });
        return reply
          .type('text/event-stream')
          .header('cache-control', 'no-store, no-transform')
          .header('x-accel-buffering', 'no')
          .send(stream);
      },
    );
  };
}
