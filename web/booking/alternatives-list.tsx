import { dateAndTime, localDate } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { Loaded } from '#web/parts/states.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { listSlots } from '#web/requests/availability.ts';
import type { Slot } from '#web/requests/availability.ts';
import { addDays } from '#domain/local-date.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import { chosenType } from './draft.ts';
import { nearestTimes } from './alternatives.ts';
import type { Booking } from './use-booking.ts';

/** How far on either side of the lost time others are looked for. */
const DAYS_AROUND = 7;

interface AlternativesProps {
  booking: Booking;
  lawyerId: string;
  lost: string;
  title: string;
  onPicked: () => void;
}

/** After a refusal for the time: the nearest ones that are free, one click away, everything else kept. */
export function AlternativesList({ booking, lawyerId, lost, title, onPicked }: AlternativesProps) {
  const { pay } = bookingWords();
  const { consultationType, durationMinutes } = chosenType(booking.draft.value);
  const date = localDate(lost, zone.value);
  const question = {
    lawyerId,
    consultationType,
    durationMinutes,
    clientTimezone: zone.value,
    startDate: addDays(date, -DAYS_AROUND),
    endDate: addDays(date, DAYS_AROUND),
  };
  const query = useQuery(lost, (signal) => listSlots(question, signal));
  const pick = (startTime: string) => {
    booking.change({ scheduledAt: startTime, date: localDate(startTime, zone.value) });
    onPicked();
  };
  return (
    <Notice tone="warn" icon="warning" alert>
      <strong>{title}</strong>
      <Loaded query={query} rows={1}>
        {({ slots }) => <Choices times={nearestTimes(slots.filter(isFree), lost)} onPick={pick} />}
      </Loaded>
      <p class="small">
        {pay.kept} <a href={booking.addressOf('time')}>{pay.otherTime}</a>
      </p>
    </Notice>
  );
}

function Choices({ times, onPick }: { times: readonly Slot[]; onPick: (startTime: string) => void }) {
  const { pay } = bookingWords();
  if (times.length === 0) return <p>{pay.noAlternatives}</p>;
  return (
    <>
      <p>{pay.alternatives}</p>
      <div class="row">
        {times.map(({ startTime }) => (
          <button key={startTime} type="button" class="button" onClick={() => onPick(startTime)}>
            {dateAndTime(startTime, zone.value)}
          </button>
        ))}
      </div>
    </>
  );
}

function isFree({ available }: Slot): boolean {
  return available;
}
