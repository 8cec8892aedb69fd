import { plainDate } from '#web/format/time.ts';
import { wordFor } from '#web/i18n/common.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { commonWords } from '#web/i18n/common.ts';
import { Empty } from '#web/parts/states.tsx';
import type { Slot } from '#web/requests/availability.ts';
import type { Availability } from '#web/requests/own-hours.ts';
import { lengthText, zoneText } from './hours-text.ts';
import { timeRunsOf } from './time-run.ts';
import type { TimeRun } from './time-run.ts';

interface TimeRunsProps {
  slots: readonly Slot[];
  date: string;
  availability: Availability;
}

/** A day's times in their order, gathered where they share a reason, which is said once. */
export function TimeRuns({ slots, date, availability }: TimeRunsProps) {
  const words = datesWords().times;
  if (slots.length === 0) return <NoTimes date={date} />;
  const free = slots.filter(({ available }) => available).length;
  const travel = availability.travel.find(({ startDate, endDate }) => startDate <= date && date <= endDate);
  return (
    <section class="card stack" aria-labelledby="times-title">
      <div role="status">
        <h2 id="times-title">{plainDate(date, 'long')}</h2>
        <p>{words.count(free, slots.length)}</p>
        <p class="small soft">{words.zone(zoneText(travel?.timezone ?? availability.timezone))}</p>
      </div>
      <ol class="time-runs">
        {timeRunsOf(slots).map((run) => (
          <Run key={run.times[0]} run={run} date={date} availability={availability} />
        ))}
      </ol>
    </section>
  );
}

function NoTimes({ date }: { date: string }) {
  const words = datesWords().times;
  return (
    <Empty icon="clock" title={words.none}>
      <p>{words.noneHint}</p>
      <div class="row">
        <a class="button" href="/lawyer/hours">
          {words.toWeek}
        </a>
        <a class="button" href={`/lawyer/dates?date=${date}&add=custom_hours`}>
          {words.toDate}
        </a>
      </div>
    </Empty>
  );
}

function Run({ run, date, availability }: { run: TimeRun; date: string; availability: Availability }) {
  const words = datesWords().times;
  const { reason, times } = run;
  const way = reason === undefined ? undefined : wayOn(reason, date);
  return (
    <li class={reason === undefined ? 'time-run free' : 'time-run'}>
      <div class="time-run-head">
        <strong>{reason === undefined ? words.free : wordFor(words.reasons, reason)}</strong>
        <span class="soft small">{words.timesOf(times.length)}</span>
      </div>
      {reason !== undefined && <p class="soft small">{whyText(reason, availability)}</p>}
      <ul class="time-chips">
        {times.map((time) => (
          <li key={time}>
            <bdi>{time}</bdi>
          </li>
        ))}
      </ul>
      {way && (
        <a class="way-on" href={way.href}>
          {way.label}
        </a>
      )}
    </li>
  );
}

function whyText(
  reason: string,
  { bufferMinutes, minNoticeHours, maxAdvanceDays, isActive }: Availability,
): string {
  const { why } = datesWords().times;
  switch (reason) {
    case 'buffer':
      return why.buffer(lengthText(bufferMinutes));
    case 'notice':
      return why.notice(lengthText(minNoticeHours * 60));
    case 'horizon':
      return why.horizon(commonWords().days(maxAdvanceDays));
    case 'closed':
      return isActive ? why.closed : why.inactive;
    case 'booked':
    case 'blocked':
    case 'holiday':
    case 'calendar':
    case 'limit':
    case 'client_busy':
      return why[reason];
    default:
      return '';
  }
}

/** Where the lawyer can change what stands in the way. */
function wayOn(reason: string, date: string): { href: string; label: string } | undefined {
  const { change } = datesWords().times;
  const places: Readonly<Record<string, { href: string; label: string }>> = {
    booked: { href: '/lawyer', label: change.booked },
    buffer: { href: '/lawyer/rules', label: change.buffer },
    notice: { href: '/lawyer/rules', label: change.notice },
    horizon: { href: '/lawyer/rules', label: change.horizon },
    blocked: { href: `/lawyer/dates?date=${date}`, label: change.blocked },
    holiday: { href: `/lawyer/dates?date=${date}`, label: change.holiday },
    closed: { href: '/lawyer/hours', label: change.closed },
    calendar: { href: '/lawyer/calendars', label: change.calendar },
    limit: { href: '/lawyer/rules', label: change.limit },
  };
  return places[reason];
}
