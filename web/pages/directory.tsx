import { useLocation } from 'preact-iso';
import { listLawyers } from '#web/requests/lawyers.ts';
import { readView } from '#web/booking/directory-filters.ts';
import type { DirectoryView } from '#web/booking/directory-filters.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { ChosenFilters, hasFilters } from '#web/parts/chosen-filters.tsx';
import { DirectoryForm } from '#web/parts/directory-form.tsx';
import { LawyerRow } from '#web/parts/lawyer-row.tsx';
import { OrderChoice } from '#web/parts/order-choice.tsx';
import { Page } from '#web/parts/page.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { Empty } from '#web/parts/states.tsx';
import { ZoneSwitcher } from '#web/parts/zone-switcher.tsx';
import { usePages } from '#web/state/listing.ts';
import type { Pages } from '#web/state/listing.ts';
import type { LawyerCard } from '#web/requests/lawyers.ts';
import '#web/styles/directory.css';

export function DirectoryPage() {
  const { query, url } = useLocation();
  const view = readView(query);
  const { filters, order } = view;
  const sort = order === 'soonest' ? ({ sort: order } as const) : {};
  const pages = usePages(url, (page, signal) => listLawyers({ ...filters, ...sort, ...page }, signal));
  const { directory } = bookingWords();
  return (
    <Page
      title={directory.title}
      heading={
        <div class={hasFilters(view) ? 'hero searching' : 'hero'}>
          <h1 tabIndex={-1}>{directory.headline}</h1>
          <p>{directory.lead}</p>
        </div>
      }
    >
      <DirectoryForm view={view} />
      <Results pages={pages} view={view} />
    </Page>
  );
}

function Results({ pages, view }: { pages: Pages<LawyerCard>; view: DirectoryView }) {
  return (
    <Paged pages={pages} rows={4} empty={<Nobody view={view} />}>
      {(lawyers) => (
        <section class="stack">
          <ResultsBar lawyers={lawyers} pages={pages} view={view} />
          <ul class="lawyer-rows">
            {onceEach(lawyers).map((lawyer) => (
              <LawyerRow key={lawyer.id} lawyer={lawyer} />
            ))}
          </ul>
        </section>
      )}
    </Paged>
  );
}

function ResultsBar({
  lawyers,
  pages,
  view,
}: {
  lawyers: readonly LawyerCard[];
  pages: Pages<LawyerCard>;
  view: DirectoryView;
}) {
  return (
    <div class="results-bar">
      <p class="soft" role="status">
        {bookingWords().directory.found(onceEach(lawyers).length, pages.hasMore.value)}
      </p>
      <ChosenFilters view={view} />
      <div class="results-tools">
        <ZoneSwitcher />
        <OrderChoice view={view} />
      </div>
    </div>
  );
}

/** Somebody whose first time was taken between two pages comes again further down. */
function onceEach(lawyers: readonly LawyerCard[]): LawyerCard[] {
  return [...new Map(lawyers.map((lawyer) => [lawyer.id, lawyer])).values()];
}

function Nobody({ view }: { view: DirectoryView }) {
  const { directory } = bookingWords();
  if (!hasFilters(view)) {
    return (
      <Empty icon="search" title={directory.noneAtAll}>
        <p>{directory.noneAtAllHint}</p>
      </Empty>
    );
  }
  return (
    <Empty icon="search" title={directory.none}>
      <p>{directory.noneHint}</p>
      <ChosenFilters view={view} />
    </Empty>
  );
}
