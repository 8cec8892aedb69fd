import { useLocation } from 'preact-iso';
import { listLawyers } from '#web/requests/lawyers.ts';
import { readFilters } from '#web/booking/directory-filters.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { DirectoryForm } from '#web/parts/directory-form.tsx';
import { LawyerRow } from '#web/parts/lawyer-row.tsx';
import { Page } from '#web/parts/page.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { Empty } from '#web/parts/states.tsx';
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
  return (
    <Paged pages={pages} rows={4} empty={<Nobody />}>
      {(lawyers) => (
        <section class="stack">
          <p class="small soft" role="status">
            {directory.found(lawyers.length, pages.hasMore.value)}
          </p>
          <ul class="lawyer-rows">
            {lawyers.map((lawyer) => (
              <LawyerRow key={lawyer.id} lawyer={lawyer} />
            ))}
          </ul>
        </section>
      )}
    </Paged>
  );
}

function Nobody() {
  const { directory } = bookingWords();
  return (
    <Empty icon="search" title={directory.none}>
      <p>{directory.noneHint}</p>
      <a class="button" href="/">
        {directory.clear}
      </a>
    </Empty>
  );
}
