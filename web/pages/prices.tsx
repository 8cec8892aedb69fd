import { useState } from 'preact/hooks';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { PriceCard } from '#web/lawyer/price-card.tsx';
import { priceChanges, priceDrafts, priceFaults } from '#web/lawyer/price-draft.ts';
import type { PriceDraft } from '#web/lawyer/price-draft.ts';
import type { Faults } from '#web/parts/fault-summary.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { LawyersOnly } from '#web/parts/lawyers-only.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { changePrices, getPrices } from '#web/requests/pricing.ts';
import type { PriceEntry } from '#web/requests/pricing.ts';
import { useQuery } from '#web/state/query.ts';
import '#web/styles/lawyer.css';

export function PricesPage() {
  const words = lawyerWords().prices;
  return (
    <LawyersOnly title={words.title}>
      {(lawyerId) => (
        <div class="stack">
          <p class="soft">{words.lead}</p>
          <Prices lawyerId={lawyerId} />
        </div>
      )}
    </LawyersOnly>
  );
}

function Prices({ lawyerId }: { lawyerId: string }) {
  const query = useQuery(lawyerId, (signal) => getPrices(lawyerId, signal));
  return (
    <Loaded query={query} rows={2}>
      {(entries) => <PriceForm loaded={entries} />}
    </Loaded>
  );
}

function PriceForm({ loaded }: { loaded: readonly PriceEntry[] }) {
  const words = lawyerWords().prices;
  const [saved, setSaved] = useState(loaded);
  const [drafts, setDrafts] = useState(() => priceDrafts(loaded));
  const form = useForm({
    check: () => faultsIn(drafts),
    send: async () => {
      const entries = await changePrices(priceChanges(drafts));
      setSaved(entries);
      setDrafts(priceDrafts(entries));
      say(words.saved);
    },
  });
  const change = (draft: PriceDraft, changed: Partial<PriceDraft>) =>
    setDrafts((all) => all.map((known) => (known === draft ? { ...known, ...changed } : known)));
  return (
    <Form form={form} action={words.save} look="primary large">
      {drafts.map((draft) => (
        <PriceCard
          key={draft.consultationType}
          draft={draft}
          saved={saved.find(({ consultationType }) => consultationType === draft.consultationType)}
          faults={form.faults}
          onChange={(changed) => change(draft, changed)}
        />
      ))}
    </Form>
  );
}

function faultsIn(drafts: readonly PriceDraft[]): Faults {
  const words = lawyerWords().prices;
  const texts = { amount: words.amountFault, durations: words.durationsFault };
  return Object.fromEntries(
    drafts.flatMap((draft) =>
      priceFaults(draft).map((fault) => [`${fault}-${draft.consultationType}`, texts[fault]]),
    ),
  );
}
