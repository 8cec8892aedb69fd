import { ConsultationRows, Past } from '#web/consultation/consultation-rows.tsx';
import { consultationWords } from '#web/i18n/consultation.ts';
import { Page } from '#web/parts/page.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import { Empty } from '#web/parts/states.tsx';
import { listConsultations } from '#web/requests/consultations.ts';
import { usePages } from '#web/state/listing.ts';
import '#web/styles/consultation.css';

export function ConsultationsPage() {
  const { title } = consultationWords().list;
  return (
    <SignedIn title={title}>
      <Page title={title}>
        <Mine />
      </Page>
    </SignedIn>
  );
}

function Mine() {
  const words = consultationWords().list;
  const upcoming = usePages('upcoming', (page, signal) =>
    listConsultations({ when: 'upcoming', ...page }, signal),
  );
  const past = usePages('past', (page, signal) => listConsultations({ when: 'past', ...page }, signal));
  if (upcoming.items.value?.length === 0 && past.items.value?.length === 0) return <None />;
  return (
    <div class="stack wide">
      <section class="stack">
        <h2>{words.upcoming}</h2>
        <Paged pages={upcoming} empty={<p class="soft">{words.noneUpcoming}</p>}>
          {(items) => <ConsultationRows items={items} />}
        </Paged>
      </section>
      <Past title={words.past} pages={past} />
    </div>
  );
}

function None() {
  const words = consultationWords().list;
  return (
    <Empty icon="calendar" title={words.none}>
      <p>{words.noneHint}</p>
      <a class="button primary" href="/">
        {words.find}
      </a>
    </Empty>
  );
}
