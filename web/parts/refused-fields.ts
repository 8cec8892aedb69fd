import type { ApiProblem } from '#web/requests/problem.ts';
import type { Faults } from './fault-summary.tsx';

/** Which control a field of the request is typed in, and what to say when the api refuses it. */
export type Controls = readonly { pointer: string; id: string; text: string }[];

/** The faults of a refused request by the ids of their controls; nothing when no control is responsible. */
export function refusedFields(problem: ApiProblem, controls: Controls): Faults {
  const pointers = (problem.body.errors ?? []).map(({ pointer }) => pointer.replace(/^\/body/, ''));
  return Object.fromEntries(
    controls
      .filter(({ pointer }) =>
        pointers.some((refused) => refused === pointer || refused.startsWith(`${pointer}/`)),
      )
      .map(({ id, text }) => [id, text]),
  );
}
