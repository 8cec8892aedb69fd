import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import {
  deleteCalendarFeed,
  findCalendarFeed,
  findFeedReader,
  listFeedConsultations,
  replaceCalendarFeed,
  resealCalendarFeed,
} from '#db/calendar-feeds.ts';
import { SealError } from '#db/sealed.ts';
import { userOf } from '#api/accounts/caller.ts';
import { createCalendarSealer, hashOfSecret, newSecret } from '#api/calendars/calendar-keys.ts';
import { entityTagHeader, entityTagOf, isKnown } from '#api/http/entity-tag.ts';
import { feedFile } from '#api/calendars/feed-file.ts';
import type { ApiDeps } from '#api/deps.ts';
import { notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Instant, Nullable, Strict, WithHeaders } from '#api/http/schema-parts.ts';

const FeedAddress = T.String({
  description: 'Whoever has it reads the calendar: it is a secret of yours.',
  examples: ['https://majlis.example/api/calendar-feed/….ics'],
});
const Feed = T.Object({ url: Nullable(FeedAddress), createdAt: Nullable(Instant) });
const MadeFeed = T.Object({ url: FeedAddress, createdAt: Instant });
const IcsText = T.Unsafe<string>({ type: 'string' });

/** A person's own consultations as a calendar to subscribe to, at a secret address that can be changed. */
export function calendarFeedRoutes({ db, clock, config }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['calendars'];
  const sealer = createCalendarSealer(config);
  const urlOf = (token: string) => `${config.PUBLIC_URL}/api/calendar-feed/${token}.ics`;

  return async (app) => {
    app.get(
      '/api/calendar-feed',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'The address of your calendar feed',
          description: '`url` is null while you have none, and for one that cannot be shown any more.',
          response: { 200: Feed, ...refusals('unauthenticated') },
        },
      },
      async (request) => {
        const userId = userOf(request).id;
        const feed = await findCalendarFeed(db, userId);
        if (!feed) return { url: null, createdAt: null };
        const createdAt = feed.createdAt.toISOString();
        try {
          const token = sealer.open(feed.token, userId);
          // So that the older key can go one day.
          if (sealer.isOutdated(feed.token))
            await resealCalendarFeed(db, { userId, used: feed.token, next: sealer.seal(token, userId) });
          return { url: urlOf(token), createdAt };
        } catch (error) {
          if (!(error instanceof SealError)) throw error;
          // It goes on working; a new one can be made.
          request.log.warn({ err: error }, 'the address of a calendar feed cannot be shown');
          return { url: null, createdAt };
        }
      },
    );

    app.post(
      '/api/calendar-feed',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Make a new address for your calendar feed; an earlier one ends',
          response: { 201: MadeFeed, ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request, reply) => {
        const userId = userOf(request).id;
        const token = newSecret();
        const createdAt = new Date(request.receivedAt);
        const sealed = sealer.seal(token, userId);
        await replaceCalendarFeed(db, { userId, tokenHash: hashOfSecret(token), token: sealed, createdAt });
        return reply.code(201).send({ url: urlOf(token), createdAt: createdAt.toISOString() });
      },
    );

    app.delete(
      '/api/calendar-feed',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'End your calendar feed',
          response: { 204: T.Null(), ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request, reply) => {
        await deleteCalendarFeed(db, userOf(request).id);
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/calendar-feed/:token.ics',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'The calendar feed, for calendars',
          description:
            'Consultations that were confirmed, from 30 days ago on, under the UID of the invitations that are sent by mail. A ' +
            'cancelled one stays for 30 days as cancelled. Takes `If-None-Match`.',
          params: Strict({ token: T.String() }),
          produces: ['text/calendar'],
          response: {
            200: WithHeaders(IcsText, entityTagHeader),
            304: T.Null({ description: 'Nothing has changed.' }),
            ...refusals('not_found'),
          },
        },
      },
      async (request, reply) => {
        const reader = await findFeedReader(db, hashOfSecret(request.params.token));
        if (!reader) throw notFound();
        const consultations = await listFeedConsultations(db, { userId: reader.userId, now: clock() });
        const file = feedFile(consultations, { publicUrl: config.PUBLIC_URL, locale: reader.locale });
        const tag = entityTagOf(file);
        // It may be kept by whoever asked, and by nobody on the way; and it is asked for again each time.
        reply.header('cache-control', 'private, no-cache').header('etag', tag);
        if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send(null);
        return reply.type('text/calendar; charset=utf-8').send(file);
      },
    );
  };
}
