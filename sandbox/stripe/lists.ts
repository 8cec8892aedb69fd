import type Stripe from 'stripe';
import { noSuch } from './errors.ts';
import { invalidRequest } from './errors.ts';
import type { Parameters } from './parameters.ts';

export function listObject<T>(url: string, data: T[], hasMore: boolean): Stripe.ApiList<T> {
  return { object: 'list', data, has_more: hasMore, url };
}

export interface Page {
  limit: number;
  startingAfter: string | undefined;
  endingBefore: string | undefined;
}

/** Reads the parameters that every list has: at most 100 at a time, 10 when nothing is said. */
export function readPage(parameters: Parameters): Page {
  const limit = parameters.integer('limit') ?? 10;
  if (limit < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', { param: 'limit' });
  }
  if (limit > 100) {
    throw invalidRequest("This value must be less than or equal to 100 (it currently is '" + limit + "').", {
      param: 'limit',
    });
  }
  return {
    limit,
    startingAfter: parameters.text('starting_after'),
    endingBefore: parameters.text('ending_before'),
  };
}

export interface Range {
  includes(seconds: number): boolean;
}

/** Reads `created`, an instant or a range with `gt`, `gte`, `lt` and `lte`. */
export function readRange(parameters: Parameters, name: string): Range {
  const range = parameters.object(name, (inner) => ({
    gt: inner.integer('gt') ?? -Infinity,
    gte: inner.integer('gte') ?? -Infinity,
    lt: inner.integer('lt') ?? Infinity,
    lte: inner.integer('lte') ?? Infinity,
  }));
  return {
    includes: (seconds) =>
      !range || (seconds > range.gt && seconds >= range.gte && seconds < range.lt && seconds <= range.lte),
  };
}

/** Cuts one page out of records that are in the order of their creation; lists show the newest first. */
export function pageOf<T extends { id: string }>(
  records: readonly T[],
  page: Page,
  kind: string,
): { data: T[]; hasMore: boolean } {
  const newestFirst = records.toReversed();
  const at = (id: string, parameter: string): number => {
    const index = newestFirst.findIndex((record) => record.id === id);
    if (index < 0) throw noSuch(kind, id, parameter);
    return index;
  };
  if (page.endingBefore !== undefined) {
    const end = at(page.endingBefore, 'ending_before');
    const start = Math.max(0, end - page.limit);
    return { data: newestFirst.slice(start, end), hasMore: start > 0 };
  }
  const start = page.startingAfter === undefined ? 0 : at(page.startingAfter, 'starting_after') + 1;
  return {
    data: newestFirst.slice(start, start + page.limit),
    hasMore: start + page.limit < newestFirst.length,
  };
}
