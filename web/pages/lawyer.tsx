import { useLocation, useRoute } from 'preact-iso';
import { BookingFlow } from '#web/booking/booking-flow.tsx';
import { useBooking } from '#web/booking/use-booking.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName, inLanguage, languageNames, specialtyName } from '#web/i18n/names.ts';
import { Avatar } from '#web/parts/avatar.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Page } from '#web/parts/page.tsx';
import { Empty, Loaded } from '#web/parts/states.tsx';
import { getLawyer } from '#web/requests/lawyers.ts';
import type { Lawyer } from '#web/requests/lawyers.ts';
import { isOfNothing } from '#web/requests/problem.ts';
import { listOffers } from '#web/requests/pricing.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { useQuery } from '#web/state/query.ts';
import '#web/styles/booking.css';
import '#web/styles/times.css';

/** A lawyer, and the booking. */
export function LawyerPage() {
  const { id = '' } = useRoute().params;
  const { step } = useLocation().query;
  const query = useQuery(id, async (signal) => {
    const [lawyer, offers] = await Promise.all([getLawyer(id, signal), listOffers(id, signal)]);
    return { lawyer, offers };
  });
  const words = bookingWords();
  if (isOfNothing(query.problem.value)) {
    return (
      <Page title={words.lawyer.notFound} heading={<h1 class="hidden-visually">{words.lawyer.notFound}</h1>}>
        <Empty icon="search" title={words.lawyer.notFound}>
          <p>{words.lawyer.notFoundHint}</p>
          <a class="button primary" href="/">
            {commonWords().notFound.home}
          </a>
        </Empty>
      </Page>
    );
  }
  const lawyer = query.data.value?.lawyer;
  return (
    <Page
      title={lawyer ? inLanguage(lawyer.name) : words.directory.title}
      heading={
        lawyer ? (
          <Profile lawyer={lawyer} compact={step !== undefined} />
        ) : (
          <h1 class="hidden-visually">{words.directory.title}</h1>
        )
      }
    >
      <Loaded query={query} rows={4}>
        {(loaded) => <Flow {...loaded} />}
      </Loaded>
    </Page>
  );
}

function Flow({ lawyer, offers }: { lawyer: Lawyer; offers: readonly Offer[] }) {
  const booking = useBooking(lawyer.id);
  return (
    <div class="stack wide">
      <BookingFlow booking={booking} lawyer={lawyer} offers={offers} />
      {booking.step === 'type' && <About lawyer={lawyer} />}
    </div>
  );
}

/** Who it is; once the booking has begun, only the name. */
function Profile({ lawyer, compact }: { lawyer: Lawyer; compact: boolean }) {
  const words = bookingWords().lawyer;
  const name = inLanguage(lawyer.name);
  if (compact) {
    return (
      <div class="profile compact">
        <h1 tabIndex={-1}>
          <a href={`/lawyers/${lawyer.id}`}>{name}</a>
        </h1>
      </div>
    );
  }
  return (
    <div class="profile">
      <Avatar name={name} large />
      <div class="stack tight">
        <h1 tabIndex={-1}>{name}</h1>
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
          <span>
            <Icon name="shield" />
            <span>
              {words.verified} · <bdi>{words.licence(lawyer.licenceNumber)}</bdi>
            </span>
          </span>
        </p>
      </div>
    </div>
  );
}

function About({ lawyer }: { lawyer: Lawyer }) {
  const words = bookingWords().lawyer;
  const office = inLanguage(lawyer.officeAddress);
  return (
    <section class="about stack">
      <h2>{words.about}</h2>
      <p class="bio">{inLanguage(lawyer.bio)}</p>
      <p class="chips">
        {lawyer.specialties.map((specialty) => (
          <span key={specialty} class="chip">
            {specialtyName(specialty)}
          </span>
        ))}
      </p>
      {office !== '' && (
        <div class="stack tight">
          <h3>{words.office}</h3>
          <p>{office}</p>
        </div>
      )}
    </section>
  );
}
