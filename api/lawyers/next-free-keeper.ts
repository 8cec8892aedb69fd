import type { FastifyInstance } from 'fastify';
import { orderLastsMs } from './directory.ts';
import type { NextFreeWork } from './next-free.ts';

const everyMs = 60_000;

/**
 * Works out once a minute who is free first, where a change made that void or time has passed what was kept, so that nobody who
 * reads the directory has to wait for it. What is missing nevertheless, the request works out itself.
 */
export function keepNextFreeKnown(app: FastifyInstance, nextFree: NextFreeWork, clock: () => number): void {
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  const keep = async () => {
    isBusy = true;
    try {
      await nextFree.catchUp(clock());
      // A list that somebody reads page by page goes on from what was first when it began.
      await nextFree.cut(clock() - orderLastsMs);
    } finally {
      isBusy = false;
    }
  };
  app.addHook('onReady', async () => {
    timer = setInterval(() => {
      if (!isBusy) app.background('working out who is free first', keep);
    }, everyMs).unref();
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
