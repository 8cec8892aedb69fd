import { ConsultationRow } from '#web/consultation/consultation-row.tsx';
import { inOrder } from '#web/consultation/order.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { Page } from '#web/parts/page.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import { Empty } from '#web/parts/states.tsx';
import { listConsultations } from '#web/requests/consultations.ts';
import type { ConsultationItem } from '#web/requests/consultations.ts';
import { serverNow } from '#web/state/clock.ts';
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
  const pages = usePages('mine', listConsultations);
  return (
    <Paged pages={pages} empty={<None />}>
      {(items) => <Groups items={items} />}
    </Paged>
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

function Groups({ items }: { items: readonly ConsultationItem[] }) {
  const words = consultationWords().list;
  const { upcoming, past } = inOrder(items, serverNow());
  return (
    <>
      <Group title={words.upcoming} items={upcoming} none={words.noneUpcoming} />
      {past.length > 0 && <Group title={words.past} items={past} none="" />}
    </>
  );
}

function Group({ title, items, none }: { title: string; items: readonly ConsultationItem[]; none: string }) {
  return (
    <section class="stack">
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        <ul class="consultation-rows">
          {items.map((item) => (
            <ConsultationRow key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}
