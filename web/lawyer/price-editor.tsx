import { useState } from 'preact/hooks';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { FaultSummary } from '#web/parts/fault-summary.tsx';
import type { Faults } from '#web/parts/fault-summary.tsx';

import { Form, useForm } from '#web/parts/form.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import type { Availability } from '#web/requests/own-hours.ts';
import { changePrices, getOwnPrices } from '#web/requests/own-prices.ts';
import type { VersionedPrices } from '#web/requests/own-prices.ts';
import { problemOf } from '#web/requests/problem.ts';
import { PriceCard } from './price-card.tsx';
import { priceDifferences } from './price-differences.ts';
import { priceChanges, priceDrafts, priceFaults } from './price-draft.ts';
import type { PriceDraft } from './price-draft.ts';
import { DifferenceList, StaleFrame } from './stale-notice.tsx';

interface EditorProps {
  loaded: VersionedPrices;
  /** The general rules, which a type may depart from. */
  general: Availability;
  lawyerId: string;
}

/** The price list as one draft, saved as one against the version that was read. */
export function PriceEditor({ loaded, general, lawyerId }: EditorProps) {
  const words = lawyerWords().prices;
  const { held, drafts, change, settle, theirs, send } = usePrices(lawyerId, loaded);
  const form = useForm({ check: () => faultsIn(drafts), send: () => send(held.version) });
  const keep = useForm({ check: () => faultsIn(drafts), send: () => send(theirs?.version ?? held.version) });
  return (
    <div class="stack">
      {theirs && (
        <StaleFrame
          title={words.stale}
          busy={keep.busy}
          onKeep={() => void keep.submit()}
          onReload={() => settle(theirs)}
        >
          <PriceDifferences held={held} theirs={theirs} />
          {keep.problem && <ProblemNotice problem={keep.problem} />}
          <FaultSummary faults={keep.faults} />
        </StaleFrame>
      )}
      <Form form={form} action={words.save} look="primary large">
        {drafts.map((draft) => (
          <PriceCard
            key={draft.consultationType}
            draft={draft}
            saved={held.entries.find(({ consultationType }) => consultationType === draft.consultationType)}
            general={general}
            faults={form.faults}
            onChange={(changed) => change(draft, changed)}
          />
        ))}
      </Form>
    </div>
  );
}

function usePrices(lawyerId: string, loaded: VersionedPrices) {
  const [held, setHeld] = useState(loaded);
  const [drafts, setDrafts] = useState(() => priceDrafts(loaded.entries));
  /** What somebody else saved first. */
  const [theirs, setTheirs] = useState<VersionedPrices>();
  const settle = (prices: VersionedPrices) => {
    setHeld(prices);
    setDrafts(priceDrafts(prices.entries));
    setTheirs(undefined);
  };
  const send = async (version: string) => {
    try {
      settle(await changePrices(priceChanges(drafts), version));
      say(lawyerWords().prices.saved);
    } catch (error) {
      if (problemOf(error).code !== 'version_conflict') throw error;
      setTheirs(await getOwnPrices(lawyerId));
    }
  };
  const change = (draft: PriceDraft, changed: Partial<PriceDraft>) =>
    setDrafts((all) => all.map((known) => (known === draft ? { ...known, ...changed } : known)));
  return { held, drafts, change, settle, theirs, send };
}

function PriceDifferences({ held, theirs }: { held: VersionedPrices; theirs: VersionedPrices }) {
  const differences = priceDifferences(held.entries, theirs.entries);
  // Hours and prices share one version.
  if (differences.length === 0) return <p>{lawyerWords().prices.staleHours}</p>;
  return <DifferenceList differences={differences} />;
}

function faultsIn(drafts: readonly PriceDraft[]): Faults {
  const words = lawyerWords().prices;
  const texts = { amount: words.amountFault, durations: words.durationsFault, tooLittle: words.tooLittle };
  return Object.fromEntries(
    drafts.flatMap((draft) =>
      priceFaults(draft).map((fault) => [
        `${fault === 'tooLittle' ? 'amount' : fault}-${draft.consultationType}`,
        texts[fault],
      ]),
    ),
  );
}
