import type { Fault } from '#domain/problem.ts';

/** No body of ours is nested deeper; the bound keeps a hostile one from exhausting the stack. */
const DEPTH_MAX = 8;

/**
 * Faults that no schema names: text that Postgres cannot keep (NUL) or that is not text at all (half a surrogate pair),
 * in any string or field name.
 */
export function textFaults(value: unknown, pointer: string, depth = 0): Fault[] {
  if (typeof value === 'string') return faultsOfText(value, pointer);
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= DEPTH_MAX) return [{ pointer, detail: 'is nested too deeply' }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = `${pointer}/${escapePointer(key)}`;
    return [...faultsOfText(key, inside), ...textFaults(inner, inside, depth + 1)];
  });
}

function faultsOfText(text: string, pointer: string): Fault[] {
  if (text.includes('\0')) return [{ pointer, detail: 'must not contain NUL characters' }];
  return text.isWellFormed() ? [] : [{ pointer, detail: 'must be well-formed Unicode text' }];
}

/** RFC 6901; what is not well-formed is shown as U+FFFD, so that the answer itself is. */
export function escapePointer(key: string): string {
  return key.toWellFormed().replaceAll('\0', '\uFFFD').replaceAll('~', '~0').replaceAll('/', '~1');
}
