import { ago } from '#web/format/ago.ts';
import { dateAndTime } from '#web/format/time.ts';
import { calendarWords } from '#web/i18n/calendars.ts';
import type { Calendar } from '#web/requests/calendars.ts';
import { now } from '#web/state/clock.ts';
import { zone } from '#web/state/zone.ts';
import { isFirstReading } from './use-calendars.ts';

const tones = { active: 'good', failing: 'warn', needs_reauth: 'bad' } as const;

export function CalendarBadge({ calendar }: { calendar: Calendar }) {
  const { status } = calendarWords();
  if (isFirstReading(calendar)) return <span class="badge">{status.first}</span>;
  return <span class={`badge ${tones[calendar.status]}`}>{status[calendar.status]}</span>;
}

/** How it stands with a calendar, and what that means for what clients see. */
export function CalendarState({ calendar }: { calendar: Calendar }) {
  const words = calendarWords();
  const { status, provider, failingSince } = calendar;
  if (isFirstReading(calendar)) return <p class="small soft">{words.firstReading}</p>;
  if (status === 'active') return <LastRead calendar={calendar} />;
  return (
    <div class="stack tight small">
      <p>
        {status === 'needs_reauth'
          ? words.needsReauth[provider]
          : words.failing(dateAndTime(failingSince ?? now.value, zone.value))}
      </p>
      <p class="soft">{consequence(calendar)}</p>
      <LastRead calendar={calendar} />
    </div>
  );
}

function LastRead({ calendar: { syncedAt } }: { calendar: Calendar }) {
  const words = calendarWords();
  if (syncedAt === null) return null;
  const passed = ago(syncedAt, now.value);
  return (
    <p class="small soft">
      <time dateTime={syncedAt}>{passed === undefined ? words.readNow : words.read(passed)}</time>
    </p>
  );
}

/** What was read last serves for a while; then no time is offered. */
function consequence({ closesSlotsAt }: Calendar): string {
  const words = calendarWords();
  const isClosed = closesSlotsAt === null || Date.parse(closesSlotsAt) <= now.value;
  return isClosed ? words.closed : words.stillOpen(dateAndTime(closesSlotsAt, zone.value));
}
