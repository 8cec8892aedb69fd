import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { Problem } from '#domain/problem.ts';

/** Where a list goes on: after the row with this sort key and this id. */
export interface Position {
  /** Microseconds since the epoch: a JavaScript date would lose what Postgres keeps. */
  key: number;
  id: string;
}

/** One page of a list; without a cursor it is the last. */
export interface Page<Row> {
  data: Row[];
  nextCursor: string | null;
}

const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opaque to the caller: base64url of `[key, id]`. */
export function encodeCursor({ key, id }: Position): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** The position that `encodeCursor` wrote; anything else is `invalid_request`. */
export function decodeCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const [key, id] = partsOf(cursor);
  const isKey = typeof key === 'number' && Number.isSafeInteger(key) && key >= 0;
  if (isKey && typeof id === 'string' && idPattern.test(id)) return { key, id };
  const errors = [{ pointer: '/query/cursor', detail: 'Must be the nextCursor of an earlier answer' }];
  throw new Problem('invalid_request', 'The cursor is not valid', { errors });
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.length === 2 ? parts : [];
  } catch {
    return [];
  }
}

/** The sort key of a row, from its timestamp `column`. */
export function sortKeyOf(column: string): RawBuilder<number> {
  return sql<number>`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`;
}

/** Whether a row lies behind the position, in a list sorted by its timestamp and then by its id. */
export function liesBehind(
  position: Position,
  [column, id]: readonly [column: string, id: string],
  direction: 'asc' | 'desc',
): RawBuilder<boolean> {
  const row = sql`(${sql.ref(column)}, ${sql.ref(id)})`;
  // The multiplication is exact: both factors and the result are whole numbers within the safe range.
  const behind = sql`('epoch'::timestamptz + ${position.key} * interval '1 microsecond', ${position.id}::uuid)`;
  return direction === 'asc' ? sql<boolean>`${row} > ${behind}` : sql<boolean>`${row} < ${behind}`;
}

/** The page out of rows that were read up to one more than the limit. */
export function pageOf<Row extends { id: string; sortKey: number }>(
  rows: readonly Row[],
  limit: number,
): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return {
    data: page,
    nextCursor: isMore ? encodeCursor({ key: last.sortKey, id: last.id }) : null,
  };
}
