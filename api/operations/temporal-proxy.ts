import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { recordOperatorAction } from '#db/operator-actions.ts';
import type { OperatorAction } from '#db/operator-actions.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { ownOrigins } from '#api/http/origins.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { identityOf, signalBody, textAt, updateBody } from './temporal-writes.ts';
import type { OperatorActor } from './temporal-writes.ts';

const PREFIX = '/operations/temporal';
const API = `${PREFIX}/api/v1/namespaces/:namespace`;
const operator = { who: 'operator', rateLimit: false } as const;
const hidden = { hide: true };
/** What the Temporal UI reads as we did: no `..`, no slash or backslash, nothing to decode. */
const plainName = /^(?!\.{1,2}$)[\w.:-]+$/;
/** Longer than an update may take to be answered. */
const PATIENCE_MS = 60_000;

/** The UI brings inline scripts of its own; it still loads from us alone, and nobody else may frame it. */
const pagePolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The Temporal UI, for operators. It reads what it likes; of its writes only those pass that leave a name behind: messages
 * to a workflow, with the operator in their argument, and Request Cancellation and the actions on an activity, with a row
 * of ours. Terminate, reset, batches and everything else that skips a refund are refused.
 */
export function temporalProxy(deps: ApiDeps): FastifyPluginAsync {
  const upstream = deps.config.TEMPORAL_UI_URL;
  return async (app) => {
    if (upstream === undefined) return;
    await app.register(writes(deps, upstream));
    await app.register(reads(upstream));
  };
}

function reads(upstream: string): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...operator };
      route.schema = { ...route.schema, ...hidden };
      // A page of the UI asks hundreds of times.
      route.logLevel = 'warn';
    });
    // It brings its own.
    app.removeAllContentTypeParsers();
    await app.register(httpProxy, {
      upstream,
      prefix: PREFIX,
      rewritePrefix: PREFIX,
      httpMethods: ['GET', 'HEAD'],
      replyOptions: {
        rewriteRequestHeaders: (_request, { cookie, ...headers }) => ({
          ...headers,
          cookie: csrfCookie(cookie),
        }),
        rewriteHeaders: (headers) => ({ ...headers, 'content-security-policy': pagePolicy }),
      },
    });
  };
}

function writes(deps: ApiDeps, upstream: string): FastifyPluginAsync {
  const origins = ownOrigins(deps.config.PUBLIC_URL);
  const passOn = createPassOn(upstream);
  return async (app) => {
    // The UI does not name what it sends.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
    app.addHook<WorkflowParams>('preHandler', async ({ headers, params }) => {
      if (headers.origin === undefined || !origins.includes(headers.origin))
        throw new Problem('forbidden', 'This request does not come from our own pages.');
      const { '*': _refusedBelow, ...names } = params;
      if (!Object.values(names).every((name) => plainName.test(name))) throw notFound();
    });
    messages(app, deps, passOn);
    actions(app, deps, passOn);
    app.post<WorkflowParams>(
      `${API}/workflows/:workflowId/query/:name`,
      { config: operator, schema: hidden },
      (request, reply) => passOn(request, reply, jsonOf(request)),
    );
    app.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE'],
      url: `${PREFIX}/*`,
      config: operator,
      schema: hidden,
      handler: async (request) => {
        request.log.warn({ operatorId: userOf(request).id }, 'a write to Temporal was refused');
        throw new Problem(
          'forbidden',
          'This is not done here: it would leave a consultation without its refund.',
        );
      },
    });
  };
}

interface WorkflowParams {
  Params: { namespace: string; workflowId: string; name: string; '*'?: string };
}
type Request = FastifyRequest<WorkflowParams>;
type PassOn = (request: Request, reply: FastifyReply, body: unknown) => Promise<FastifyReply>;

function messages(app: FastifyInstance, { config }: ApiDeps, passOn: PassOn): void {
  const kinds = { signal: signalBody, update: updateBody };
  for (const [kind, bodyOf] of Object.entries(kinds)) {
    app.post<WorkflowParams>(
      `${API}/workflows/:workflowId/${kind}/:name`,
      { config: operator, schema: hidden },
      async (request, reply) => {
        const by = actorOf(request);
        requireNamespace(request.params.namespace, config.TEMPORAL_NAMESPACE);
        const body = bodyOf(jsonOf(request), request.params, by);
        const { workflowId, name } = request.params;
        request.log.info({ operatorId: by.id, workflowId, [kind]: name }, 'an operator writes to Temporal');
        return passOn(request, reply, body);
      },
    );
  }
}

/** What carries no argument of ours: first the row that names the operator, then the action. */
function actions(app: FastifyInstance, { db, config }: ApiDeps, passOn: PassOn): void {
  const record = async (request: FastifyRequest, workflowId: string, action: OperatorAction) => {
    const operatorId = userOf(request).id;
    await recordOperatorAction(db, { operatorId, workflowId, action });
    request.log.info({ operatorId, workflowId, action }, 'an operator writes to Temporal');
  };

  app.post<WorkflowParams>(
    `${API}/workflows/:workflowId/cancel`,
    { config: operator, schema: hidden },
    async (request, reply) => {
      requireNamespace(request.params.namespace, config.TEMPORAL_NAMESPACE);
      await record(request, request.params.workflowId, 'request_cancellation');
      return passOn(request, reply, { identity: identityOf(actorOf(request)) });
    },
  );

  for (const change of ['pause', 'unpause', 'reset', 'update-options']) {
    app.post<WorkflowParams>(
      `${API}/activities/${change}`,
      { config: operator, schema: hidden },
      async (request, reply) => {
        requireNamespace(request.params.namespace, config.TEMPORAL_NAMESPACE);
        const body = jsonOf(request);
        const workflowId = textAt(body, 'execution', 'workflowId');
        if (workflowId === '')
          throw invalidRequest([{ pointer: '/body/execution/workflowId', detail: 'is missing' }]);
        await record(request, workflowId, 'change_activity');
        return passOn(request, reply, { ...body, identity: identityOf(actorOf(request)) });
      },
    );
  }
}

function actorOf(request: FastifyRequest): OperatorActor {
  return { kind: 'operator', id: userOf(request).id };
}

function requireNamespace(given: string, own: string): void {
  if (given !== own) throw new Problem('forbidden', 'This is not our namespace.');
}

function jsonOf({ body }: FastifyRequest): object {
  try {
    const value: unknown = JSON.parse(typeof body === 'string' && body !== '' ? body : '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, like every other body that is no object.
  }
  throw invalidRequest([{ pointer: '/body', detail: 'must be a JSON object' }]);
}

function createPassOn(upstream: string): PassOn {
  return async (request, reply, body) => {
    const { headers } = request;
    const response = await fetch(upstreamUrl(request, upstream), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: csrfCookie(headers.cookie),
        ...(typeof headers['x-csrf-token'] === 'string' && { 'x-csrf-token': headers['x-csrf-token'] }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return reply
      .code(response.status)
      .type(response.headers.get('content-type') ?? 'application/json')
      .send(await response.text());
  };
}

/** Put together from what was judged: the address of the request may name another host, or mean another path. */
function upstreamUrl({ routeOptions, params, url }: Request, upstream: string): URL {
  const path = (routeOptions.url ?? PREFIX)
    .replace(':namespace', params.namespace)
    .replace(':workflowId', params.workflowId)
    .replace(':name', params.name);
  return new URL(`${path}${/\?[^#]*/.exec(url)?.[0] ?? ''}`, upstream);
}

/** The UI's own cookie, and no other: our session is nobody else's. */
function csrfCookie(cookies: string | undefined): string {
  return (
    cookies
      ?.split(';')
      .find((cookie) => cookie.trim().startsWith('_csrf='))
      ?.trim() ?? ''
  );
}
