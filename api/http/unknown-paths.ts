import fp from 'fastify-plugin';
import { Problem } from '#domain/problem.ts';
import { notFound } from './problems.ts';
import { isPage } from './static.ts';

export interface UnknownPathOptions {
  methodsOf: (path: string) => readonly string[];
  hasPages: boolean;
}

/** A known path with another method is a 405 that names its methods, a page of the front is the front, the rest is a 404. */
export const unknownPathPlugin = fp<UnknownPathOptions>(async (app, { methodsOf, hasPages }) => {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? request.url;
    if (hasPages && isPage(request.method, path)) return reply.sendFile('index.html');
    const allowed = methodsOf(path);
    // A route that takes this method and was not found by it: the id is longer than any.
    if (allowed.length === 0 || allowed.includes(request.method)) throw notFound();
    reply.header('allow', allowed.join(', '));
    throw new Problem('method_not_allowed', `This path takes ${allowed.join(', ')}.`);
  });
});
