import { useLocation } from 'preact-iso';
import { isLocalDate } from '#domain/local-date.ts';
import { localDate } from '#web/format/time.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { TimesBoard } from '#web/lawyer/times-board.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/own-hours.ts';
import { listOffers } from '#web/requests/pricing.ts';
import { serverNow } from '#web/state/clock.ts';
import { useQuery } from '#web/state/query.ts';
import '#web/styles/day-times.css';

export function TimesPage() {
  const words = datesWords().times;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Times lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Times({ lawyerId }: { lawyerId: string }) {
  const { query: asked, route } = useLocation();
  const query = useQuery(lawyerId, async (signal) => {
    const [{ availability }, offers] = await Promise.all([
      getAvailability(lawyerId, signal),
      listOffers(lawyerId, signal),
    ]);
    return { availability, offers };
  });
  return (
    <Loaded query={query} rows={2}>
      {({ availability, offers }) => (
        <TimesBoard
          lawyerId={lawyerId}
          availability={availability}
          offers={offers}
          date={dateOf(asked['date'], availability.timezone)}
          onDate={(date) => route(`/lawyer/times?date=${date}`, true)}
        />
      )}
    </Loaded>
  );
}

/** The date of the address; today, where it names none. */
function dateOf(asked: string | undefined, timezone: string): string {
  return asked !== undefined && isLocalDate(asked) ? asked : localDate(serverNow(), timezone);
}
