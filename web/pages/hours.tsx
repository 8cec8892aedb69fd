import { useState } from 'preact/hooks';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { HoursEditor } from '#web/lawyer/hours-editor.tsx';
import { LawyersOnly } from '#web/parts/lawyers-only.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/availability.ts';
import { useQuery } from '#web/state/query.ts';
import '#web/styles/lawyer.css';

export function HoursPage() {
  const words = lawyerWords().hours;
  return (
    <LawyersOnly title={words.title}>
      {(lawyerId) => (
        <div class="stack">
          <p class="soft">{words.lead}</p>
          <Hours lawyerId={lawyerId} />
        </div>
      )}
    </LawyersOnly>
  );
}

function Hours({ lawyerId }: { lawyerId: string }) {
  const [round, setRound] = useState(0);
  const query = useQuery(`${lawyerId} ${round}`, (signal) => getAvailability(lawyerId, signal));
  return (
    <Loaded query={query} rows={4}>
      {(loaded) => (
        <HoursEditor
          key={loaded.version}
          lawyerId={lawyerId}
          loaded={loaded}
          onReload={() => setRound((known) => known + 1)}
        />
      )}
    </Loaded>
  );
}
