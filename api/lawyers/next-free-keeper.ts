import type { FastifyInstance } from 'fastify';
import type { NextFreeWork } from './next-free.ts';

const everyMs = 60_000;

/**
 * Works out once a minute who is free first, where that was made void or time has passed what was kept, so that nobody who
 * reads the directory has to wait for it. What is missing nevertheless, the request works out itself.
 */
export function keepNextFreeKnown(app: FastifyInstance, nextFree: NextFreeWork, clock: () => number): void {
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  const keep = async () => {
    isBusy = true;
    await nextFree.catchUp(clock()).finally(() => {
      isBusy = false;
    });
  };
  app.addHook('onReady', async () => {
    timer = setInterval(() => {
      if (!isBusy) app.background('working out who is free first', keep);
    }, everyMs).unref();
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
