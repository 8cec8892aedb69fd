import { isCancellation, log } from '@temporalio/workflow';

/**
 * Work that runs beside the loop and blocks nothing, each piece with an end of its own. The workflow waits for all of it
 * before it closes, because an activity nobody waits for is abandoned.
 */
export interface Beside {
  run(name: string, work: () => Promise<unknown>): void;
  finished(): Promise<void>;
}

export function createBeside(): Beside {
  const running = new Set<Promise<void>>();
  return {
    run(name, work) {
      const done: Promise<void> = work()
        .then(
          () => undefined,
          (error: unknown) => log.warn('gave up beside the loop', { name, cancelled: isCancellation(error) }),
        )
        .finally(() => void running.delete(done));
      running.add(done);
    },
    async finished() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
