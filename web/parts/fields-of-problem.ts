import type { ApiProblem } from '#web/requests/problem.ts';
import { problemText } from './states.tsx';
import type { Faults } from './fault-summary.tsx';

/**
 * The faults of a refused request by the ids of our controls. `idOf` knows which control a pointer means; what no
 * control is responsible for stays under `elsewhere`, so that nothing is lost.
 */
export function faultsOf(
  problem: ApiProblem,
  idOf: (pointer: string) => string | undefined,
  textOf: (id: string) => string | undefined = () => undefined,
): Faults {
  const faults: Record<string, string> = {};
  for (const { pointer } of problem.body.errors ?? []) {
    const id = idOf(pointer.replace(/^\/body/, ''));
    if (id !== undefined) faults[id] ??= textOf(id) ?? problemText(problem);
  }
  return faults;
}
