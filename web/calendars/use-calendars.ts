import { useEffect, useState } from 'preact/hooks';
import { listCalendars } from '#web/requests/calendars.ts';
import type { Calendars } from '#web/requests/calendars.ts';
import { useQuery } from '#web/state/query.ts';
import type { Query } from '#web/state/query.ts';

/** Calendars are read every ten minutes; who looks at the page for longer sees it within this. */
const POLL_MS = 20_000;
/** After something was ordered its outcome is seconds away. */
const SOON_MS = 1_500;
/** How often it is looked for; then the ordinary pace has to do. */
const LOOKS_MAX = 12;

export interface LiveCalendars {
  query: Query<Calendars>;
  /** Something was ordered: its outcome is looked for more often for a while. */
  expectNews: () => void;
}

/** The lawyer's calendars, asked for again from time to time while the page is looked at. */
export function useCalendars(): LiveCalendars {
  const query = useQuery('calendars', listCalendars, { keep: true });
  const [looks, setLooks] = useState(0);
  // Where the first reading is under way, its end is awaited without an order.
  const isFirst = query.data.value?.data.some(isFirstReading) === true;
  const isSoon = looks > 0 || isFirst;
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (!document.hidden) query.reload();
        setLooks((left) => Math.max(0, left - 1));
      },
      isSoon ? SOON_MS : POLL_MS,
    );
    return () => clearInterval(timer);
  }, [isSoon]);
  return {
    query,
    expectNews: () => {
      setLooks(LOOKS_MAX);
      query.reload();
    },
  };
}

export function isFirstReading({ status, syncedAt }: Calendars['data'][number]): boolean {
  return status === 'active' && syncedAt === null;
}
