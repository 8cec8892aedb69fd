import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import T from 'typebox';
import { Check } from 'typebox/value';
import { findCalendarByChannel } from '#db/calendars.ts';
import { tellCalendar } from '#api/calendars/calendar-signal.ts';
import { createHints } from '#api/calendars/hints.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Accepted } from './accepted.ts';
import { ProviderWord } from './provider-word.ts';
import { headerOf, rawBodyOf, takeRawBodies } from './raw-bodies.ts';

/** A calendar changes in bursts: one reading finds all of them. */
const QUIET_MS = 5000;
/** How many subscriptions Microsoft tells of in one request, at most. */
const NOTIFICATIONS_MAX = 100;
const VALIDATION_TOKEN_LENGTH_MAX = 2048;

const Notification = T.Object({ subscriptionId: ProviderWord, clientState: ProviderWord });
const Notifications = T.Object({ value: T.Array(T.Unknown()) });
const Query = T.Object({ validationToken: T.Optional(T.String()) });

/** Who does not prove to be the provider costs no more than a look-up, and not too many of those. */
const limited = { max: 3000, timeWindow: 60_000, allowList: [] };

interface Proof {
  provider: 'google' | 'outlook';
  channelId: string;
  secret: string;
}

/**
 * A provider says that something in a calendar changed, and nothing more: the calendar's workflow reads it. Whoever cannot
 * prove to know the channel gets the same answer, so that nobody learns which channels there are.
 */
export function calendarWebhooks(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const hints = createHints({
      quietMs: QUIET_MS,
      pass: (connectionId) => tellCalendar(deps, connectionId, 'pushed'),
      onLost: (error) => app.log.warn({ err: error }, 'a calendar was not told to be read'),
    });
    app.addHook('onClose', () => hints.close());
    takeRawBodies(app, '*');

    const hear = async (request: FastifyRequest, proof: Proof) => {
      const calendar = await provenCalendar(deps, proof);
      if (calendar) await hints.give(calendar.id);
      else request.log.info({ provider: proof.provider }, 'a push names no channel of ours');
    };

    app.post(
      '/api/calendars/webhook/google',
      {
        config: { who: 'provider', rateLimit: limited },
        schema: {
          tags: ['webhooks'],
          summary: 'Google Calendar: something changed. Proven by `X-Goog-Channel-Token`',
          response: { 200: Accepted, ...refusals() },
        },
      },
      async (request) => {
        // The first push of a channel only says that it is open.
        if (headerOf(request, 'x-goog-resource-state') !== 'sync') {
          const [channelId, secret] = [
            headerOf(request, 'x-goog-channel-id'),
            headerOf(request, 'x-goog-channel-token'),
          ];
          await hear(request, { provider: 'google', channelId, secret });
        }
        return { received: true };
      },
    );

    app.post(
      '/api/calendars/webhook/outlook',
      {
        config: { who: 'provider', rateLimit: limited },
        schema: {
          tags: ['webhooks'],
          summary: 'Outlook: something changed. Proven by `clientState`',
          description: 'A `validationToken` in the query is sent back as plain text, as Microsoft asks.',
          response: {
            200: T.Unsafe<string>({ type: 'string', description: 'The token.' }),
            202: Accepted,
            ...refusals(),
          },
        },
      },
      async (request, reply) => {
        const token = validationTokenOf(request);
        if (token !== undefined) return reply.type('text/plain; charset=utf-8').send(token);
        for (const { subscriptionId: channelId, clientState: secret } of notificationsIn(rawBodyOf(request)))
          await hear(request, { provider: 'outlook', channelId, secret });
        return reply.code(202).send({ received: true });
      },
    );
  };
}

async function provenCalendar({ db }: ApiDeps, { provider, channelId, secret }: Proof) {
  if (!Check(ProviderWord, channelId)) return undefined;
  const calendar = await findCalendarByChannel(db, channelId);
  const expected = calendar?.provider === provider ? calendar.channelSecret : null;
  return expected !== null && isSame(secret, expected) ? calendar : undefined;
}

/** In the same time whatever differs, lengths included. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

function validationTokenOf({ query }: FastifyRequest): string | undefined {
  if (!Check(Query, query)) return undefined;
  return query.validationToken?.slice(0, VALIDATION_TOKEN_LENGTH_MAX);
}

/** Who sends something else is not Microsoft, and hears nothing of it. */
function notificationsIn(body: Buffer) {
  const content = parsed(body);
  if (!Check(Notifications, content)) return [];
  return content.value
    .slice(0, NOTIFICATIONS_MAX)
    .filter((notification: unknown) => Check(Notification, notification));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
