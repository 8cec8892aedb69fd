import { invalidRequest } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** Which references of an answer are written out as whole objects (`expand[]=payment_intent.latest_charge`). */
export interface Expansions {
  has(name: string): boolean;
  /** The expansions that are meant for the object behind this reference. */
  under(name: string): Expansions;
}

const depthMax = 4;

export function expansionsOf(paths: readonly string[]): Expansions {
  return {
    has: (name) => paths.some((path) => path === name || path.startsWith(`${name}.`)),
    under: (name) =>
      expansionsOf(
        paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1)),
      ),
  };
}

export const nothingExpanded = expansionsOf([]);

/** Reads `expand`; a path that the object does not have is refused. Lists name theirs under `data.`. */
export function readExpansions(
  parameters: Parameters,
  expandable: readonly string[],
  list = false,
): Expansions {
  const paths = parameters.texts('expand') ?? [];
  paths.forEach((path, index) => {
    if (path.split('.').length > depthMax) {
      throw invalidRequest(`You cannot expand more than ${depthMax} levels of a property: ${path}`, {
        param: `expand[${index}]`,
      });
    }
    const known = list ? expandable.map((name) => `data.${name}`) : expandable;
    if (known.some((name) => name === path || name.startsWith(`${path}.`)) && path !== 'data') return;
    throw invalidRequest(`This property cannot be expanded (${path}).`, { param: `expand[${index}]` });
  });
  return list ? expansionsOf(paths).under('data') : expansionsOf(paths);
}
