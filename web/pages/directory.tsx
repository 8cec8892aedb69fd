import { useLocation } from 'preact-iso';
import { listLawyers } from '#web/requests/lawyers.ts';
import { readFilters } from '#web/booking/directory-filters.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { Button } from '#web/parts/button.tsx';
import { DirectoryForm } from '#web/parts/directory-form.tsx';
import { LawyerRow } from '#web/parts/lawyer-row.tsx';
import { Page } from '#web/parts/page.tsx';
import { Empty, ProblemNotice, Skeleton } from '#web/parts/states.tsx';
import { usePages } from '#web/state/listing.ts';
import type { Pages } from '#web/state/listing.ts';
import type { LawyerCard } from '#web/requests/lawyers.ts';
import '#web/styles/directory.css';

export function DirectoryPage() {
  const { query, url } = useLocation();
  const filters = readFilters(query);
  const pages = usePages(url, (page, signal) => listLawyers({ ...filters, ...page }, signal));
  const { directory } = bookingWords();
  return (
    <Page
      title={directory.title}
      heading={
        <div class="hero">
          <h1 tabIndex={-1}>{directory.headline}</h1>
          <p>{directory.lead}</p>
        </div>
      }
    >
      <DirectoryForm filters={filters} />
      <Results pages={pages} />
    </Page>
  );
}

function Results({ pages }: { pages: Pages<LawyerCard> }) {
  const { directory } = bookingWords();
  const items = pages.items.value;
  const problem = pages.problem.value;
  if (items === undefined) {
    return problem ? <ProblemNotice problem={problem} onRetry={pages.reload} /> : <Skeleton rows={4} />;
  }
  if (items.length === 0) {
    return (
      <Empty icon="search" title={directory.none}>
        <p>{directory.noneHint}</p>
        <a class="button" href="/">
          {directory.clear}
        </a>
      </Empty>
    );
  }
  return (
    <section class="stack" aria-busy={pages.loading.value}>
      <p class="small soft" role="status">
        {directory.found(items.length, pages.hasMore.value)}
      </p>
      <ul class="lawyer-rows">
        {items.map((lawyer) => (
          <LawyerRow key={lawyer.id} lawyer={lawyer} />
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {pages.hasMore.value && (
        <Button look="wide" busy={pages.loading.value} onPress={pages.more}>
          {commonWords().more}
        </Button>
      )}
    </section>
  );
}
