import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely, RawBuilder } from 'kysely';
import type { ConsultationType } from '#domain/consultation.ts';
import { priceOf } from '#domain/fees.ts';
import { minor } from '#domain/money.ts';
import type { Bps } from '#domain/money.ts';
import type { Database } from './schema.ts';

export interface DirectoryFilter {
  specialty?: string | undefined;
  language?: string | undefined;
  consultationType?: ConsultationType | undefined;
  /** Of the total price, for the shortest duration. */
  maxPriceMinor?: number | undefined;
  q?: string | undefined;
  platformFeeBps: Bps;
  vatBps: Bps;
}

/** More would only cost: each one narrows the search further. */
const wordsMax = 8;

/** Listed lawyers that fulfil the whole filter. */
export function listedLawyers(db: Kysely<Database>, filter: DirectoryFilter) {
  const { specialty, language } = filter;
  let query = db.selectFrom('lawyer').where('lawyer.status', '=', 'listed');
  if (specialty) query = query.where(sql<boolean>`lawyer.specialties @> array[${specialty}]::text[]`);
  if (language) query = query.where(sql<boolean>`lawyer.languages @> array[${language}]::text[]`);
  return query.$if(filter.consultationType !== undefined || filter.maxPriceMinor !== undefined, (all) =>
    all.where((eb) =>
      eb.exists(
        eb
          .selectFrom('price')
          .select('price.lawyerId')
          .whereRef('price.lawyerId', '=', 'lawyer.id')
          .where(sellsWithin(filter)),
      ),
    ),
  );
}

/** What the search finds, as a table of `lawyer_id` and `rank`, which grows with the likeness. */
export function matching(q: string): RawBuilder<{ lawyerId: string; rank: number }> {
  const words = searchWords(q).map((word) => sql`search_form(${word})`);
  return sql<{ lawyerId: string; rank: number }>`lawyers_matching(array[${sql.join(words)}]::text[])`;
}

/**
 * Each once: a word said twice asks for nothing more. Signs alone count only when there is nothing else. With no word at
 * all nobody is found: a text was asked for, and nobody has it.
 */
export function searchWords(q: string): string[] {
  const all = q.split(/[\s,،;؛:/()"«»–—-]+/u).filter((word) => word !== '');
  const spoken = all.filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...new Set(spoken.length > 0 ? spoken : all)].slice(0, wordsMax);
}

/** Whether one active price fulfils both: a cheap video does not make the office visit cheap. */
export function sellsWithin({ consultationType, maxPriceMinor, ...rates }: DirectoryFilter) {
  return (eb: ExpressionBuilder<Database, 'price'>) =>
    eb.and([
      eb('price.isActive', '=', true),
      ...(consultationType === undefined ? [] : [eb('price.consultationType', '=', consultationType)]),
      ...(maxPriceMinor === undefined ? [] : [costsAtMost(basePriceMax(maxPriceMinor, rates))]),
    ]);
}

/** A rate is rounded half up to a price: the shortest duration is at most what the maximum buys. */
function costsAtMost(baseMaxMinor: number) {
  return sql<boolean>`case when price.fixed_fee_minor is not null then price.fixed_fee_minor <= ${baseMaxMinor}::bigint
    else (${baseMaxMinor}::bigint * 60 + 29) / price.hourly_rate_minor >= any (price.durations) end`;
}

/**
 * The highest base price whose total is still within the maximum. The total grows with the base price, so halving finds
 * it, and fees are rounded in one place only.
 */
function basePriceMax(maxPriceMinor: number, rates: { platformFeeBps: Bps; vatBps: Bps }): number {
  let [within, beyond] = [0, maxPriceMinor + 1];
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2);
    const { totalPrice } = priceOf({ basePriceMinor: minor(middle), ...rates });
    if (totalPrice <= maxPriceMinor) within = middle;
    else beyond = middle;
  }
  return within;
}
