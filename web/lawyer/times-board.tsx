import { useState } from 'preact/hooks';
import { addDays } from '#domain/local-date.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { Icon } from '#web/parts/icon.tsx';
import { Empty, Loaded } from '#web/parts/states.tsx';
import { explainSlots } from '#web/requests/own-hours.ts';
import type { Availability } from '#web/requests/own-hours.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { useQuery } from '#web/state/query.ts';
import { OfferChoice } from './preview-panel.tsx';
import { TimeRuns } from './time-runs.tsx';

interface BoardProps {
  lawyerId: string;
  availability: Availability;
  offers: readonly Offer[];
  date: string;
  onDate: (date: string) => void;
}

/** Every time of one day for one kind of booking, and why it is not offered. */
export function TimesBoard({ lawyerId, availability, offers, date, onDate }: BoardProps) {
  const words = datesWords().times;
  const [chosen, setChosen] = useState('0');
  const offer = offers[Number(chosen)];
  if (!offer) {
    return (
      <Empty icon="clock" title={words.noPrice}>
        <a class="button" href="/lawyer/prices">
          {words.toPrices}
        </a>
      </Empty>
    );
  }
  return (
    <div class="stack">
      <div class="card times-choice">
        <DayChoice date={date} onDate={onDate} />
        <OfferChoice
          id="times-offer"
          label={words.offer}
          offers={offers}
          value={chosen}
          onChoose={setChosen}
        />
      </div>
      <DayTimes lawyerId={lawyerId} availability={availability} offer={offer} date={date} />
    </div>
  );
}

function DayChoice({ date, onDate }: Pick<BoardProps, 'date' | 'onDate'>) {
  const words = datesWords().times;
  return (
    <div class="field">
      <label for="times-date">{words.day}</label>
      <div class="day-choice">
        <button
          type="button"
          class="icon-button"
          aria-label={words.previous}
          onClick={() => onDate(addDays(date, -1))}
        >
          <Icon name="backward" />
        </button>
        <input
          id="times-date"
          class="input"
          type="date"
          value={date}
          onInput={({ currentTarget: { value } }) => value !== '' && onDate(value)}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={words.next}
          onClick={() => onDate(addDays(date, 1))}
        >
          <Icon name="forward" />
        </button>
      </div>
    </div>
  );
}

interface DayTimesProps {
  lawyerId: string;
  availability: Availability;
  offer: Offer;
  date: string;
}

function DayTimes({ lawyerId, availability, offer, date }: DayTimesProps) {
  const { consultationType, durationMinutes } = offer;
  const query = useQuery(
    `${lawyerId} ${date} ${consultationType} ${durationMinutes}`,
    (signal) =>
      explainSlots({ lawyerId, startDate: date, endDate: date, consultationType, durationMinutes }, signal),
    { keep: true },
  );
  return (
    <div aria-busy={query.loading.value}>
      <Loaded query={query} rows={2}>
        {({ slots }) => <TimeRuns slots={slots} date={date} availability={availability} />}
      </Loaded>
    </div>
  );
}
