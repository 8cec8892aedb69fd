import { CalendarList } from '#web/calendars/calendar-list.tsx';
import { DeletedEvents } from '#web/calendars/deleted-events.tsx';
import { FeedCard } from '#web/calendars/feed-card.tsx';
import { ReturnNotice } from '#web/calendars/return-notice.tsx';
import { useCalendars } from '#web/calendars/use-calendars.ts';
import { calendarWords } from '#web/i18n/calendars.ts';
import { LawyersOnly } from '#web/parts/lawyers-only.tsx';
import { Loaded } from '#web/parts/states.tsx';
import '#web/styles/calendars.css';

export function CalendarsPage() {
  return <LawyersOnly title={calendarWords().title}>{() => <Content />}</LawyersOnly>;
}

function Content() {
  const { query, expectNews } = useCalendars();
  return (
    <div class="stack wide">
      <p class="soft calendars-lead">{calendarWords().lead}</p>
      <ReturnNotice onConnected={expectNews} />
      <div class="calendars">
        <div class="stack wide">
          <Loaded query={query} rows={3}>
            {(calendars) => (
              <>
                <DeletedEvents events={calendars.deletedEvents} onChange={expectNews} />
                <CalendarList calendars={calendars} onChange={expectNews} />
              </>
            )}
          </Loaded>
        </div>
        <FeedCard />
      </div>
    </div>
  );
}
