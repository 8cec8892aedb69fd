import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';
import { type Interval, intervalOf, overlaps } from '#sandbox/calendars/spans.ts';
import { dateAfter, startOfDate, wallText } from '#sandbox/calendars/zones.ts';
import { calendarsPath } from './calendar-paths.ts';
import { type Html, html } from './html.ts';
import { badge } from './parts.ts';

/** The dates of the week in which a date lies, from Monday. */
export function weekOf(date: string): string[] {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => dateAfter(date, index - weekday));
}

interface Week {
  days: readonly string[];
  events: readonly CalendarEvent[];
}

/** One week day by day, in the zone of the calendar. */
export function calendarWeek(account: CalendarAccount, { days, events }: Week): Html {
  const [monday = '', sunday = ''] = [days[0], days.at(-1)];
  const link = (date: string, name: string): Html =>
    html`<a href="${calendarsPath(account, { week: date })}">${name}</a>`;
  return html`<section aria-labelledby="week-title">
    <div class="bar">
      <h3 id="week-title">${dayName(monday)} to ${dayName(sunday)} ${sunday.slice(0, 4)}</h3>
      <p class="week-links">
        ${link(dateAfter(monday, -7), 'Week before')} ${link(dateAfter(monday, 7), 'Week after')}
      </p>
    </div>
    <ol class="week">
      ${days.map((date) => day(account, date, events))}
    </ol>
  </section>`;
}

function day(account: CalendarAccount, date: string, events: readonly CalendarEvent[]): Html {
  const bounds: Interval = {
    startAt: startOfDate(date, account.timezone),
    endAt: startOfDate(dateAfter(date, 1), account.timezone),
  };
  const shown = events
    .map((event) => ({ event, ...intervalOf(event.span, account.timezone) }))
    .filter(({ event, ...interval }) => !event.isDeleted && overlaps(interval, bounds))
    .toSorted((left, right) => left.startAt - right.startAt);
  return html`<li>
    <h4><time datetime="${date}">${dayName(date)}</time></h4>
    ${
      shown.length === 0
        ? html`<p class="meta">Nothing</p>`
        : html`<ul>
            ${shown.map(({ event }) => entry(account, event, date))}
          </ul>`
    }
  </li>`;
}

function entry(account: CalendarAccount, event: CalendarEvent, date: string): Html {
  const time = timeOf(event, account.timezone, date);
  return html`<li class="entry ${event.isFree ? 'free' : ''}">
    <span class="when">${time}</span>
    <span class="what"><bdi>${event.title === '' ? '(no title)' : event.title}</bdi></span>
    <span class="marks">
      ${event.madeBy === 'product' && html`<span class="badge good">from Majlis</span>`}
      ${event.isFree && badge('free')}
    </span>
    <form method="post" action="/calendars/${encodeURIComponent(account.id)}/delete">
      <input type="hidden" name="event" value="${event.id}" />
      <input type="hidden" name="week" value="${date}" />
      <button class="small" aria-label="Delete ${event.title}, ${dayName(date)} ${time}">Delete</button>
    </form>
  </li>`;
}

function timeOf({ span }: CalendarEvent, zone: string, date: string): string {
  if (span.allDay) return 'All day';
  const [from = '', start = ''] = wallText(span.startAt, zone).split('T', 2);
  const [to = '', end = ''] = wallText(span.endAt, zone).split('T', 2);
  return `${from < date ? '…' : start.slice(0, 5)}–${to > date ? '…' : end.slice(0, 5)}`;
}

/** `Mon 23 Nov` */
function dayName(date: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(',', '');
}
