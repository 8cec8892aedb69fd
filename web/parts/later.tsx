import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { wordsReady } from '#web/i18n/locale.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { ProblemNotice, Skeleton } from './states.tsx';

/** A part of a page in a file of its own, for what not every visitor needs. It is fetched when it is first shown. */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  let loaded: FunctionComponent<Props> | undefined;
  return function Later(props) {
    const [, redraw] = useState(0);
    const [problem, setProblem] = useState<ApiProblem>();
    const fetchIt = async () => {
      setProblem(undefined);
      try {
        const component = await load();
        await wordsReady();
        loaded = component;
        redraw(1);
      } catch (error) {
        setProblem(problemOf(error));
      }
    };
    useEffect(() => {
      if (!loaded) void fetchIt();
    }, []);
    if (problem) return <ProblemNotice problem={problem} onRetry={() => void fetchIt()} />;
    if (!loaded) return <Skeleton rows={1} />;
    const Component = loaded;
    return <Component {...props} />;
  };
}
