import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ApiProblem } from '#web/requests/problem.ts';
import { commonWords } from '#web/i18n/common.ts';
import type { Query } from '#web/state/query.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { Notice } from './notice.tsx';

/** Answers that come sooner than this show no skeleton: a flash would only disturb. */
const PATIENCE_MS = 150;

/** Grey shapes in place of what is coming. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div class="skeleton" role="status">
      <span class="hidden-visually">{commonWords().loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} aria-hidden="true" />
      ))}
    </div>
  );
}

/** Nothing here, and what to do next. */
export function Empty({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function problemText(problem: ApiProblem): string {
  const { failed, problems } = commonWords();
  if (problem.code === 'network') return failed.network;
  return Object.entries(problems).find(([code]) => code === problem.code)?.[1] ?? failed.unknown;
}

/** A refusal or a failure in words, with a way on. */
export function ProblemNotice({
  problem,
  onRetry,
}: {
  problem: ApiProblem;
  onRetry?: (() => void) | undefined;
}) {
  const { failed, retry } = commonWords();
  return (
    <Notice tone="bad" icon="warning" alert>
      <strong>{failed.title}</strong>
      <p>{problemText(problem)}</p>
      {problem.status >= 500 && problem.body.instance !== undefined && (
        <p class="small soft">{failed.reference(problem.body.instance)}</p>
      )}
      {onRetry && (
        <div>
          <Button onPress={onRetry}>{retry}</Button>
        </div>
      )}
    </Notice>
  );
}

/** One of the three faces of a query: what came, what failed, or what is still coming. */
export function Loaded<Data>({
  query,
  rows,
  children,
}: {
  query: Query<Data>;
  rows?: number;
  children: (data: Data) => ComponentChildren;
}) {
  const data = query.data.value;
  const problem = query.problem.value;
  if (data !== undefined) return <>{children(data)}</>;
  if (problem) return <ProblemNotice problem={problem} onRetry={query.reload} />;
  return <Skeleton {...(rows === undefined ? {} : { rows })} />;
}
