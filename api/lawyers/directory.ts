import { encodeCursor, decodeCursor } from '#db/cursor.ts';
import { listDirectory } from '#db/directory.ts';
import type { DirectoryEntry, DirectoryFilter } from '#db/directory.ts';
import { listOffers } from '#db/offers.ts';
import type { Instant } from '#domain/instant.ts';
import { bps } from '#domain/money.ts';
import type { Static } from 'typebox';
import type { ApiDeps } from '#api/deps.ts';
import type { LawyerCard } from './lawyer-schemas.ts';
import { cardOf } from './lawyer-view.ts';
import { bookingsAhead } from '#api/booking/next-slot.ts';

type Card = Static<typeof LawyerCard>;
type Filter = Omit<DirectoryFilter, 'platformFeeBps' | 'vatBps'>;
type Entry = Omit<DirectoryEntry, 'sortKey'>;

export interface DirectoryPage {
  data: Card[];
  nextCursor: string | null;
}

/** Of so many lawyers at most the next free times are compared; who searches for something narrows it down before. */
const COMPARED_MAX = 200;
/** A lawyer without a free time comes last. */
const NEVER = 8_640_000_000_000_000;

/** A page of the directory in the order in which lawyers were listed. */
export async function readDirectory(deps: ApiDeps, filter: Filter, now: Instant): Promise<DirectoryPage> {
  const page = await listDirectory(deps.db, { ...filter, ...ratesOf(deps) });
  return { data: await cardsOf(deps, page.data, now), nextCursor: page.nextCursor };
}

/** A page of the directory, who is free first coming first. */
export async function readSoonest(
  deps: ApiDeps,
  { cursor, limit, ...filter }: Filter,
  now: Instant,
): Promise<DirectoryPage> {
  const entries: Entry[] = [];
  let next: string | null | undefined;
  do {
    const page = await listDirectory(deps.db, {
      ...filter,
      ...ratesOf(deps),
      limit: 100,
      cursor: next ?? undefined,
    });
    entries.push(...page.data);
    next = page.nextCursor;
  } while (next !== null && entries.length < COMPARED_MAX);
  const ranked = (await cardsOf(deps, entries, now))
    .map((card) => ({ card, key: card.nextAvailable === null ? NEVER : Date.parse(card.nextAvailable) }))
    .toSorted((a, b) => a.key - b.key || compare(a.card.id, b.card.id));
  const after = decodeCursor(cursor);
  const behind = after
    ? ranked.filter(({ key, card }) => key > after.key || (key === after.key && card.id > after.id))
    : ranked;
  const shown = behind.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ card }) => card),
    nextCursor: last && behind.length > limit ? encodeCursor({ key: last.key, id: last.card.id }) : null,
  };
}

async function cardsOf({ db, config }: ApiDeps, entries: readonly Entry[], now: Instant): Promise<Card[]> {
  const offers = await listOffers(db, { lawyerIds: entries.map(({ id }) => id), span: bookingsAhead(now) });
  const byLawyer = Map.groupBy(offers, ({ lawyerId }) => lawyerId);
  return entries.map((entry) => cardOf(entry, { offers: byLawyer.get(entry.id) ?? [], rates: config, now }));
}

function ratesOf({ config }: ApiDeps) {
  return { platformFeeBps: bps(config.PLATFORM_FEE_BPS), vatBps: bps(config.VAT_BPS) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
