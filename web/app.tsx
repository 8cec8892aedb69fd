import { ErrorBoundary, lazy, LocationProvider, Route, Router } from 'preact-iso';
import type { FunctionComponent } from 'preact';
import { commonWords } from '#web/i18n/common.ts';
import { wordsReady } from '#web/i18n/locale.ts';
import { Footer, Header } from '#web/parts/header.tsx';
import { OfflineBanner } from '#web/parts/offline.tsx';

/** A page in a file of its own, shown when it can speak the language of the page. */
function page(load: () => Promise<FunctionComponent>) {
  return lazy(async () => {
    const component = await load();
    await wordsReady();
    return { default: component };
  });
}

const Directory = page(async () => (await import('#web/pages/directory.tsx')).DirectoryPage);
const Lawyer = page(async () => (await import('#web/pages/lawyer.tsx')).LawyerPage);
const NotFound = page(async () => (await import('#web/pages/not-found.tsx')).NotFoundPage);

/** What the api and the Temporal UI answer is not ours to route. */
const ours = /^\/(?!api\/|operations\/temporal)/;

export function App() {
  return (
    <LocationProvider scope={ours}>
      <a class="skip" href="#content">
        {commonWords().skip}
      </a>
      <OfflineBanner />
      <Header />
      <ErrorBoundary>
        <Router>
          <Route path="/" component={Directory} />
          <Route path="/lawyers/:id" component={Lawyer} />
          <Route default component={NotFound} />
        </Router>
      </ErrorBoundary>
      <Footer />
    </LocationProvider>
  );
}
