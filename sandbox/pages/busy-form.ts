import type { CalendarAccount } from '#sandbox/calendars/records.ts';
import { type Html, html } from './html.ts';

const zones = [
  'Asia/Dubai',
  'Asia/Riyadh',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Los_Angeles',
  'UTC',
] as const;

/** Enters something into a calendar, as its owner does with the provider's own program. */
export function busyForm(account: CalendarAccount, { date }: { date: string }): Html {
  const offered = [account.timezone, ...zones.filter((zone) => zone !== account.timezone)];
  return html`<section class="panel" aria-labelledby="busy-title">
    <h3 id="busy-title">Make a time busy</h3>
    <form method="post" action="/calendars/${encodeURIComponent(account.id)}/busy" class="busy">
      ${field('title', 'Title', html`<input id="title" name="title" maxlength="200" value="Busy" />`)}
      ${field('date', 'Date', html`<input id="date" name="date" type="date" required value="${date}" />`)}
      ${field('start', 'From', html`<input id="start" name="start" type="time" value="10:00" />`)}
      ${field('end', 'To', html`<input id="end" name="end" type="time" value="11:00" />`)}
      ${field(
        'zone',
        'Time zone',
        html`<select id="zone" name="zone">
          ${offered.map((zone) => html`<option>${zone}</option>`)}
        </select>`,
      )}
      <label class="check"><input type="checkbox" name="allDay" value="yes" /> All day</label>
      <label class="check"
        ><input type="checkbox" name="transparent" value="yes" /> Shown as free: closes no time</label
      >
      <button class="primary">Add to the calendar</button>
    </form>
  </section>`;
}

function field(id: string, name: string, control: Html): Html {
  return html`<div><label for="${id}">${name}</label>${control}</div>`;
}
