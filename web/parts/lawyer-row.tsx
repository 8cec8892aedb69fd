import type { LawyerCard } from '#web/requests/lawyers.ts';
import { shortMoney } from '#web/format/money.ts';
import { relativeDayAndTime } from '#web/format/relative-day.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { cityName, inLanguage, languageNames, specialtyName } from '#web/i18n/names.ts';
import { zone } from '#web/state/zone.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';

/** One lawyer of the directory; the whole row leads to the lawyer's page. */
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
        <NextFree at={lawyer.nextAvailable} />
        <span class="button primary" aria-hidden="true">
          {directory.see}
        </span>
      </div>
    </li>
  );
}

function NextFree({ at }: { at: string | null }) {
  const { directory } = bookingWords();
  if (at === null) return <p class="small soft">{directory.noTime}</p>;
  return (
    <p class="next">
      <span class="small soft">{directory.next}</span>{' '}
      <time dateTime={at}>{relativeDayAndTime(at, zone.value)}</time>
    </p>
  );
}
