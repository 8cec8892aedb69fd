import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Instant } from '#domain/instant.ts';
import { recordChange } from './availability-changes.ts';
import { lockAvailability } from './availability.ts';
import type { Price } from './rows/lawyers.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

export type NewPrice = Omit<Price, 'lawyerId'>;

export async function listPrices(db: Kysely<Database>, lawyerId: string): Promise<Price[]> {
  return await db
    .selectFrom('price')
    .where('lawyerId', '=', lawyerId)
    .selectAll()
    .orderBy('consultationType')
    .execute();
}

export interface PriceEdit {
  lawyerId: string;
  actorId: string;
  /** Of hours and prices together; refuses with `version_conflict` when it is another. */
  expectedVersion: number;
  prices: readonly NewPrice[];
  now: Instant;
}

/**
 * The lawyer's whole price list; a type that is not in it is no longer sold. What is booked keeps its price. Under the
 * lock that holds take too, so that no hold mixes an old price with new hours.
 */
export async function replacePrices(
  db: Kysely<Database>,
  { lawyerId, actorId, expectedVersion, prices, now }: PriceEdit,
): Promise<{ prices: Price[]; version: number }> {
  return await inTransaction(db, async (trx) => {
    await lockAvailability(trx, lawyerId, expectedVersion);
    const before = (await listPrices(trx, lawyerId)).map(withoutLawyer);
    const gone = before.filter((price) => !isAmong(prices, price));
    const come = prices.filter((price) => !isAmong(before, price));
    if (gone.length === 0 && come.length === 0)
      return { prices: await listPrices(trx, lawyerId), version: expectedVersion };

    const types = gone.map(({ consultationType }) => consultationType);
    if (types.length > 0)
      await trx
        .deleteFrom('price')
        .where('lawyerId', '=', lawyerId)
        .where('consultationType', 'in', types)
        .execute();
    const rows = come.map((price) => ({ ...price, lawyerId }));
    if (rows.length > 0) await trx.insertInto('price').values(rows).execute();
    const fields = { before: { prices: gone }, after: { prices: come } };
    const version = await recordChange(trx, { ...fields, lawyerId, kind: 'prices_changed', actorId, now });
    return { prices: await listPrices(trx, lawyerId), version };
  });
}

function withoutLawyer(row: Price): NewPrice {
  const { lawyerId: _, ...price } = row;
  return price;
}

function isAmong(prices: readonly NewPrice[], wanted: NewPrice): boolean {
  return prices.some((price) => isDeepStrictEqual(price, wanted));
}
