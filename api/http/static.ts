import fastifyStatic from '@fastify/static';
import fp from 'fastify-plugin';

const YEAR_SECONDS = 31_536_000;

/** The built web front. Files whose name carries their hash never change; everything else is asked for again. */
export const staticPlugin = fp<{ webRoot: string }>(async (app, { webRoot }) => {
  app.addHook('onRoute', (route) => {
    if (route.url === '/*') route.config = { ...route.config, who: 'all' };
  });
  await app.register(fastifyStatic, {
    root: webRoot,
    // A file with .br or .gz beside it is sent in that form to who takes it.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
});

/** Whether a path that no file has is a page of the front, which reads its path itself. */
export function isPage(method: string, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return (
    !/^\/(?:api|operations\/temporal|assets|healthz|readyz|metrics)(?:\/|$)/.test(path) &&
    !/\.[a-z0-9]+$/i.test(path)
  );
}
