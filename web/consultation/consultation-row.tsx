import type { ComponentChildren } from 'preact';
import { relativeDay } from '#web/format/relative-day.ts';
import { clockTime } from '#web/format/time.ts';
import { commonWords } from '#web/i18n/common.ts';
import { inLanguage, typeName } from '#web/i18n/names.ts';
import { StatusBadge } from '#web/parts/status-badge.tsx';
import type { ConsultationItem } from '#web/requests/consultations.ts';
import { zone } from '#web/state/zone.ts';

/** One consultation of a list; the whole row leads to its page, but for what is put into it. */
export function ConsultationRow({
  item,
  children,
}: {
  item: ConsultationItem;
  children?: ComponentChildren;
}) {
  const { scheduledAt, role, lawyer, client, consultationType, durationMinutes, status } = item;
  return (
    <li class="card linked consultation-row">
      <p class="row-when">
        <span>{relativeDay(scheduledAt, zone.value)}</span>
        <time dateTime={scheduledAt}>{clockTime(scheduledAt, zone.value)}</time>
      </p>
      <div>
        <h3>
          <a href={`/consultations/${item.id}`}>
            <bdi>{role === 'lawyer' ? client.name : inLanguage(lawyer.name)}</bdi>
          </a>
        </h3>
        <p class="small soft">
          {typeName(consultationType)} · {commonWords().minutes(durationMinutes)} ·{' '}
          <bdi class="number">{item.consultationNumber}</bdi>
        </p>
      </div>
      <StatusBadge status={status} />
      {children}
    </li>
  );
}
