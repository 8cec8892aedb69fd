import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';

/** Our own pages load from us and from nowhere else; paying happens on the provider's page, by a plain link. */
const ownPages = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
};

/** Security headers on every answer, errors included. */
export const headersPlugin = fp<{ publicUrl: string }>(async (app, { publicUrl }) => {
  const isSecure = publicUrl.startsWith('https:');
  await app.register(helmet, {
    // The defaults would add upgrade-insecure-requests, which breaks plain http on a local network.
    contentSecurityPolicy: { useDefaults: false, directives: ownPages },
    strictTransportSecurity: isSecure && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    originAgentCluster: isSecure,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
});
