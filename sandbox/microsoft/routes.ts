import type { FastifyInstance, FastifyRequest } from 'fastify';
import { liveAccessToken } from '#sandbox/calendars/grants.ts';
import { OAuthRefusal } from '#sandbox/calendars/oauth-refusal.ts';
import { readTokenRequest, withoutSecrets } from '#sandbox/calendars/token-request.ts';
import { zoneNamed } from '#sandbox/calendars/zones.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, carryOut, jsonAnswer } from '#sandbox/exchange.ts';
import { calendarViewOperations } from './calendar-view.ts';
import { faultAnswer, GraphRefusal, refusalAnswer, tokenFaultAnswer, tokenRefusalAnswer } from './errors.ts';
import { eventOperations } from './events.ts';
import type { GraphCall, GraphOperation } from './operation.ts';
import { profileOperation } from './profile.ts';
import { scheduleOperation } from './schedule.ts';
import { subscriptionOperations } from './subscriptions.ts';
import { exchangeTokens } from './token.ts';

type GraphRequest = FastifyRequest<{ Params: Record<string, string> }>;

const root = '/microsoft/v1.0';

/**
 * The official client takes a link for whole only when it begins with https, and appends one of ours to its own base.
 * So that it can follow links to next pages and deltas, what comes twice counts once.
 */
export function withoutRepeatedBase(url: string): string {
  return url.replace(/^\/microsoft\/v1\.0\/http:\/\/?[^/]+(?=\/microsoft\/v1\.0\/)/, '');
}

export function microsoftOperations(context: SandboxContext): GraphOperation[] {
  return [
    profileOperation,
    ...eventOperations(context),
    ...calendarViewOperations(context),
    scheduleOperation(context),
    ...subscriptionOperations(context),
  ];
}

/** The names that faults refer to. */
export function microsoftOperationNames(operations: readonly GraphOperation[]): string[] {
  return ['oauth.token', ...operations.map(({ name }) => name)];
}

/** Microsoft's identity platform and Graph below `/microsoft`. */
export function registerMicrosoft(
  app: FastifyInstance,
  context: SandboxContext,
  operations: readonly GraphOperation[],
): void {
  const { log, faults, clock } = context;
  const shared = { log, provider: 'microsoft' as const, nowMs: clock.nowMs };
  app.post('/microsoft/common/oauth2/v2.0/token', (request, reply) =>
    carryOut({
      ...shared,
      request,
      reply,
      operation: 'oauth.token',
      parameters: withoutSecrets(readTokenRequest(request).form),
      fault: faults.take('microsoft', 'oauth.token'),
      faultAnswer: tokenFaultAnswer,
      run: async (meddle) => ({ answer: (await meddle()) ?? tokens(context, request) }),
    }),
  );
  for (const operation of operations) {
    app.route<{ Params: Record<string, string> }>({
      method: operation.method,
      url: `${root}${operation.path}`,
      handler: (request, reply) =>
        carryOut({
          ...shared,
          request,
          reply,
          operation: operation.name,
          fault: faults.take('microsoft', operation.name),
          faultAnswer,
          run: (meddle) => execute(context, operation, request, meddle),
        }),
    });
  }
  app.all('/microsoft/*', (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const refusal = new GraphRefusal(
      400,
      'BadRequest',
      `Resource not found for the segment '${path.split('/').at(-1) ?? ''}'.`,
    );
    const run = async () => ({ answer: refusalAnswer(refusal) });
    return carryOut({ ...shared, request, reply, operation: null, fault: undefined, faultAnswer, run });
  });
}

function tokens(context: SandboxContext, request: FastifyRequest): Answer {
  try {
    return context.store.change(() => exchangeTokens(context, request));
  } catch (error) {
    if (error instanceof OAuthRefusal) return tokenRefusalAnswer(error);
    throw error;
  }
}

async function execute(
  context: SandboxContext,
  operation: GraphOperation,
  request: GraphRequest,
  meddle: () => Promise<Answer | undefined>,
): Promise<{ answer: Answer }> {
  try {
    const call = callOf(context, operation, request);
    const instead = await meddle();
    if (instead) return { answer: instead };
    const body = await context.store.change(() => operation.run(call));
    const status = operation.successStatus ?? 200;
    return { answer: body ? jsonAnswer(status, body) : { status, body: '' } };
  } catch (error) {
    if (error instanceof GraphRefusal) return { answer: refusalAnswer(error) };
    throw error;
  }
}

function callOf(context: SandboxContext, operation: GraphOperation, request: GraphRequest): GraphCall {
  const token = liveAccessToken(context, request.headers.authorization);
  const account = token && context.state.calendarAccounts.find(token.accountId);
  if (!token || account?.provider !== 'microsoft')
    throw new GraphRefusal(401, 'InvalidAuthenticationToken', 'Access token is empty, unknown or expired.');
  const allowed = new Set(token.scopes.map(shortScope));
  if (!operation.scopes.some((scope) => allowed.has(shortScope(scope))))
    throw new GraphRefusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  const prefer = [request.headers['prefer'] ?? []].flat().join(', ');
  return {
    account,
    clientId: token.clientId,
    ids: request.params,
    query: new URLSearchParams(request.url.split('?', 2)[1] ?? ''),
    body: request.body,
    ifMatch: request.headers['if-match'],
    zone: preferredZone(prefer),
    pageSize: Number(/odata\.maxpagesize=(\d{1,4})/i.exec(prefer)?.[1]) || undefined,
    base: `http://${request.headers.host ?? ''}${root}`,
  };
}

/** Scopes may carry the address of Graph, and their case does not count. */
function shortScope(scope: string): string {
  return scope.toLowerCase().replace('https://graph.microsoft.com/', '');
}

function preferredZone(prefer: string): GraphCall['zone'] {
  const name = /outlook\.timezone="([^"]+)"/i.exec(prefer)?.[1] ?? 'UTC';
  const iana = zoneNamed(name);
  if (iana === undefined)
    throw new GraphRefusal(
      400,
      'TimeZoneNotSupportedException',
      `A valid TimeZone value must be specified: ${name}`,
    );
  return { name, iana };
}
