import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';

export interface Query<Data> {
  data: Signal<Data | undefined>;
  problem: Signal<ApiProblem | undefined>;
  loading: Signal<boolean>;
  /** Asks again; what is shown stays until the answer comes. */
  reload: () => void;
}

/**
 * Asks the api when the key changes, and drops what is under way when the component goes. A new key forgets the old
 * answer, unless `keep` says that it may stay on the page until the new one comes.
 */
export function useQuery<Data>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Data>,
  options: { keep?: boolean } = {},
): Query<Data> {
  const data = useSignal<Data | undefined>(undefined);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const loading = useSignal(key !== null);
  const running = useRef<AbortController | undefined>(undefined);
  const latest = useRef({ ask, key });
  latest.current = { ask, key };
  /** Of which question `data` is the answer. */
  const answered = useRef<string | null>(null);

  const load = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    loading.value = true;
    problem.value = undefined;
    const { ask: askNow, key: asked } = latest.current;
    try {
      const answer = await askNow(controller.signal);
      if (controller.signal.aborted) return;
      data.value = answer;
      answered.current = asked;
    } catch (error) {
      if (controller.signal.aborted) return;
      // What answers another question must not stand there as the answer to this one.
      if (answered.current !== asked) data.value = undefined;
      problem.value = problemOf(error);
    }
    loading.value = false;
  }, []);

  useEffect(() => {
    if (key === null) return undefined;
    if (options.keep !== true) data.value = undefined;
    void load();
    return () => running.current?.abort();
  }, [key]);

  return { data, problem, loading, reload: () => void load() };
}
