import { useEffect, useRef, useState } from 'preact/hooks';
import { localDate, monthName } from '#web/format/time.ts';
import { relativeDayAndTime } from '#web/format/relative-day.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { Button } from '#web/parts/button.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { ProblemNotice, Skeleton } from '#web/parts/states.tsx';
import { ZoneSwitcher } from '#web/parts/zone-switcher.tsx';
import { listSlots } from '#web/requests/availability.ts';
import type { SlotsAnswer } from '#web/requests/availability.ts';
import { serverNow } from '#web/state/clock.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import { chosenType } from './draft.ts';
import { byDate } from './free-days.ts';
import { addMonths, monthOf, slotRange } from './month.ts';
import { MonthGrid } from './month-grid.tsx';
import { StepHeading } from './step-heading.tsx';
import { TimeList } from './time-list.tsx';
import type { Booking } from './use-booking.ts';

/** Horizons go up to a year; nothing further can be free. */
const MONTHS_AHEAD_MAX = 12;

/** Step 2: the day in a month, the time in a day. */
export function TimeStep({ booking, lawyerId }: { booking: Booking; lawyerId: string }) {
  const words = bookingWords();
  const { scheduledAt } = booking.draft.value;
  const { query, month, setMonth, today, open } = useMonth(booking, lawyerId);
  const answer = query.data.value;
  const form = useForm({
    check: () => (scheduledAt === undefined ? { times: words.time.choose } : {}),
    send: async () => booking.go('details'),
  });
  return (
    <Form form={form} action={words.steps.next} look="primary large" gap="wide">
      <StepHeading step="time" title={words.time.title} />
      <div class="time-tools">
        {answer?.nextAvailable != null && <NextButton at={answer.nextAvailable} onOpen={open} />}
        <ZoneSwitcher />
      </div>
      {query.problem.value && <ProblemNotice problem={query.problem.value} onRetry={query.reload} />}
      {answer ? (
        <Times
          booking={booking}
          answer={answer}
          loading={query.loading.value}
          month={month}
          today={today}
          onMonth={setMonth}
        />
      ) : (
        query.loading.value && <Skeleton rows={3} />
      )}
    </Form>
  );
}

/** The month on show, its slots, and the way to the day of an instant. */
function useMonth(booking: Booking, lawyerId: string) {
  const { scheduledAt, date } = booking.draft.value;
  const today = localDate(serverNow(), zone.value);
  const [month, setMonth] = useState(monthOf(date ?? today));
  const question = {
    lawyerId,
    ...chosenType(booking.draft.value),
    clientTimezone: zone.value,
    ...slotRange(month),
  };
  const query = useQuery(JSON.stringify(question), (signal) => listSlots(question, signal), { keep: true });
  const nextAvailable = query.data.value?.nextAvailable ?? undefined;

  const open = (at: string) => {
    const day = localDate(at, zone.value);
    booking.change({ date: day });
    setMonth(monthOf(day));
  };
  useEffect(() => {
    // The first visit opens the first day on which something is free.
    if (date === undefined && nextAvailable !== undefined) open(nextAvailable);
  }, [nextAvailable]);
  useEffect(() => {
    // In another zone the chosen time can lie on another day.
    if (scheduledAt !== undefined) open(scheduledAt);
  }, [zone.value]);
  return { query, month, setMonth, today, open };
}

function NextButton({ at, onOpen }: { at: string; onOpen: (at: string) => void }) {
  return (
    <Button look="next-free" onPress={() => onOpen(at)}>
      <Icon name="calendar" />
      {bookingWords().time.next(relativeDayAndTime(at, zone.value))}
    </Button>
  );
}

interface TimesProps {
  booking: Booking;
  answer: SlotsAnswer;
  loading: boolean;
  month: string;
  today: string;
  onMonth: (month: string) => void;
}

function Times({ booking, answer, loading, month, today, onMonth }: TimesProps) {
  const { date, scheduledAt } = booking.draft.value;
  const days = byDate(answer.slots);
  const slots = date === undefined ? undefined : days.get(date);
  const times = useRef<HTMLDivElement>(null);
  const pick = (picked: string) => {
    booking.change({ date: picked });
    // On a phone the times stand below the month.
    requestAnimationFrame(() => times.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }));
  };
  return (
    <div class="time-columns">
      <div class="stack">
        <MonthGrid
          month={month}
          free={new Map([...days].map(([day, free]) => [day, free.length]))}
          loading={loading}
          selected={date}
          today={today}
          firstMonth={monthOf(today)}
          lastMonth={addMonths(monthOf(today), MONTHS_AHEAD_MAX)}
          onPick={pick}
          onMonth={onMonth}
        />
        <Legend />
      </div>
      <div id="times" ref={times} tabIndex={-1}>
        {date !== undefined && slots ? (
          <TimeList
            date={date}
            slots={slots}
            lawyerTimezone={answer.lawyerTimezone}
            selected={scheduledAt}
            onPick={(slot) => booking.change({ scheduledAt: slot.startTime })}
          />
        ) : (
          !loading && <p class="pick-hint soft">{hintFor(month, days, answer.nextAvailable)}</p>
        )}
      </div>
    </div>
  );
}

function Legend() {
  const { time } = bookingWords();
  return (
    <p class="legend small soft">
      <span class="day free" aria-hidden="true" /> {time.legendFree}
      <span class="day" aria-hidden="true" /> {time.legendNone}
    </p>
  );
}

function hintFor(month: string, days: ReadonlyMap<string, unknown>, nextAvailable: string | null): string {
  const { time } = bookingWords();
  if ([...days.keys()].some((day) => monthOf(day) === month)) return time.pickDay;
  return nextAvailable === null ? time.noneAtAll : time.noneThisMonth(monthName(month));
}
