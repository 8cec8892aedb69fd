import { ErrorBoundary, lazy, LocationProvider, Route, Router } from 'preact-iso';
import type { FunctionComponent } from 'preact';
import { commonWords } from '#web/i18n/common.ts';
import { wordsReady } from '#web/i18n/locale.ts';
import { Footer, Header } from '#web/parts/header.tsx';
import { Toast } from '#web/parts/toast.tsx';
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
const Consultation = page(async () => (await import('#web/pages/consultation.tsx')).ConsultationPage);
const Consultations = page(async () => (await import('#web/pages/consultations.tsx')).ConsultationsPage);
const SignIn = page(async () => (await import('#web/pages/sign-in.tsx')).SignInPage);
const SignUp = page(async () => (await import('#web/pages/sign-in.tsx')).SignUpPage);
const ResetPassword = page(async () => (await import('#web/pages/reset-password.tsx')).ResetPasswordPage);
const Account = page(async () => (await import('#web/pages/account.tsx')).AccountPage);
const Agenda = page(async () => (await import('#web/pages/agenda.tsx')).AgendaPage);
const Hours = page(async () => (await import('#web/pages/hours.tsx')).HoursPage);
const Prices = page(async () => (await import('#web/pages/prices.tsx')).PricesPage);
const Calendars = page(async () => (await import('#web/pages/calendars.tsx')).CalendarsPage);
const Dates = page(async () => (await import('#web/pages/dates.tsx')).DatesPage);
const Holidays = page(async () => (await import('#web/pages/holidays.tsx')).HolidaysPage);
const Rules = page(async () => (await import('#web/pages/rules.tsx')).RulesPage);
const Times = page(async () => (await import('#web/pages/times.tsx')).TimesPage);
const Conflicts = page(async () => (await import('#web/pages/conflicts.tsx')).ConflictsPage);
const Changes = page(async () => (await import('#web/pages/changes.tsx')).ChangesPage);
const Apply = page(async () => (await import('#web/pages/apply.tsx')).ApplyPage);
const Operations = page(async () => (await import('#web/pages/operations.tsx')).OperationsPage);
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
          <Route path="/consultations" component={Consultations} />
          <Route path="/consultations/:id" component={Consultation} />
          <Route path="/sign-in" component={SignIn} />
          <Route path="/sign-up" component={SignUp} />
          <Route path="/reset-password" component={ResetPassword} />
          <Route path="/account" component={Account} />
          <Route path="/lawyer" component={Agenda} />
          <Route path="/lawyer/hours" component={Hours} />
          <Route path="/lawyer/prices" component={Prices} />
          <Route path="/lawyer/calendars" component={Calendars} />
          <Route path="/lawyer/dates" component={Dates} />
          <Route path="/lawyer/holidays" component={Holidays} />
          <Route path="/lawyer/rules" component={Rules} />
          <Route path="/lawyer/times" component={Times} />
          <Route path="/lawyer/conflicts" component={Conflicts} />
          <Route path="/lawyer/changes" component={Changes} />
          <Route path="/lawyer/apply" component={Apply} />
          <Route path="/operations" component={Operations} />
          <Route default component={NotFound} />
        </Router>
      </ErrorBoundary>
      <Footer />
      <Toast />
    </LocationProvider>
  );
}
