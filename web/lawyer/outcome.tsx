import { hoursWords } from '#web/i18n/hours.ts';
import { later } from '#web/parts/later.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import type { Availability } from '#web/requests/own-hours.ts';
import { ConflictNotice } from './conflict-list.tsx';
import type { Changing } from './use-change.ts';

/** Few are too late; what it takes to say who changed what is fetched for them. */
const StaleNotice = later(async () => (await import('./stale-notice.tsx')).StaleNotice);

/** What came of the last change: a refusal, somebody else who was first, or consultations that no longer fit. */
export function Outcome({
  changing,
  onSettled,
}: {
  changing: Changing;
  /** The choice is made: this is what holds. */
  onSettled: (availability: Availability) => void;
}) {
  const { held, problem, stale, conflicts, busy, keep, takeTheirs } = changing;
  return (
    <>
      {problem && (
        <Spotlight key={problem.code}>
          <ProblemNotice problem={problem} />
        </Spotlight>
      )}
      {stale && (
        <StaleNotice
          stale={stale}
          base={held.availability}
          busy={busy}
          onKeep={() => void keep().then((saved) => saved && onSettled(saved))}
          onReload={() => {
            takeTheirs();
            onSettled(stale.theirs.availability);
          }}
        />
      )}
      <ConflictNotice title={hoursWords().conflict.now(conflicts.length)} conflicts={conflicts} saved />
    </>
  );
}
