import { useRef, useState } from 'preact/hooks';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';

/** One order at a time: whether it is under way, and what went wrong with the last one. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  /** Known at once, and not only when the button has been drawn anew. */
  const running = useRef(false);
  const run = async (act: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(problemOf(error));
    }
    running.current = false;
    setBusy(false);
  };
  return { busy, problem, run };
}
