import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import type { Static } from 'typebox';
import { deleteLapsedAuthorisations } from '#db/calendar-leftovers.ts';
import { startAuthorisation, takeAuthorisation } from '#db/calendars-authorisations.ts';
import { connectCalendar } from '#db/calendars.ts';
import { bumpCount } from '#db/rate-counts.ts';
import { SealError } from '#db/sealed.ts';
import { hours, minutes } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import { createCalendarSealer, hashOfSecret, newSecret } from '#api/calendars/calendar-keys.ts';
import { ownLawyerId } from '#api/calendars/calendar-owner.ts';
import { ConsentProviderChoice } from '#api/calendars/calendar-schemas.ts';
import { endCalendar, tellCalendar } from '#api/calendars/calendar-signal.ts';
import { exchangeCode, ExchangeError } from '#api/calendars/code-exchange.ts';
import { consentPageOf, consentProviders, consentProvidersIn } from '#api/calendars/consent-providers.ts';
import type { ConsentProvider, ConsentProviderName } from '#api/calendars/consent-providers.ts';
import type { ApiDeps } from '#api/deps.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict } from '#api/http/schema-parts.ts';

/** From "connect" to the answer of the provider. */
const consentTakesMs = minutes(10);
/** Each leaves a row behind until it is answered, or too old. */
const consentsPerHour = 30;

const params = Strict({ provider: ConsentProviderChoice });

/** What a provider sends back. It may add to it at any time. */
const Answer = T.Object({
  state: T.Optional(T.String({ minLength: 1, maxLength: 512 })),
  code: T.Optional(T.String({ minLength: 1, maxLength: 4096 })),
  error: T.Optional(T.String({ maxLength: 200 })),
});

/**
 * Why nothing was connected. `denied`: the person said no. `expired`: it took too long, was used, or was begun by somebody
 * else. `refused`: the provider did not give what is needed. `unavailable`: it did not answer.
 */
type Failure = 'denied' | 'expired' | 'refused' | 'unavailable';

/** Connecting Google Calendar and Outlook: there to the provider's own page, and back. */
export function calendarConsentRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const { db, config, clock } = deps;
  const tags = ['calendars'];
  const sealer = createCalendarSealer(config);
  const providers = consentProvidersIn(config);

  return async (app) => {
    app.post(
      '/api/calendars/:provider/connect',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: "Begin to connect a calendar: the address of the provider's own page",
          description: 'Send the browser there. It comes back to `/lawyer/calendars`, within ten minutes.',
          params,
          response: {
            200: T.Object({ authorizationUrl: T.String() }),
            ...refusals('unauthenticated', 'forbidden', 'not_found'),
          },
        },
      },
      async (request) => {
        const provider = providers.get(request.params.provider);
        if (!provider)
          throw invalidRequest([{ pointer: '/params/provider', detail: 'is not set up on this server' }]);
        const lawyerId = await ownLawyerId(db, request);
        await countConsent(lawyerId, request.receivedAt);
        await deleteLapsedAuthorisations(db, new Date(request.receivedAt - consentTakesMs));
        const [state, verifier] = [newSecret(), newSecret()];
        await startAuthorisation(db, {
          stateHash: hashOfSecret(state),
          lawyerId,
          userId: userOf(request).id,
          provider: provider.name,
          verifier: sealer.seal(verifier, lawyerId),
        });
        return { authorizationUrl: consentPageOf(provider, { state, verifier }) };
      },
    );

    app.get(
      '/api/calendars/:provider/callback',
      {
        config: { who: 'all' },
        // Somebody sits in front of it: no fault of the answer ends on a page of JSON.
        attachValidation: true,
        schema: {
          tags,
          summary: 'Where the provider sends the browser back to',
          description:
            'Whatever came of it, the browser goes on to `/lawyer/calendars`, with `connected=google` or `failed=` and one of ' +
            '`denied`, `expired`, `refused`, `unavailable`.',
          params,
          querystring: Answer,
          response: {
            303: T.Null({ description: 'On to the page of the calendars.' }),
            ...refusals('not_found'),
          },
        },
      },
      async (request, reply) => {
        const { provider: name } = request.params;
        if (!consentProviders.includes(name)) throw notFound();
        const failure = request.validationError ? 'expired' : await failureOf(request, name, request.query);
        if (failure) request.log.info({ provider: name, failure }, 'no calendar was connected');
        const outcome = failure ? `failed=${failure}` : `connected=${name}`;
        return reply.redirect(`/lawyer/calendars?${outcome}`, 303);
      },
    );

    async function countConsent(lawyerId: string, now: number): Promise<void> {
      const window = { key: `calendar-consent:${lawyerId}`, now, windowMs: hours(1) };
      const { count, since } = await bumpCount(db, window);
      if (count > consentsPerHour)
        throw new Problem('too_many_requests', 'Too many consents were begun. Try again later.', {
          retryAfterSeconds: Math.ceil((since + window.windowMs - now) / 1000),
        });
    }

    /** Connects what came back; what is returned says why it could not be. */
    async function failureOf(
      request: FastifyRequest,
      name: ConsentProviderName,
      { state, code, error: said }: Static<typeof Answer>,
    ): Promise<Failure | undefined> {
      const { caller } = request;
      const provider = providers.get(name);
      if (!provider) return 'refused';
      if (state === undefined || caller.kind !== 'user') return 'expired';
      const taken = await takeAuthorisation(db, {
        stateHash: hashOfSecret(state),
        after: new Date(clock() - consentTakesMs),
      });
      // Of somebody else: a link with which a stranger would connect their calendar to this lawyer's account.
      if (taken?.userId !== caller.id || taken.provider !== name) return 'expired';
      if (said === 'access_denied') return 'denied';
      if (code === undefined) return isOutage(said) ? 'unavailable' : 'refused';
      try {
        const verifier = sealer.open(taken.verifier, taken.lawyerId);
        await connect(provider, { lawyerId: taken.lawyerId, code, verifier });
        return undefined;
      } catch (error) {
        if (error instanceof SealError) return 'expired';
        if (!(error instanceof ExchangeError)) throw error;
        request.log.warn({ err: error, provider: name }, 'a provider gave no tokens for a code');
        return error.kind;
      }
    }

    async function connect(
      provider: ConsentProvider,
      { lawyerId, code, verifier }: { lawyerId: string; code: string; verifier: string },
    ): Promise<void> {
      const { account, refreshToken } = await exchangeCode(provider, { code, verifier });
      const { connectionId, replacedId } = await connectCalendar(db, {
        lawyerId,
        provider: provider.name,
        account,
        secretFor: (id) => sealer.seal(refreshToken, id),
      });
      if (replacedId !== undefined)
        app.background('a calendar is taken away', () => endCalendar(deps, replacedId));
      app.background('a calendar is read for the first time', () =>
        tellCalendar(deps, connectionId, 'connected'),
      );
    }
  };
}

function isOutage(error: string | undefined): boolean {
  return error === 'server_error' || error === 'temporarily_unavailable';
}
