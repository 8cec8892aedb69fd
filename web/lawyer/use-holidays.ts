import { useRef, useState } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import { getAvailability, replaceHolidays } from '#web/requests/own-hours.ts';
import type { Conflict, VersionedAvailability } from '#web/requests/own-hours.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { filledRows, keptHolidays } from './holiday-draft.ts';
import type { HolidayRow } from './holiday-list.ts';

/** The holidays of one year as a list to be edited, and saved against the version that it is compared with. */
export function useHolidays(lawyerId: string, loaded: VersionedAvailability, year: number) {
  const [held, setHeld] = useState(loaded);
  const [rows, setRows] = useState<readonly HolidayRow[]>(() => keptHolidays(loaded.availability, year));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  /** Somebody else was first; the list is compared with what they saved. */
  const [isStale, setStale] = useState(false);
  const running = useRef(false);

  const settle = async (): Promise<VersionedAvailability> => {
    const fresh = await getAvailability(lawyerId);
    setHeld(fresh);
    return fresh;
  };
  const filled = filledRows(rows, hoursWords().kinds.holiday);
  const attempt = async (): Promise<boolean> => {
    try {
      const saved = await replaceHolidays({ lawyerId, year, version: held.version }, filled);
      setConflicts(saved.conflicts);
      setStale(false);
      setRows(keptHolidays((await settle()).availability, year));
      return true;
    } catch (error) {
      const refused = problemOf(error);
      if (refused.code !== 'version_conflict') throw refused;
      await settle();
      setStale(true);
      return false;
    }
  };
  const save = async (): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    const isSaved = await attempt().catch((error: unknown) => {
      setProblem(problemOf(error));
      return false;
    });
    running.current = false;
    setBusy(false);
    return isSaved;
  };
  const discard = () => {
    setRows(keptHolidays(held.availability, year));
    setStale(false);
  };
  return { held, rows, filled, setRows, busy, problem, conflicts, isStale, save, discard };
}
