import { useEffect } from 'preact/hooks';
import { clockTime, longDate } from '#web/format/time.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { Empty, Skeleton } from '#web/parts/states.tsx';
import { StatusBadge } from '#web/parts/status-badge.tsx';
import { listConflicts } from '#web/requests/own-hours.ts';
import type { Conflict } from '#web/requests/own-hours.ts';
import { usePages } from '#web/state/listing.ts';
import { zone } from '#web/state/zone.ts';
import '#web/styles/consultation.css';
import '#web/styles/day-times.css';

export function ConflictsPage() {
  const words = datesWords().conflicts;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Conflicts lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Conflicts({ lawyerId }: { lawyerId: string }) {
  const words = datesWords().conflicts;
  const pages = usePages(lawyerId, (page, signal) => listConflicts(lawyerId, page, signal));
  const isUnseen = pages.items.value?.length === 0 && pages.hasMore.value;
  useEffect(() => {
    // A page may be empty and have a next one: consultations are judged page by page.
    if (isUnseen && !pages.loading.value) pages.more();
  });
  const nothing = isUnseen ? (
    <Skeleton />
  ) : (
    <Empty icon="check" title={words.none}>
      <p>{words.noneHint}</p>
    </Empty>
  );
  return (
    <Paged pages={pages} empty={nothing}>
      {(conflicts) => (
        <ul class="consultation-rows">
          {conflicts.map((conflict) => (
            <Row key={conflict.id} conflict={conflict} />
          ))}
        </ul>
      )}
    </Paged>
  );
}

function Row({ conflict }: { conflict: Conflict }) {
  const { id, consultationNumber, scheduledAt, endsAt, status } = conflict;
  return (
    <li class="card linked consultation-row">
      <p class="row-when">
        <time dateTime={scheduledAt}>{clockTime(scheduledAt, zone.value)}</time>
        <span>{datesWords().conflicts.until(clockTime(endsAt, zone.value))}</span>
      </p>
      <div>
        <h2 class="row-title">
          <a href={`/consultations/${id}`}>{longDate(scheduledAt, zone.value)}</a>
        </h2>
        <p class="small soft">
          <bdi class="number">{consultationNumber}</bdi>
        </p>
      </div>
      <StatusBadge status={status} />
    </li>
  );
}
