import { hoursWords } from '#web/i18n/hours.ts';
import { RulesEditor } from '#web/lawyer/rules-editor.tsx';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/own-hours.ts';
import { useQuery } from '#web/state/query.ts';

export function RulesPage() {
  const words = hoursWords().rules;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Rules lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Rules({ lawyerId }: { lawyerId: string }) {
  const query = useQuery(lawyerId, (signal) => getAvailability(lawyerId, signal));
  return (
    <Loaded query={query} rows={3}>
      {(loaded) => <RulesEditor key={lawyerId} lawyerId={lawyerId} loaded={loaded} />}
    </Loaded>
  );
}
