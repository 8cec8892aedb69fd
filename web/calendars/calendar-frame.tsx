import type { ComponentChildren } from 'preact';
import { calendarWords } from '#web/i18n/calendars.ts';
import { Icon } from '#web/parts/icon.tsx';
import type { Provider } from '#web/requests/calendars.ts';

interface CalendarFrameProps {
  provider: Provider;
  badge?: ComponentChildren;
  account?: string;
  children: ComponentChildren;
}

/** What the cards of all calendars have in common: a mark, the name, and how it stands at the end of the line. */
export function CalendarFrame({ provider, badge, account, children }: CalendarFrameProps) {
  return (
    <li class="card calendar">
      <span class={`calendar-mark ${badge === undefined ? '' : 'connected'}`}>
        <Icon name={provider === 'ics' ? 'globe' : 'calendar'} />
      </span>
      <div class="stack tight">
        <div class="row apart">
          <h3>{calendarWords().providers[provider]}</h3>
          {badge}
        </div>
        {account !== undefined && account !== '' && (
          <p class="calendar-account">
            <bdi dir="ltr">{account}</bdi>
          </p>
        )}
        {children}
      </div>
    </li>
  );
}
