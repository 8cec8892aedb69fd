import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { sortKeyOf, liesBehind } from './cursor.ts';
import type { Position } from './cursor.ts';
import { listedLawyers, matching } from './directory-filter.ts';
import type { DirectoryFilter } from './directory-filter.ts';
import type { Database } from './schema.ts';

/** What the directory shows of a lawyer; what is sold, and when, are the offers. */
export interface DirectoryEntry {
  id: string;
  nameEn: string;
  nameAr: string;
  headlineEn: string;
  headlineAr: string;
  city: string;
  specialties: string[];
  languages: string[];
}

/** With what the list is sorted by: when the lawyer was listed, in microseconds, or how well the text fits. */
export interface SortedEntry extends DirectoryEntry {
  sortKey: number;
}

export interface DirectoryQuestion extends DirectoryFilter {
  after?: Position | undefined;
  limit: number;
}

const entryColumns = [
  'lawyer.id',
  'lawyer.nameEn',
  'lawyer.nameAr',
  'lawyer.headlineEn',
  'lawyer.headlineAr',
  'lawyer.city',
  'lawyer.specialties',
  'lawyer.languages',
] as const;

/** The lawyers that fulfil the filter, in the order in which they were listed, or, with a text, the best fit first. */
export async function listDirectory(
  db: Kysely<Database>,
  question: DirectoryQuestion,
): Promise<SortedEntry[]> {
  return question.q === undefined
    ? await inOrderOfListing(db, question)
    : await bestFitFirst(db, question, question.q);
}

async function inOrderOfListing(
  db: Kysely<Database>,
  { after, limit, ...filter }: DirectoryQuestion,
): Promise<SortedEntry[]> {
  let query = listedLawyers(db, filter)
    .select(entryColumns)
    .select(sortKeyOf('lawyer.listedAt').as('sortKey'));
  if (after) query = query.where(liesBehind(after, ['lawyer.listedAt', 'lawyer.id'], 'asc'));
  return await query.orderBy('lawyer.listedAt').orderBy('lawyer.id').limit(limit).execute();
}

async function bestFitFirst(
  db: Kysely<Database>,
  { after, limit, ...filter }: DirectoryQuestion,
  q: string,
): Promise<SortedEntry[]> {
  let query = listedLawyers(db, filter)
    .innerJoin(matching(q).as('found'), 'found.lawyerId', 'lawyer.id')
    .select(entryColumns)
    .select('found.rank as sortKey');
  if (after) query = query.where(sql<boolean>`(-found.rank, lawyer.id) > (${-after.key}, ${after.id}::uuid)`);
  return await query.orderBy('found.rank', 'desc').orderBy('lawyer.id').limit(limit).execute();
}

/** These lawyers, as far as they are still listed. */
export async function findEntries(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Map<string, DirectoryEntry>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('lawyer')
    .where('id', 'in', [...ids])
    .where('status', '=', 'listed')
    .select(entryColumns)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
