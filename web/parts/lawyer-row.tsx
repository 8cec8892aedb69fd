import type { LawyerCard } from '#web/requests/lawyers.ts';
import { shortMoney } from '#web/format/money.ts';
import { relativeDayAndTime } from '#web/format/relative-day.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName, inLanguage, languageNames, specialtyName, typeName } from '#web/i18n/names.ts';
import { chooseNext, timeStepOf } from '#web/booking/start-at.ts';
import { zone } from '#web/state/zone.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';

/** One lawyer of the directory; the whole row leads to the lawyer's page, the button to a booking of the next free time. */
export function LawyerRow({ lawyer }: { lawyer: LawyerCard }) {
  const { directory } = bookingWords();
  const name = inLanguage(lawyer.name);
  return (
    <li class="card linked lawyer-row">
      <Avatar name={name} />
      <div class="who">
        <h2>
          <a href={`/lawyers/${lawyer.id}`}>{name}</a>
        </h2>
        <p>{inLanguage(lawyer.headline)}</p>
        <p class="meta">
          <span>
            <Icon name="place" />
            {cityName(lawyer.city)}
          </span>
          <span>
            <Icon name="globe" />
            {languageNames(lawyer.languages)}
          </span>
        </p>
        <p class="chips">
          {lawyer.specialties.map((specialty) => (
            <span key={specialty} class="chip">
              {specialtyName(specialty)}
            </span>
          ))}
        </p>
      </div>
      <div class="offer">
        {lawyer.priceFrom !== null && (
          <p class="price">
            <span class="small soft">{directory.from} </span>
            <strong>{shortMoney(lawyer.priceFrom, lawyer.currency)}</strong>
            <span class="small soft"> {directory.perConsultation}</span>
          </p>
        )}
        <NextFree lawyer={lawyer} />
      </div>
    </li>
  );
}

/** The first time that can be booked, as a button that begins the booking there. */
function NextFree({ lawyer }: { lawyer: LawyerCard }) {
  const { directory } = bookingWords();
  const { nextAvailable, nextOffer } = lawyer;
  if (nextAvailable === null || nextOffer === null) return <p class="no-time soft">{directory.noTime}</p>;
  const when = relativeDayAndTime(nextAvailable, zone.value);
  return (
    <div class="next">
      <p class="small soft">
        {directory.next} · {typeName(nextOffer.consultationType)} ·{' '}
        {commonWords().minutes(nextOffer.durationMinutes)}
        {nextOffer.totalPrice !== lawyer.priceFrom &&
          ` · ${shortMoney(nextOffer.totalPrice, lawyer.currency)}`}
      </p>
      <a
        class="button primary"
        href={timeStepOf(lawyer.id)}
        aria-label={directory.book(when, inLanguage(lawyer.name))}
        onClick={() => chooseNext(lawyer)}
      >
        <Icon name="calendar" />
        <time dateTime={nextAvailable}>{when}</time>
      </a>
    </div>
  );
}
