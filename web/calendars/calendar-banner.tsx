import { calendarWords } from '#web/i18n/calendars.ts';
import { Notice } from '#web/parts/notice.tsx';
import { listCalendars } from '#web/requests/calendars.ts';
import type { Calendars } from '#web/requests/calendars.ts';
import { useQuery } from '#web/state/query.ts';

/** Tells the lawyer where they look every day what only they can mend. Without an answer it says nothing. */
export function CalendarBanner() {
  const query = useQuery('calendar-banner', listCalendars);
  const calendars = query.data.value;
  const troubles = calendars === undefined ? [] : troublesOf(calendars);
  if (troubles.length === 0) return null;
  return (
    <Notice tone="warn" icon="warning">
      {troubles.map((trouble) => (
        <p key={trouble}>{trouble}</p>
      ))}
      <div>
        <a class="button" href="/lawyer/calendars">
          {calendarWords().banner.go}
        </a>
      </div>
    </Notice>
  );
}

function troublesOf({ data, deletedEvents }: Calendars): string[] {
  const { banner, providers } = calendarWords();
  const failing = data.flatMap(({ status, provider }) =>
    status === 'active' ? [] : [banner[status](providers[provider])],
  );
  return deletedEvents.length > 0 ? [...failing, banner.deleted] : failing;
}
