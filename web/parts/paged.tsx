import type { ComponentChildren } from 'preact';
import { commonWords } from '#web/i18n/common.ts';
import type { Pages } from '#web/state/listing.ts';
import { Button } from './button.tsx';
import { ProblemNotice, Skeleton } from './states.tsx';

interface PagedProps<Item> {
  pages: Pages<Item>;
  /** In place of a list without items. */
  empty: ComponentChildren;
  rows?: number;
  children: (items: readonly Item[]) => ComponentChildren;
}

/** A list that grows page by page, in each of its states: coming, failed, empty, there, and with more to come. */
export function Paged<Item>({ pages, empty, rows = 3, children }: PagedProps<Item>) {
  const items = pages.items.value;
  const problem = pages.problem.value;
  if (items === undefined) {
    return problem ? <ProblemNotice problem={problem} onRetry={pages.reload} /> : <Skeleton rows={rows} />;
  }
  return (
    <div class="stack wide" aria-busy={pages.loading.value}>
      {items.length === 0 ? empty : children(items)}
      {problem && <ProblemNotice problem={problem} onRetry={pages.reload} />}
      {pages.hasMore.value && (
        <Button look="wide" busy={pages.loading.value} onPress={pages.more}>
          {commonWords().more}
        </Button>
      )}
    </div>
  );
}
