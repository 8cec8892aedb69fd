import { useLocation } from 'preact-iso';
import { isLocalDate } from '#domain/local-date.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { HoursEditor } from '#web/lawyer/hours-editor.tsx';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/own-hours.ts';
import { useQuery } from '#web/state/query.ts';

export function HoursPage() {
  const words = hoursWords().week;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Hours lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Hours({ lawyerId }: { lawyerId: string }) {
  const query = useQuery(lawyerId, (signal) => getAvailability(lawyerId, signal));
  const wanted = useWantedDates();
  return (
    <Loaded query={query} rows={4}>
      {(loaded) => <HoursEditor key={lawyerId} lawyerId={lawyerId} loaded={loaded} wanted={wanted} />}
    </Loaded>
  );
}

/** Dates chosen in the calendar for which another week is to be set up. */
function useWantedDates(): { startDate: string; endDate: string } | undefined {
  const { from: startDate = '', to: endDate = '' } = useLocation().query;
  return isLocalDate(startDate) && isLocalDate(endDate) ? { startDate, endDate } : undefined;
}
