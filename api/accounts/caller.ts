import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from '#domain/problem.ts';
import { findKeyHolder } from '#db/api-keys.ts';
import { findSignedIn } from '#db/sessions.ts';
import { admit } from './admission.ts';
import type { Admission, Caller, KeyHolder, SignedInUser } from './admission.ts';
import type { ApiDeps } from '#api/deps.ts';
import { hashOfKey } from './key-material.ts';
import { isOwnOrigin, ownOrigins } from '#api/http/origins.ts';
import { sessionCookieName, sessionTokenOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    /** When the server received the request; rules of time are judged at this instant. */
    receivedAt: number;
  }
  interface FastifyInstance {
    /** Every route with what it declares, so that a test can go through all of them. */
    declaredRoutes: readonly RouteOptions[];
  }
  interface FastifyContextConfig {
    who?: Admission['who'];
    scope?: Admission['scope'];
  }
}

/** Finds out who asks before anything else happens, and refuses whom the route does not admit. */
export const callerPlugin = fp<ApiDeps>(async (app, deps) => {
  const identify = createIdentify(deps);
  const origins = ownOrigins(deps.config.PUBLIC_URL);
  app.decorateRequest('caller');
  app.decorateRequest('receivedAt', 0);
  requireDeclarations(app);
  app.addHook('onRequest', async (request) => {
    request.receivedAt = deps.clock();
    request.caller = { kind: 'anonymous' };
    const admission = admissionOf(request);
    if (!admission || admission.who === 'provider' || admission.who === 'machine') return;
    request.caller = await identify(request);
    if (request.caller.kind !== 'key' && isWrite(request) && !isOwnOrigin(request.headers, origins))
      throw new Problem('forbidden', 'This request does not come from our own pages.');
    admit(request.caller, admission);
  });
});

/** A route that does not say who may call it is a bug, found when the process starts. */
function requireDeclarations(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.decorate('declaredRoutes', routes);
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  // Not at once: the routes of foreign plugins get their declaration from a hook that runs after this one.
  app.addHook('onReady', async () => {
    const silent = routes
      .filter(({ config }) => !config?.who)
      .map(({ method, url }) => `${String(method)} ${url}`);
    if (silent.length > 0)
      throw new Error(`These routes do not declare who may call them: ${silent.join(', ')}`);
  });
}

function createIdentify({ db, clock, config }: ApiDeps): (request: FastifyRequest) => Promise<Caller> {
  const cookieName = sessionCookieName(config.PUBLIC_URL);
  return async ({ headers }) => {
    const key = headers['x-api-key'];
    if (typeof key === 'string')
      return keyHolderOf(await findKeyHolder(db, hashOfKey(key), new Date(clock())));
    const token = sessionTokenOf(headers.cookie, cookieName, config.AUTH_SECRET);
    const user = token === undefined ? undefined : await findSignedIn(db, token, new Date(clock()));
    return user ? { kind: 'user', ...user } : { kind: 'anonymous' };
  };
}

function keyHolderOf(found: Omit<KeyHolder, 'kind'> | undefined): KeyHolder {
  if (!found) throw new Problem('unauthenticated', 'This API key is not known, was revoked, or has expired.');
  return { kind: 'key', ...found };
}

function admissionOf(request: FastifyRequest): Admission | undefined {
  const { who, scope } = request.routeOptions.config;
  return who && { who, scope };
}

function isWrite(request: FastifyRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD';
}

/** The signed-in user of a route that admits nobody else. */
export function userOf(request: FastifyRequest): SignedInUser {
  if (request.caller.kind !== 'user') throw new Error(`${request.routeOptions.url} admits others than users`);
  return request.caller;
}
