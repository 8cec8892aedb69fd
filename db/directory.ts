import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ConsultationType } from '#domain/consultation.ts';
import { priceOf } from '#domain/fees.ts';
import { minor } from '#domain/money.ts';
import type { Bps } from '#domain/money.ts';
import { decodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { Database } from './schema.ts';

export interface DirectoryFilter {
  specialty?: string | undefined;
  language?: string | undefined;
  consultationType?: ConsultationType | undefined;
  /** Of the total price, for the shortest duration. */
  maxPriceMinor?: number | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  platformFeeBps: Bps;
  vatBps: Bps;
}

/** What the directory shows of a price; the total follows from the rates. */
export interface ListedPrice {
  consultationType: ConsultationType;
  fixedFeeMinor: number | null;
  hourlyRateMinor: number | null;
  durations: number[];
  currency: string;
}

export interface DirectoryEntry {
  id: string;
  nameEn: string;
  nameAr: string;
  headlineEn: string;
  headlineAr: string;
  city: string;
  specialties: string[];
  languages: string[];
  timezone: string;
  instantBooking: boolean;
  prices: ListedPrice[];
  sortKey: number;
}

/** Listed lawyers that fulfil the whole filter, in the order in which they were listed. */
export async function listDirectory(
  db: Kysely<Database>,
  filter: DirectoryFilter,
): Promise<Page<DirectoryEntry>> {
  const { specialty, language, q, limit } = filter;
  const position = decodeCursor(filter.cursor);
  let query = db
    .selectFrom('lawyer')
    .innerJoin('availability as a', 'a.lawyerId', 'lawyer.id')
    .where('lawyer.status', '=', 'listed')
    .select(['lawyer.id', 'lawyer.nameEn', 'lawyer.nameAr', 'lawyer.headlineEn', 'lawyer.headlineAr'])
    .select(['lawyer.city', 'lawyer.specialties', 'lawyer.languages', 'a.timezone', 'a.instantBooking'])
    .select([pricesOfLawyer.as('prices'), sortKeyOf('lawyer.listedAt').as('sortKey')]);
  if (specialty) query = query.where(sql<boolean>`lawyer.specialties @> array[${specialty}]::text[]`);
  if (language) query = query.where(sql<boolean>`lawyer.languages @> array[${language}]::text[]`);
  if (q) query = query.where(sql<boolean>`(${searchText}) ilike ${`%${escapeLike(q)}%`}`);
  if (filter.consultationType || filter.maxPriceMinor !== undefined) {
    query = query.where(sellsWithin(filter));
  }
  if (position) query = query.where(liesBehind(position, ['lawyer.listedAt', 'lawyer.id'], 'asc'));
  const rows = await query
    .orderBy('lawyer.listedAt')
    .orderBy('lawyer.id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

/** The expression of the index `lawyer_search`. */
const searchText = sql`lawyer.name_en || ' ' || lawyer.name_ar || ' ' || lawyer.headline_en || ' ' || lawyer.headline_ar`;

const pricesOfLawyer = sql<ListedPrice[]>`(
  select coalesce(json_agg(json_build_object(
    'consultationType', consultation_type, 'fixedFeeMinor', fixed_fee_minor, 'hourlyRateMinor', hourly_rate_minor,
    'durations', durations, 'currency', currency
  ) order by consultation_type), '[]')
  from price where lawyer_id = lawyer.id and is_active)`;

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}

/** Whether one active price fulfils both: a cheap video does not make the office visit cheap. */
function sellsWithin({ consultationType, maxPriceMinor, ...rates }: DirectoryFilter) {
  const ofType = consultationType ? sql`and consultation_type = ${consultationType}` : sql``;
  const cheapest = sql`coalesce(fixed_fee_minor::bigint,
    (hourly_rate_minor::bigint * (select min(minutes) from unnest(durations) minutes) + 30) / 60)`;
  const within =
    maxPriceMinor === undefined ? sql`` : sql`and ${cheapest} <= ${basePriceMax(maxPriceMinor, rates)}`;
  return sql<boolean>`exists (select from price where lawyer_id = lawyer.id and is_active ${ofType} ${within})`;
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
