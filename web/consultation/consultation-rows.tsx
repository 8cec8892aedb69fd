import type { ConsultationItem } from '#web/requests/consultations.ts';
import type { Pages } from '#web/state/listing.ts';
import { Paged } from '#web/parts/paged.tsx';
import { ConsultationRow } from './consultation-row.tsx';

export function ConsultationRows({ items }: { items: readonly ConsultationItem[] }) {
  return (
    <ul class="consultation-rows">
      {items.map((item) => (
        <ConsultationRow key={item.id} item={item} />
      ))}
    </ul>
  );
}

/** What is over. It comes when it is there: nobody waits for it, and most who are new have nothing of it. */
export function Past({ title, pages }: { title: string; pages: Pages<ConsultationItem> }) {
  const isThere = pages.problem.value !== undefined || (pages.items.value?.length ?? 0) > 0;
  if (!isThere) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      <Paged pages={pages} empty={null}>
        {(items) => <ConsultationRows items={items} />}
      </Paged>
    </section>
  );
}
