import { calendarWords } from '#web/i18n/calendars.ts';
import type { Calendars, Provider } from '#web/requests/calendars.ts';
import { ConnectedCalendar } from './connected-calendar.tsx';
import { OfferedCalendar } from './offered-calendar.tsx';

const providers: readonly Provider[] = ['google', 'outlook', 'ics'];

/** A place for each provider: the calendar that is connected, or the way to connect one. */
export function CalendarList({ calendars, onChange }: { calendars: Calendars; onChange: () => void }) {
  const words = calendarWords();
  return (
    <section class="stack">
      <h2>{words.connections}</h2>
      {calendars.data.length === 0 && <p class="soft">{words.none}</p>}
      <ul class="stack">
        {providers.map((provider) => {
          const calendar = calendars.data.find((each) => each.provider === provider);
          return calendar ? (
            <ConnectedCalendar key={provider} calendar={calendar} onChange={onChange} />
          ) : (
            <OfferedCalendar
              key={provider}
              provider={provider}
              isAvailable={calendars.available.includes(provider)}
              onChange={onChange}
            />
          );
        })}
      </ul>
    </section>
  );
}
