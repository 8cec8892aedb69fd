import { useEffect, useRef, useState } from 'preact/hooks';
import { listOffers } from '#web/requests/pricing.ts';
import { previewAvailability } from '#web/requests/own-hours.ts';
import type { AvailabilityChange, Preview } from '#web/requests/own-hours.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { useQuery } from '#web/state/query.ts';
import type { Query } from '#web/state/query.ts';

/** Long enough that a time is typed, short enough to feel at once. */
const TYPING_MS = 400;

type Kind = Pick<Offer, 'consultationType' | 'durationMinutes'>;

/** What is counted: a change that is not saved yet, for one of the kinds of booking that the lawyer offers. */
export interface Count {
  offers: Query<Offer[]>;
  /** The place of the chosen one among them, as a form has it. */
  chosen: string;
  choose: (chosen: string) => void;
  counted: Counted;
  change: AvailabilityChange | null;
}

/** The count of a page that edits the hours: shown beside them, and in short at the foot of a phone. */
export function useCount(
  lawyerId: string,
  { change, version }: { change: AvailabilityChange | null; version: string },
): Count {
  const offers = useQuery(lawyerId, (signal) => listOffers(lawyerId, signal));
  const [chosen, choose] = useState('0');
  const kind = offers.data.value?.[Number(chosen)];
  return { offers, chosen, choose, counted: usePreview(lawyerId, { change, kind, version }), change };
}

export interface Counted {
  query: Query<Preview>;
  /** How many there are without the change; unknown until it was asked. */
  now: number | undefined;
  /** What is shown does not yet belong to what is typed. */
  isBehind: boolean;
}

/**
 * What clients would see, were `change` saved; asked when the typing pauses. `null` while the change has faults: then
 * the last count stays. `version` is what it is compared with.
 */
export function usePreview(
  lawyerId: string,
  { change, kind, version }: { change: AvailabilityChange | null; kind: Kind | undefined; version: string },
): Counted {
  // A change with faults cannot be counted: the last one without stays.
  const countable = useRef<AvailabilityChange>({});
  if (change !== null) countable.current = change;
  const typed = kind === undefined ? null : JSON.stringify({ ...countable.current, ...kindOf(kind) });
  const asked = useSettled(typed);
  const query = useQuery(
    asked === null ? null : `${version} ${asked}`,
    async (signal) =>
      previewAvailability(lawyerId, { ...countable.current, ...(kind && kindOf(kind)) }, signal),
    { keep: true },
  );
  const before = useQuery(
    kind === undefined ? null : `${version} ${JSON.stringify(kindOf(kind))}`,
    async (signal) => previewAvailability(lawyerId, kind ? kindOf(kind) : {}, signal),
  );
  return {
    query,
    now: before.data.value?.total,
    isBehind: typed !== asked || query.loading.value,
  };
}

function kindOf({ consultationType, durationMinutes }: Kind): Kind {
  return { consultationType, durationMinutes };
}

/** The value when it has not changed for a moment; the first one at once. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (settled === null) {
      setSettled(value);
      return undefined;
    }
    const timer = setTimeout(() => setSettled(value ?? settled), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
