import { useState } from 'preact/hooks';
import { CalendarBanner } from '#web/calendars/calendar-banner.tsx';
import { ConsultationRow } from '#web/consultation/consultation-row.tsx';
import { Past } from '#web/consultation/consultation-rows.tsx';
import { MatterCard } from '#web/consultation/matter-card.tsx';
import { localDate } from '#web/format/time.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { LawyersOnly } from '#web/parts/lawyers-only.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { Empty, Loaded } from '#web/parts/states.tsx';
import { getConsultation, listConsultations } from '#web/requests/consultations.ts';
import type { ConsultationItem } from '#web/requests/consultations.ts';
import { serverNow } from '#web/state/clock.ts';
import { usePages } from '#web/state/listing.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import '#web/styles/consultation.css';
import '#web/styles/lawyer.css';

export function AgendaPage() {
  return (
    <LawyersOnly title={lawyerWords().agenda.title}>
      {(lawyerId) => <Agenda lawyerId={lawyerId} />}
    </LawyersOnly>
  );
}

function Agenda({ lawyerId }: { lawyerId: string }) {
  const words = lawyerWords().agenda;
  const list = (when: 'upcoming' | 'past') => (page: { cursor?: string }, signal: AbortSignal) =>
    listConsultations({ role: 'lawyer', when, limit: 50, ...page }, signal);
  const upcoming = usePages('upcoming', list('upcoming'));
  const past = usePages('past', list('past'));
  const isNew = upcoming.items.value?.length === 0 && past.items.value?.length === 0;
  return (
    <div class="stack wide">
      <CalendarBanner />
      {isNew ? (
        <Unbooked lawyerId={lawyerId} />
      ) : (
        <>
          <Paged pages={upcoming} empty={<ByDay items={[]} />}>
            {(items) => <ByDay items={items} />}
          </Paged>
          <Past title={words.past} pages={past} />
        </>
      )}
    </div>
  );
}

function Unbooked({ lawyerId }: { lawyerId: string }) {
  const words = lawyerWords().agenda;
  return (
    <Empty icon="calendar" title={words.noneUpcoming}>
      <p>{words.noneHint}</p>
      <a class="button" href={`/lawyers/${lawyerId}`}>
        {words.asClient}
      </a>
    </Empty>
  );
}

function ByDay({ items }: { items: readonly ConsultationItem[] }) {
  const words = lawyerWords().agenda;
  const today = localDate(serverNow(), zone.value);
  const isToday = ({ scheduledAt }: ConsultationItem) => localDate(scheduledAt, zone.value) <= today;
  return (
    <>
      <section class="stack">
        <h2>{words.today}</h2>
        <Rows items={items.filter(isToday)} none={words.noneToday} />
      </section>
      <section class="stack">
        <h2>{words.upcoming}</h2>
        <Rows items={items.filter((item) => !isToday(item))} none={words.noneUpcoming} />
      </section>
    </>
  );
}

function Rows({ items, none }: { items: readonly ConsultationItem[]; none: string }) {
  if (items.length === 0) return <p class="soft">{none}</p>;
  return (
    <ul class="consultation-rows">
      {items.map((item) => (
        <ConsultationRow key={item.id} item={item}>
          <Reading id={item.id} />
        </ConsultationRow>
      ))}
    </ul>
  );
}

/** What the client wrote, fetched when the lawyer opens it. */
function Reading({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="reading" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{lawyerWords().agenda.read}</summary>
      {open && <Read id={id} />}
    </details>
  );
}

function Read({ id }: { id: string }) {
  const query = useQuery(id, (signal) => getConsultation(id, signal));
  return (
    <Loaded query={query} rows={1}>
      {(consultation) => <MatterCard consultation={consultation} bare />}
    </Loaded>
  );
}
