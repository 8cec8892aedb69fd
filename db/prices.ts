import type { Insertable, Kysely } from 'kysely';
import type { Price } from './rows/lawyers.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

export type NewPrice = Omit<Insertable<Database['price']>, 'lawyerId'>;

export async function listPrices(db: Kysely<Database>, lawyerId: string): Promise<Price[]> {
  return await db
    .selectFrom('price')
    .where('lawyerId', '=', lawyerId)
    .selectAll()
    .orderBy('consultationType')
    .execute();
}

/** The lawyer's whole price list; a type that is not in it is no longer sold. What is booked keeps its price. */
export async function replacePrices(
  db: Kysely<Database>,
  lawyerId: string,
  prices: readonly NewPrice[],
): Promise<Price[]> {
  return await inTransaction(db, async (trx) => {
    await trx.deleteFrom('price').where('lawyerId', '=', lawyerId).execute();
    const rows = prices.map((price) => ({ ...price, lawyerId }));
    if (rows.length > 0) await trx.insertInto('price').values(rows).execute();
    return await listPrices(trx, lawyerId);
  });
}
