import { listSoonest } from '#db/next-free.ts';
import type { SoonestQuestion } from '#db/next-free.ts';
import type { Instant } from '#domain/instant.ts';
import type { ApiDeps } from '#api/deps.ts';
import { keyOf } from './next-free.ts';
import type { NextFreeWork, Wanted, WorkedOut } from './next-free.ts';

/** A lawyer and the first start that can be booked, or `NEVER`. */
export interface Ranked {
  id: string;
  key: Instant;
}

export interface SoonestPage {
  /** In order, up to one more than the limit. */
  ranked: Ranked[];
  worked: Map<string, WorkedOut>;
}

export interface SoonestRequest extends Omit<SoonestQuestion, 'except' | 'unknownMax'> {
  isWanted: Wanted;
}

/** At most so often is an order put right that changed while it was read. */
const roundsMax = 4;
/** More that is not known than this is worked out for all requests at once. */
const unknownMax = 40;

/**
 * Lawyers behind a position, who is free first coming first. What is kept proposes the order; each one of the page is worked
 * out, and a proposal that was wrong is put right, for this request and for the next.
 */
export async function readSoonestPage(
  db: ApiDeps['db'],
  nextFree: NextFreeWork,
  { isWanted, ...question }: SoonestRequest,
): Promise<SoonestPage> {
  const { asOf, limit } = question;
  /** What was worked out for this request: what is kept may be a moment older. */
  const truth = new Map<string, Instant>();
  const settle = async (ids: readonly string[]) => {
    await nextFree.refresh(ids, asOf);
    const worked = await nextFree.workOut(ids, { now: asOf, isWanted });
    for (const [id, { first }] of worked) truth.set(id, keyOf(first));
  };
  for (let round = 1; ; round += 1) {
    const rows = await listSoonest(db, {
      ...question,
      except: [...truth.keys()],
      unknownMax: unknownMax + 1,
    });
    const unknown = rows.filter(({ startAt }) => startAt === undefined).map(({ id }) => id);
    if (unknown.length > unknownMax && round < roundsMax) {
      await nextFree.catchUp(asOf);
      continue;
    }
    await settle(unknown);
    const ranked = rank(rows, truth, question).slice(0, limit);
    const worked = await nextFree.workOut(
      ranked.map(({ id }) => id),
      { now: asOf, isWanted },
    );
    const wrong = ranked.filter(({ id, key }) => keyOf(worked.get(id)?.first) !== key);
    if (wrong.length === 0 || round === roundsMax) return { ranked, worked };
    await settle(wrong.map(({ id }) => id));
  }
}

function rank(
  rows: readonly { id: string; startAt: Instant | undefined }[],
  truth: ReadonlyMap<string, Instant>,
  { after }: Pick<SoonestRequest, 'after'>,
): Ranked[] {
  const listed = rows.flatMap(({ id, startAt }) => (startAt === undefined ? [] : [{ id, key: startAt }]));
  return [...listed, ...[...truth].map(([id, key]) => ({ id, key }))]
    .filter((each) => !after || compare(each, after) > 0)
    .toSorted(compare);
}

/** As Postgres compares them: by the instant, then by the id. */
function compare(a: Ranked, b: Ranked): number {
  if (a.key !== b.key) return a.key - b.key;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
