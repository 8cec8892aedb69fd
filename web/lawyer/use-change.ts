import { useRef, useState } from 'preact/hooks';
import { changeAvailability, getAvailability } from '#web/requests/own-hours.ts';
import type {
  Availability,
  AvailabilityChange,
  Conflict,
  VersionedAvailability,
} from '#web/requests/own-hours.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';

/** What to change, told from what holds: on top of somebody else's change it can be told again. */
export type Edit = (current: Availability) => AvailabilityChange;

/** An edit that came too late: somebody else has changed the hours since they were read. */
export interface Stale {
  edit: Edit;
  theirs: VersionedAvailability;
}

export interface Changing {
  /** What holds, as far as this page knows. */
  held: VersionedAvailability;
  busy: boolean;
  problem: ApiProblem | undefined;
  /** What the last change left outside the hours. */
  conflicts: readonly Conflict[];
  stale: Stale | undefined;
  /** What holds now, or nothing when it was not saved. A second call while the first is under way does nothing. */
  send: (edit: Edit) => Promise<Availability | undefined>;
  /** Saves the edit that came too late on top of what the others saved. */
  keep: () => Promise<Availability | undefined>;
  /** Gives the edit up, and goes on from what the others saved. */
  takeTheirs: () => void;
}

/** Changes a lawyer's hours against the version that was read, and keeps what went wrong. */
export function useChange(lawyerId: string, loaded: VersionedAvailability): Changing {
  const [held, setHeld] = useState(loaded);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [stale, setStale] = useState<Stale>();
  const running = useRef(false);

  const attempt = async (edit: Edit, from: VersionedAvailability) => {
    try {
      const saved = await changeAvailability(lawyerId, edit(from.availability), from.version);
      setHeld(saved);
      setConflicts(saved.conflicts);
      setStale(undefined);
      return saved.availability;
    } catch (error) {
      const refused = problemOf(error);
      if (refused.code !== 'version_conflict') throw refused;
      setStale({ edit, theirs: await getAvailability(lawyerId) });
      return undefined;
    }
  };
  const sendFrom = async (edit: Edit, from: VersionedAvailability) => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    const saved = await attempt(edit, from).catch((error: unknown) => {
      setProblem(problemOf(error));
      return undefined;
    });
    running.current = false;
    setBusy(false);
    return saved;
  };
  return {
    held,
    busy,
    problem,
    conflicts,
    stale,
    send: (edit) => sendFrom(edit, held),
    keep: async () => (stale ? sendFrom(stale.edit, stale.theirs) : undefined),
    takeTheirs: () => {
      if (stale) setHeld(stale.theirs);
      setStale(undefined);
      setConflicts([]);
    },
  };
}
