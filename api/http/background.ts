import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** Work for which no answer waits. What it throws is logged; the process ends only after it. */
    background(what: string, work: () => Promise<unknown>): void;
  }
}

export const backgroundPlugin = fp(async (app) => {
  const running = new Set<Promise<void>>();
  app.decorate('background', (what: string, work: () => Promise<unknown>) => {
    const done: Promise<void> = work()
      .then(
        () => undefined,
        (error: unknown) => app.log.warn({ err: error, what }, 'work in the background failed'),
      )
      .finally(() => void running.delete(done));
    running.add(done);
  });
  // Whatever is given here has an end of its own.
  app.addHook('onClose', async () => void (await Promise.all(running)));
});
