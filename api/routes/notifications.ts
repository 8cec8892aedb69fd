import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { listNotifications } from '#db/notifications.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Cursor, Instant, Limit, OneOf, PageOf, Strict, Uuid } from '#api/http/schema-parts.ts';

const NotificationItem = T.Object({
  id: Uuid,
  consultationId: Uuid,
  kind: T.String({ examples: ['confirmed', 'reminder_60'] }),
  channel: OneOf(['email', 'sms']),
  status: OneOf(['sending', 'sent', 'delivered', 'failed', 'skipped']),
  createdAt: Instant,
  updatedAt: Instant,
});

export function notificationRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/notifications',
      {
        config: { who: 'signed_in' },
        schema: {
          tags: ['notifications'],
          summary: 'The messages that were sent to you, the newest first',
          querystring: Strict({ limit: Limit, cursor: Cursor }),
          response: { 200: PageOf(NotificationItem), ...refusals('unauthenticated') },
        },
      },
      async (request) => {
        const { limit = 20, cursor } = request.query;
        const page = await listNotifications(db, { userId: userOf(request).id, cursor, limit });
        return {
          data: page.data.map(({ id, consultationId, kind, channel, status, createdAt, updatedAt }) => ({
            id,
            consultationId,
            kind,
            channel,
            status,
            createdAt: createdAt.toISOString(),
            updatedAt: updatedAt.toISOString(),
          })),
          nextCursor: page.nextCursor,
        };
      },
    );
  };
}
