import { isTerminal } from '#domain/consultation.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';

interface Placed {
  status: ConsultationStatus;
  scheduledAt: string;
  endsAt: string;
}

/** What is still to come, the nearest first; then what is over, the latest first. */
export function inOrder<Item extends Placed>(
  items: readonly Item[],
  now: number,
): { upcoming: Item[]; past: Item[] } {
  const isUpcoming = ({ status, endsAt }: Item) => !isTerminal(status) && Date.parse(endsAt) > now;
  const start = ({ scheduledAt }: Item) => Date.parse(scheduledAt);
  return {
    upcoming: items.filter(isUpcoming).toSorted((a, b) => start(a) - start(b)),
    past: items.filter((item) => !isUpcoming(item)).toSorted((a, b) => start(b) - start(a)),
  };
}
