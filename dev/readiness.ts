import { setTimeout as pause } from 'node:timers/promises';

interface Patience {
  /** What is waited for, as it reads in "… was not ready". */
  what: string;
  withinMs: number;
  everyMs?: number;
  signal?: AbortSignal;
}

/** Waits until `attempt` no longer throws; after `withinMs` it throws, with the last reason. */
export async function untilReady<Result>(
  attempt: () => Promise<Result>,
  { what, withinMs, everyMs = 100, signal }: Patience,
): Promise<Result> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) {
        throw new Error(`${what} was not ready within ${withinMs / 1000} s: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    }
    await pause(everyMs, undefined, signal && { signal });
  }
}

/** Throws unless `url` answers with a 2xx within two seconds. */
export async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}

/** One line for a person; failed connections come as an error without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const cause =
    error.cause instanceof Error && !error.message.includes(error.cause.message) ? error.cause : undefined;
  return cause ? `${error.message} (${reasonOf(cause)})` : error.message;
}
