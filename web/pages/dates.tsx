import { datesWords } from '#web/i18n/dates.ts';
import { DatesBoard } from '#web/lawyer/dates-board.tsx';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/own-hours.ts';
import { listOffers } from '#web/requests/pricing.ts';
import { useQuery } from '#web/state/query.ts';
import '#web/styles/dates.css';

export function DatesPage() {
  const words = datesWords().calendar;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Dates lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Dates({ lawyerId }: { lawyerId: string }) {
  const query = useQuery(lawyerId, async (signal) => {
    const [loaded, offers] = await Promise.all([
      getAvailability(lawyerId, signal),
      listOffers(lawyerId, signal),
    ]);
    return { loaded, offers };
  });
  return (
    <Loaded query={query} rows={3}>
      {(found) => <DatesBoard key={lawyerId} lawyerId={lawyerId} {...found} />}
    </Loaded>
  );
}
