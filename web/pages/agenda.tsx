import { useState } from 'preact/hooks';
import { CalendarBanner } from '#web/calendars/calendar-banner.tsx';
import { ConsultationRow } from '#web/consultation/consultation-row.tsx';
import { MatterCard } from '#web/consultation/matter-card.tsx';
import { inOrder } from '#web/consultation/order.ts';
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
  const pages = usePages('agenda', (page, signal) =>
    listConsultations({ role: 'lawyer', limit: 50, ...page }, signal),
  );
  return (
    <div class="stack">
      <CalendarBanner />
      <Paged pages={pages} empty={<Unbooked lawyerId={lawyerId} />}>
        {(items) => <Groups items={items} />}
      </Paged>
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

function Groups({ items }: { items: readonly ConsultationItem[] }) {
  const words = lawyerWords().agenda;
  const { upcoming, past } = inOrder(items, serverNow());
  const today = localDate(serverNow(), zone.value);
  const isToday = ({ scheduledAt }: ConsultationItem) => localDate(scheduledAt, zone.value) === today;
  const later = upcoming.filter((item) => !isToday(item));
  return (
    <>
      <section class="stack">
        <h2>{words.today}</h2>
        <Rows items={upcoming.filter(isToday)} none={words.noneToday} />
      </section>
      <section class="stack">
        <h2>{words.upcoming}</h2>
        <Rows items={later} none={words.noneUpcoming} />
      </section>
      {past.length > 0 && (
        <section class="stack">
          <h2>{words.past}</h2>
          <ul class="consultation-rows">
            {past.map((item) => (
              <ConsultationRow key={item.id} item={item} />
            ))}
          </ul>
        </section>
      )}
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
