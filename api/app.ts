import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { authPlugin } from '#api/accounts/auth.ts';
import { backgroundPlugin } from '#api/http/background.ts';
import { bodyPlugin } from '#api/http/bodies.ts';
import { callerPlugin } from '#api/accounts/caller.ts';
import type { ApiDeps } from './deps.ts';
import { headersPlugin } from '#api/http/headers.ts';
import { rememberMethods } from '#api/http/methods.ts';
import { metricsPlugin } from '#api/http/metrics.ts';
import { openapiPlugin } from '#api/http/openapi.ts';
import { answerUnreadable, problemPlugin } from '#api/http/problems.ts';
import { answerRawError } from '#api/http/raw-errors.ts';
import { rateLimitPlugin } from '#api/http/rate-limits.ts';
import { registerRoutes } from './routes.ts';
import { silentConnectionPlugin } from '#api/http/silent-connections.ts';
import { staticPlugin } from '#api/http/static.ts';
import { unknownPathPlugin } from '#api/http/unknown-paths.ts';
import { validationPlugin } from '#api/http/validation.ts';

/** Bodies are small; uploads have a limit of their own. */
const BODY_BYTES_MAX = 64 * 1024;
/** To arrive in; a slow line may take its time for a file. */
const REQUEST_MS_MAX = 120_000;

export interface AppOptions extends ApiDeps {
  logger?: FastifyBaseLogger;
  registry?: Registry;
}

/** The whole HTTP application. It does not listen, and reads nothing but what it is given. */
export async function buildApp({ logger, registry, ...deps }: AppOptions): Promise<FastifyInstance> {
  const publicUrl = deps.config.PUBLIC_URL;
  const app = Fastify({
    ...(logger && { loggerInstance: logger }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Ended by close-with-grace while requests are still being answered.
    return503OnClosing: true,
    routerOptions: { maxParamLength: 100 },
    clientErrorHandler: answerRawError(publicUrl),
    frameworkErrors: (error, request, reply) => answerUnreadable(error, request.id, reply, publicUrl),
  });
  const methodsOf = rememberMethods(app);
  if (registry) await app.register(metricsPlugin, { registry });
  await app.register(problemPlugin, { publicUrl });
  await app.register(silentConnectionPlugin);
  await app.register(headersPlugin, { publicUrl });
  await app.register(validationPlugin);
  await app.register(bodyPlugin);
  await app.register(callerPlugin, deps);
  await app.register(rateLimitPlugin);
  await app.register(backgroundPlugin);
  await app.register(authPlugin, deps);
  await app.register(openapiPlugin, { publicUrl });
  await registerRoutes(app, deps);
  if (deps.webRoot !== undefined) await app.register(staticPlugin, { webRoot: deps.webRoot });
  await app.register(unknownPathPlugin, { methodsOf, hasPages: deps.webRoot !== undefined });
  return app;
}
