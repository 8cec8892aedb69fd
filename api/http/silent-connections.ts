import type { Socket } from 'node:net';
import fp from 'fastify-plugin';

/**
 * Ends the connections that have asked nothing when the server closes. Browsers open some ahead of time, and the server
 * would wait a minute for their first request.
 */
export const silentConnectionPlugin = fp(async (app) => {
  const silent = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy();
  });
});
