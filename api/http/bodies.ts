import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { invalidRequest } from './problems.ts';
import { Strict } from './schema-parts.ts';
import { escapePointer } from './text-faults.ts';

/**
 * What a request may carry where its route says nothing: no query and no body. JSON is the only form of a body, unless a
 * route brings a parser of its own.
 */
export const bodyPlugin = fp(async (app) => {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    // Clients name the content type also when they send nothing.
    if (bytes.length === 0) done(null, undefined);
    else if (!isUtf8(bytes)) done(invalidRequest([{ pointer: '/body', detail: 'is not UTF-8 text' }]));
    else void parseJson(request, bytes.toString('utf8'), done);
  });
  refuseUndeclared(app);
});

function refuseUndeclared(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.schema || route.schema.hide || route.config?.who === 'provider') return;
    route.schema.querystring ??= Strict({});
    const takesBody = route.schema.body !== undefined || route.schema.consumes !== undefined;
    if (!takesBody) route.preValidation = [route.preValidation ?? [], refuseBody].flat();
  });
}

async function refuseBody({ body }: FastifyRequest): Promise<void> {
  if (body === undefined || body === null) return;
  const names = typeof body === 'object' ? Object.keys(body) : [];
  if (typeof body === 'object' && !Array.isArray(body) && names.length === 0) return;
  const faults = names.map((name) => ({
    pointer: `/body/${escapePointer(name)}`,
    detail: 'is not a field of this request',
  }));
  throw invalidRequest(
    faults.length > 0 ? faults.slice(0, 20) : [{ pointer: '/body', detail: 'must be absent' }],
  );
}
