import { clockTime, localDate, plainDate, zoneCity, zoneOffset } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName } from '#web/i18n/names.ts';
import type { Slot } from '#web/requests/availability.ts';
import { zone } from '#web/state/zone.ts';
import { byDayPart } from './day-parts.ts';

interface TimeListProps {
  date: string;
  slots: readonly Slot[];
  lawyerTimezone: string;
  selected: string | undefined;
  onPick: (slot: Slot) => void;
}

/** The free times of a day, in the client's zone; where the lawyer's clock shows another time, it stands below. */
export function TimeList({ date, slots, lawyerTimezone, selected, onPick }: TimeListProps) {
  const { time } = bookingWords();
  return (
    <div class="times stack">
      <div role="status">
        <h3>{time.onDay(plainDate(date), slots.length)}</h3>
      </div>
      <div class="times-scroll stack">
        {byDayPart(slots, zone.value).map(({ part, times }) => (
          <section key={part} class="stack tight">
            <h4 class="label soft" id={`part-${part}`}>
              {time.parts[part]}
            </h4>
            <ul class="time-buttons" aria-labelledby={`part-${part}`}>
              {times.map((slot) => (
                <li key={slot.startTime}>
                  <button
                    type="button"
                    class="time"
                    aria-pressed={
                      selected !== undefined && Date.parse(selected) === Date.parse(slot.startTime)
                    }
                    onClick={() => onPick(slot)}
                  >
                    <time dateTime={slot.startTime}>{clockTime(slot.startTime, zone.value)}</time>
                    <LawyerClock slot={slot} lawyerTimezone={lawyerTimezone} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function LawyerClock({ slot, lawyerTimezone }: { slot: Slot; lawyerTimezone: string }) {
  const { startTime } = slot;
  if (zoneOffset(startTime, zone.value) === zoneOffset(startTime, lawyerTimezone)) return null;
  return (
    <span class="there">
      {commonWords().timeIn(clockTime(startTime, lawyerTimezone), cityName(zoneCity(lawyerTimezone)))}
      <DayShift startTime={startTime} lawyerTimezone={lawyerTimezone} />
    </span>
  );
}

/** Says so when it is another date where the lawyer is. */
export function DayShift({ startTime, lawyerTimezone }: { startTime: string; lawyerTimezone: string }) {
  const { time } = bookingWords();
  const here = localDate(startTime, zone.value);
  const there = localDate(startTime, lawyerTimezone);
  if (here === there) return null;
  return <span class="shift"> {there > here ? time.nextDay : time.previousDay}</span>;
}
