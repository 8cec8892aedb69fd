import type { Static } from 'typebox';
import { findEntries, listDirectory } from '#db/directory.ts';
import type { DirectoryEntry } from '#db/directory.ts';
import type { DirectoryFilter } from '#db/directory-filter.ts';
import type { Instant } from '#domain/instant.ts';
import { minutes } from '#domain/instant.ts';
import { bps } from '#domain/money.ts';
import { totalPriceOf } from '#api/booking/prices.ts';
import type { Rates } from '#api/booking/prices.ts';
import type { ApiDeps } from '#api/deps.ts';
import { decodePosition, encodePosition } from './directory-cursor.ts';
import type { DirectoryPosition } from './directory-cursor.ts';
import type { LawyerCard } from './lawyer-schemas.ts';
import { cardOf } from './lawyer-view.ts';
import type { NextFreeWork, Wanted, WorkedOut } from './next-free.ts';
import { readSoonestPage } from './soonest.ts';

type Card = Static<typeof LawyerCard>;

export interface DirectorySearch extends Omit<DirectoryFilter, 'platformFeeBps' | 'vatBps'> {
  sort?: 'soonest' | undefined;
}

export interface DirectoryRequest {
  search: DirectorySearch;
  cursor?: string | undefined;
  limit: number;
  now: Instant;
}

export interface DirectoryPage {
  data: Card[];
  nextCursor: string | null;
}

interface Directory extends Pick<ApiDeps, 'db' | 'config'> {
  nextFree: NextFreeWork;
}

/** A page that is asked for later than this after the first begins its order anew, at its place. */
export const orderLastsMs = minutes(10);

/** Who fulfils a search, page by page, with the first time of each that can be booked now. */
export async function readDirectory(directory: Directory, request: DirectoryRequest): Promise<DirectoryPage> {
  const after = decodePosition(request.cursor, request.search);
  const read = request.search.sort === 'soonest' ? readSoonest : readInOrder;
  return await read(directory, request, after);
}

/** In the order of listing, or the best fit first. */
async function readInOrder(
  { db, config, nextFree }: Directory,
  { search, limit, now }: DirectoryRequest,
  after: DirectoryPosition | undefined,
): Promise<DirectoryPage> {
  const rows = await listDirectory(db, { ...search, ...ratesOf(config), after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const ids = shown.map(({ id }) => id);
  const worked = await nextFree.workOut(ids, { now, isWanted: wantedIn(search, config) });
  const last = shown.at(-1);
  const more = rows.length > limit && last;
  return {
    data: shown.map((entry) => card(entry, worked.get(entry.id), config)),
    nextCursor: more ? encodePosition({ key: last.sortKey, id: last.id, asOf: now }, search) : null,
  };
}

async function readSoonest(
  { db, config, nextFree }: Directory,
  { search, limit, now }: DirectoryRequest,
  after: DirectoryPosition | undefined,
): Promise<DirectoryPage> {
  const asOf = after && now - after.asOf < orderLastsMs ? Math.min(after.asOf, now) : now;
  const isWanted = wantedIn(search, config);
  const question = { ...search, ...ratesOf(config), after, asOf, limit: limit + 1, isWanted };
  const { ranked, worked } = await readSoonestPage(db, nextFree, question);
  const shown = ranked.slice(0, limit);
  const ids = shown.map(({ id }) => id);
  const [entries, atNow] = await Promise.all([
    findEntries(db, ids),
    // The order is of the first page; what can be booked is of now.
    asOf === now ? worked : nextFree.workOut(ids, { now, isWanted }),
  ]);
  const last = shown.at(-1);
  return {
    data: ids.flatMap((id) => {
      const entry = entries.get(id);
      return entry ? [card(entry, atNow.get(id), config)] : [];
    }),
    nextCursor: last && ranked.length > limit ? encodePosition({ ...last, asOf }, search) : null,
  };
}

/** Of several types, those that the search asks for, at a price that it allows. */
function wantedIn({ consultationType, maxPriceMinor = Infinity }: DirectorySearch, rates: Rates): Wanted {
  return (offer) =>
    (consultationType === undefined || offer.consultationType === consultationType) &&
    totalPriceOf(offer.fee, Math.min(...offer.durations), rates) <= maxPriceMinor;
}

function card(entry: DirectoryEntry, worked: WorkedOut | undefined, rates: Rates): Card {
  return cardOf(entry, { offers: worked?.offers ?? [], first: worked?.first, rates });
}

function ratesOf({ PLATFORM_FEE_BPS, VAT_BPS }: Rates) {
  return { platformFeeBps: bps(PLATFORM_FEE_BPS), vatBps: bps(VAT_BPS) };
}
