import type { FastifyInstance } from 'fastify';

/**
 * Remembers every route that is registered after this call, and tells which methods a path takes.
 * Fastify answers 404 for a known path with another method, which sends people looking for a spelling mistake.
 */
export function rememberMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { path: RegExp; methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url.endsWith('*')) return;
    routes.push({ path: pathPattern(url), methods: [method].flat() });
  });
  return (path) => {
    const methods = routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].toSorted();
  };
}

function pathPattern(url: string): RegExp {
  const segments = url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : RegExp.escape(segment)));
  return new RegExp(`^${segments.join('/')}$`);
}
