import type { FastifyInstance, FastifyRequest } from 'fastify';
import { liveAccessToken } from '#sandbox/calendars/grants.ts';
import { OAuthRefusal } from '#sandbox/calendars/oauth-refusal.ts';
import type { CalendarAccount } from '#sandbox/calendars/records.ts';
import { readTokenRequest, withoutSecrets } from '#sandbox/calendars/token-request.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, carryOut, jsonAnswer } from '#sandbox/exchange.ts';
import { calendarOperations } from './calendars.ts';
import { channelOperations } from './channels.ts';
import { eventListOperation } from './event-list.ts';
import { eventOperations } from './events.ts';
import {
  faultAnswer,
  GoogleRefusal,
  notFound,
  refusalAnswer,
  tokenFaultAnswer,
  tokenRefusalAnswer,
} from './errors.ts';
import { freeBusyOperation } from './free-busy.ts';
import type { GoogleCall, GoogleOperation } from './operation.ts';
import { partialAnswer } from './partial-answer.ts';
import { exchangeTokens, revokeToken } from './token.ts';

type GoogleRequest = FastifyRequest<{ Params: Record<string, string> }>;

const tokenRoutes = [
  { name: 'oauth.token', path: '/google/token', answer: exchangeTokens },
  { name: 'oauth.revoke', path: '/google/revoke', answer: revokeToken },
] as const;

export function googleOperations(context: SandboxContext): GoogleOperation[] {
  return [
    ...eventOperations(context),
    eventListOperation(context),
    freeBusyOperation(context),
    ...calendarOperations,
    ...channelOperations(context),
  ];
}

/** The names that faults refer to. */
export function googleOperationNames(operations: readonly GoogleOperation[]): string[] {
  return [...tokenRoutes, ...operations].map(({ name }) => name);
}

/** Google's OAuth endpoints and Calendar API below `/google`. */
export function registerGoogle(
  app: FastifyInstance,
  context: SandboxContext,
  operations: readonly GoogleOperation[],
): void {
  const { log, faults, clock } = context;
  const shared = { log, provider: 'google' as const, nowMs: clock.nowMs };
  for (const { name, path, answer } of tokenRoutes) {
    app.post(path, (request, reply) =>
      carryOut({
        ...shared,
        request,
        reply,
        operation: name,
        parameters: withoutSecrets(readTokenRequest(request).form),
        fault: faults.take('google', name),
        faultAnswer: tokenFaultAnswer,
        run: async (meddle) => ({
          answer: (await meddle()) ?? tokenAnswer(() => context.store.change(() => answer(context, request))),
        }),
      }),
    );
  }
  const routes = operations.flatMap((operation) =>
    addressesOf(operation.path).map((url) => ({ operation, url })),
  );
  for (const { operation, url } of routes) {
    app.route<{ Params: Record<string, string> }>({
      method: operation.method,
      url,
      handler: (request, reply) =>
        carryOut({
          ...shared,
          request,
          reply,
          operation: operation.name,
          fault: faults.take('google', operation.name),
          faultAnswer,
          run: (meddle) => execute(context, operation, request, meddle),
        }),
    });
  }
  app.all('/google/*', (request, reply) => {
    const run = async () => ({ answer: refusalAnswer(notFound()) });
    return carryOut({ ...shared, request, reply, operation: null, fault: undefined, faultAnswer, run });
  });
}

/** The official client keeps no more than the origin of its `rootUrl`, so the Calendar API is at its real path as well. */
function addressesOf(path: string): string[] {
  return path.startsWith('/google/calendar/') ? [path, path.slice('/google'.length)] : [path];
}

function tokenAnswer(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof OAuthRefusal) return tokenRefusalAnswer(error);
    throw error;
  }
}

async function execute(
  context: SandboxContext,
  operation: GoogleOperation,
  request: GoogleRequest,
  meddle: () => Promise<Answer | undefined>,
): Promise<{ answer: Answer }> {
  try {
    const call = callOf(context, operation, request);
    const instead = await meddle();
    if (instead) return { answer: instead };
    const body = context.store.change(() => operation.run(call));
    return {
      answer: body
        ? jsonAnswer(200, partialAnswer(body, call.query.get('fields')))
        : { status: 204, body: '' },
    };
  } catch (error) {
    if (error instanceof GoogleRefusal) return { answer: refusalAnswer(error) };
    throw error;
  }
}

/** Who is asking, and for which calendar: the one of the account that has allowed it, under either of its names. */
function callOf(context: SandboxContext, operation: GoogleOperation, request: GoogleRequest): GoogleCall {
  const token = liveAccessToken(context, request.headers.authorization);
  const account = token && context.state.calendarAccounts.find(token.accountId);
  if (!token || account?.provider !== 'google') throw unauthorized();
  if (!operation.scopes.some((scope) => token.scopes.includes(scope))) throw insufficientScopes();
  const calendarId = request.params['calendarId'];
  if (calendarId !== undefined && !isOwnCalendar(calendarId, account)) throw notFound();
  return {
    account,
    clientId: token.clientId,
    ids: request.params,
    query: new URLSearchParams(request.url.split('?', 2)[1] ?? ''),
    body: request.body,
    ifMatch: request.headers['if-match'],
  };
}

function isOwnCalendar(id: string, { address }: CalendarAccount): boolean {
  return id === 'primary' || id.toLowerCase() === address;
}

function unauthorized(): GoogleRefusal {
  return new GoogleRefusal({
    status: 401,
    reason: 'authError',
    message: 'Invalid Credentials',
    location: 'Authorization',
    locationType: 'header',
  });
}

function insufficientScopes(): GoogleRefusal {
  return new GoogleRefusal({
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
  });
}
