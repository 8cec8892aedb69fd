import { lawyerWords } from '#web/i18n/lawyer.ts';
import { PriceEditor } from '#web/lawyer/price-editor.tsx';
import { LawyersOnly } from '#web/parts/lawyers-only.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/own-hours.ts';
import { getOwnPrices } from '#web/requests/own-prices.ts';
import { useQuery } from '#web/state/query.ts';
import '#web/styles/day-times.css';
import '#web/styles/lawyer.css';

export function PricesPage() {
  const words = lawyerWords().prices;
  return (
    <LawyersOnly title={words.title}>
      {(lawyerId) => (
        <div class="stack">
          <p class="soft section-lead">{words.lead}</p>
          <Prices lawyerId={lawyerId} />
        </div>
      )}
    </LawyersOnly>
  );
}

function Prices({ lawyerId }: { lawyerId: string }) {
  const query = useQuery(lawyerId, async (signal) => {
    const [prices, { availability }] = await Promise.all([
      getOwnPrices(lawyerId, signal),
      getAvailability(lawyerId, signal),
    ]);
    return { prices, availability };
  });
  return (
    <Loaded query={query} rows={2}>
      {({ prices, availability }) => (
        <PriceEditor key={lawyerId} lawyerId={lawyerId} loaded={prices} general={availability} />
      )}
    </Loaded>
  );
}
