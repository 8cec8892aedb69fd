import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import type { Listing } from '#web/requests/client.ts';

export interface Pages<Item> {
  items: Signal<Item[] | undefined>;
  problem: Signal<ApiProblem | undefined>;
  loading: Signal<boolean>;
  hasMore: Signal<boolean>;
  more: () => void;
  reload: () => void;
}

/** A list that grows page by page. Another key starts it again; what is shown stays until its first page comes. */
export function usePages<Item>(
  key: string,
  ask: (page: { cursor?: string }, signal: AbortSignal) => Promise<Listing<Item>>,
): Pages<Item> {
  const items = useSignal<Item[] | undefined>(undefined);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const loading = useSignal(true);
  const hasMore = useSignal(false);
  const cursor = useRef<string | null>(null);
  const running = useRef<AbortController | undefined>(undefined);

  const load = async (from: string | undefined) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    loading.value = true;
    problem.value = undefined;
    try {
      const page = await ask(from === undefined ? {} : { cursor: from }, controller.signal);
      if (controller.signal.aborted) return;
      items.value = from === undefined ? page.data : [...(items.peek() ?? []), ...page.data];
      cursor.current = page.nextCursor;
      hasMore.value = page.nextCursor !== null;
    } catch (error) {
      if (!controller.signal.aborted) problem.value = problemOf(error);
    }
    if (!controller.signal.aborted) loading.value = false;
  };

  useEffect(() => {
    void load(undefined);
    return () => running.current?.abort();
  }, [key]);

  return {
    items,
    problem,
    loading,
    hasMore,
    more: () => {
      if (!loading.peek() && cursor.current !== null) void load(cursor.current);
    },
    reload: () => void load(undefined),
  };
}
