import { dateAndTime } from '#web/format/time.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { Notice } from '#web/parts/notice.tsx';
import type { Conflict } from '#web/requests/own-hours.ts';
import { zone } from '#web/state/zone.ts';

/** More would bury what else the notice says; the page of conflicts has them all. */
const SHOWN_MAX = 3;

/** Which consultations do not fit: the first few by name, each with the way to it. */
export function ConflictNotice({
  title,
  conflicts,
  saved = false,
}: {
  title: string;
  conflicts: readonly Conflict[];
  /** They lie outside the hours already; then the page of conflicts has them. */
  saved?: boolean;
}) {
  const words = hoursWords().conflict;
  if (conflicts.length === 0) return null;
  return (
    <Notice tone="warn" icon="calendar">
      <strong>{title}</strong>
      <ul class="conflict-links">
        {conflicts.slice(0, SHOWN_MAX).map(({ id, consultationNumber, scheduledAt }) => (
          <li key={id}>
            <a href={`/consultations/${id}`}>
              {dateAndTime(scheduledAt, zone.value)} · <bdi class="number">{consultationNumber}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {conflicts.length > SHOWN_MAX && <p>{words.more(conflicts.length - SHOWN_MAX)}</p>}
      {saved && (
        <a class="way-on" href="/lawyer/conflicts">
          {words.all}
        </a>
      )}
    </Notice>
  );
}
