import { ConsultationRow } from '#web/consultation/consultation-row.tsx';
import { inOrder } from '#web/consultation/order.ts';
import { commonWords } from '#web/i18n/common.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { Button } from '#web/parts/button.tsx';
import { Page } from '#web/parts/page.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import { Empty, ProblemNotice, Skeleton } from '#web/parts/states.tsx';
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
  const words = consultationWords().list;
  const pages = usePages('mine', (page, signal) => listConsultations(page, signal));
  const items = pages.items.value;
  const problem = pages.problem.value;
  if (items === undefined) {
    return problem ? <ProblemNotice problem={problem} onRetry={pages.reload} /> : <Skeleton rows={3} />;
  }
  if (items.length === 0) {
    return (
      <Empty icon="calendar" title={words.none}>
        <p>{words.noneHint}</p>
        <a class="button primary" href="/">
          {words.find}
        </a>
      </Empty>
    );
  }
  const { upcoming, past } = inOrder(items, serverNow());
  return (
    <div class="stack wide">
      <Group title={words.upcoming} items={upcoming} none={words.noneUpcoming} />
      {past.length > 0 && <Group title={words.past} items={past} none="" />}
      {problem && <ProblemNotice problem={problem} />}
      {pages.hasMore.value && (
        <Button look="wide" busy={pages.loading.value} onPress={pages.more}>
          {commonWords().more}
        </Button>
      )}
    </div>
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
