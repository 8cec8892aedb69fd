import { createHash } from 'node:crypto';
import type { Instant } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import T from 'typebox';
import { Check } from 'typebox/value';

/** Where a directory goes on. It holds for the search that it came from, and for no other. */
export interface DirectoryPosition {
  key: number;
  id: string;
  /** When the first page was asked for: the next ones continue its order, whatever time passes meanwhile. */
  asOf: Instant;
}

const Parts = T.Tuple([
  T.String(),
  T.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  T.String({ pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  T.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }),
]);

export function encodePosition({ key, id, asOf }: DirectoryPosition, search: object): string {
  return Buffer.from(JSON.stringify([nameOf(search), key, id, asOf])).toString('base64url');
}

/** The position that `encodePosition` wrote for the same search; anything else is `invalid_request`. */
export function decodePosition(cursor: string | undefined, search: object): DirectoryPosition | undefined {
  if (cursor === undefined) return undefined;
  const parts = partsOf(cursor);
  if (Check(Parts, parts) && parts[0] === nameOf(search)) {
    const [, key, id, asOf] = parts;
    return { key, id, asOf };
  }
  const errors = [
    { pointer: '/query/cursor', detail: 'Must be the nextCursor of an earlier answer to the same search' },
  ];
  throw new Problem('invalid_request', 'The cursor is not valid', { errors });
}

function partsOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Short, and the same whatever order the filters were given in. */
function nameOf(search: object): string {
  const said = Object.entries(search)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 12);
}
