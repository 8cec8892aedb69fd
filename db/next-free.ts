import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { minutes } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import type { Position } from './cursor.ts';
import { listedLawyers, matching, sellsWithin } from './directory-filter.ts';
import type { DirectoryFilter } from './directory-filter.ts';
import type { FreeScope } from './rows/lawyers.ts';
import type { Database } from './schema.ts';

/** Where a lawyer stands who has no free start: behind everybody who has one. */
export const NEVER: Instant = 8_640_000_000_000_000;

/** Of the next free starts of a lawyer, all that is kept. In minutes since the epoch, both lists growing. */
export interface FreeList {
  scope: FreeScope;
  /** Up to the minute `passes[n]`, notice leaves `starts[n]` as the first free start. */
  passes: number[];
  starts: number[];
  knownFrom: number;
  knownUntil: number;
}

/** What was there when somebody began to work out a lawyer's lists. What is kept meanwhile by another one wins. */
export interface KeptState {
  lawyerId: string;
  kept: number;
  /** Changes that the offer, which is read afterwards, has in it. */
  voidedBy: string[];
}

export interface NextFree {
  id: string;
  /** The first free start, or `NEVER`; undefined when it has to be worked out. */
  startAt: Instant | undefined;
}

export interface WorkedLists {
  state: KeptState;
  /** One for each scope. */
  lists: readonly FreeList[];
}

export interface SoonestQuestion extends DirectoryFilter {
  asOf: Instant;
  after?: Position | undefined;
  /** Lawyers whose first free start the caller knows better. */
  except: readonly string[];
  limit: number;
  unknownMax: number;
}

/** Whole minutes: a start is offered while its notice has not passed. */
export function minuteOf(at: Instant): number {
  return Math.ceil(at / minutes(1));
}

/**
 * Lawyers that fulfil the filter: first those whose next free start must be worked out, then those behind the position,
 * who is free first coming first. With a type, its starts count; with a price, those of the types that cost no more.
 */
export async function listSoonest(db: Kysely<Database>, question: SoonestQuestion): Promise<NextFree[]> {
  const { after, except, limit, unknownMax } = question;
  const behind = after
    ? sql`(start_minute, id) > (${minuteKeyOf(after.key)}::integer, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<{ id: string; startMinute: number | null }>`
    with candidate as materialized (
      select * from (${candidatesOf(db, question)}) as each where id <> all (${[...except]}::uuid[])
    )
    (select id, null::integer as start_minute from candidate where not is_known limit ${unknownMax})
    union all
    (select id, start_minute from candidate where is_known and ${behind}
     order by start_minute, id limit ${limit})`.execute(db);
  return rows.map(({ id, startMinute }) => ({
    id,
    startAt: startMinute === null ? undefined : instantOfKey(startMinute),
  }));
}

/** Each lawyer once, with the minute of the first free start and whether it is known. */
function candidatesOf(db: Kysely<Database>, question: SoonestQuestion) {
  const { consultationType, maxPriceMinor, q } = question;
  const minute = minuteOf(question.asOf);
  const isKnown = sql<boolean>`coalesce(${minute} between free.known_from and free.known_until, false)`;
  // The number of passes before this minute is the place of the first that is not.
  const start = sql<number>`coalesce(free.starts[width_bucket(${minute - 1}::integer, free.passes) + 1], ${neverMinute})`;
  const isCurrent = sql<boolean>`lawyer.id not in (select lawyer_id from next_free_void)`;
  const lawyers = listedLawyers(db, question).$if(q !== undefined, (all) =>
    all.where(sql<boolean>`lawyer.id in (select lawyer_id from ${matching(q ?? '')})`),
  );
  if (consultationType === undefined && maxPriceMinor !== undefined) {
    return lawyers
      .innerJoin('price', 'price.lawyerId', 'lawyer.id')
      .leftJoin('nextFree as free', (join) =>
        join.onRef('free.lawyerId', '=', 'lawyer.id').onRef('free.scope', '=', 'price.consultationType'),
      )
      .where(sellsWithin(question))
      .groupBy('lawyer.id')
      .select(['lawyer.id', sql<boolean>`bool_and(${isKnown}) and ${isCurrent}`.as('isKnown')])
      .select(sql<number>`min(${start})`.as('startMinute'));
  }
  return lawyers
    .leftJoin('nextFree as free', (join) =>
      join.onRef('free.lawyerId', '=', 'lawyer.id').on('free.scope', '=', consultationType ?? 'any'),
    )
    .select(['lawyer.id', sql<boolean>`${isKnown} and ${isCurrent}`.as('isKnown')])
    .select(start.as('startMinute'));
}

/** Listed lawyers, by id, of whom it is not known when they are free first. */
export async function listUnknown(
  db: Kysely<Database>,
  { asOf, afterId, limit }: { asOf: Instant; afterId: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('nextFree as free')
    .innerJoin('lawyer', 'lawyer.id', 'free.lawyerId')
    .where('free.scope', '=', 'any')
    .where('lawyer.status', '=', 'listed')
    .where('lawyer.id', '>', afterId)
    .where((eb) =>
      eb.or([
        eb('free.knownFrom', '>', minuteOf(asOf)),
        eb('free.knownUntil', '<', minuteOf(asOf)),
        sql<boolean>`lawyer.id in (select lawyer_id from next_free_void)`,
      ]),
    )
    .select('lawyer.id')
    .orderBy('lawyer.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What is kept of these lawyers. To be read before their offers: what changes in between is not mistaken for seen. */
export async function findKeptStates(db: Kysely<Database>, ids: readonly string[]): Promise<KeptState[]> {
  return await db
    .selectFrom('nextFree as free')
    .where('free.scope', '=', 'any')
    .where('free.lawyerId', 'in', [...ids])
    .select(['free.lawyerId', 'free.kept'])
    .select(
      sql<string[]>`array(select made_by::text from next_free_void v where v.lawyer_id = free.lawyer_id)`.as(
        'voidedBy',
      ),
    )
    .execute();
}

/** Keeps what was worked out, unless another one was faster. Waits for nobody. */
export async function keepFreeLists(db: Kysely<Database>, worked: readonly WorkedLists[]): Promise<void> {
  if (worked.length === 0) return;
  const states = JSON.stringify(worked.map(({ state }) => state));
  const lists = JSON.stringify(
    worked.flatMap(({ state, lists: all }) => all.map((list) => ({ lawyerId: state.lawyerId, ...list }))),
  );
  await sql`
    with state as (
      select * from jsonb_to_recordset(${states}::jsonb) as each ("lawyerId" uuid, kept integer, "voidedBy" xid8[])
    ), first as (
      select free.lawyer_id, state."voidedBy"
      from next_free as free join state on state."lawyerId" = free.lawyer_id and state.kept = free.kept
      where free.scope = 'any'
      order by free.lawyer_id for no key update of free skip locked
    ), seen as (
      delete from next_free_void as void using first
      where void.lawyer_id = first.lawyer_id and void.made_by = any (first."voidedBy")
    )
    insert into next_free as free (lawyer_id, scope, passes, starts, known_from, known_until)
    select first.lawyer_id, list.scope, list.passes, list.starts, list."knownFrom", list."knownUntil"
    from jsonb_to_recordset(${lists}::jsonb) as list (
      "lawyerId" uuid, scope text, passes integer[], starts integer[], "knownFrom" integer, "knownUntil" integer)
    join first on first.lawyer_id = list."lawyerId"
    on conflict (scope, lawyer_id) do update set
      passes = excluded.passes, starts = excluded.starts,
      known_from = excluded.known_from, known_until = excluded.known_until, kept = free.kept + 1`.execute(db);
}

const neverMinute = 2_147_483_647;

function minuteKeyOf(at: Instant): number {
  return at === NEVER ? neverMinute : Math.floor(at / minutes(1));
}

function instantOfKey(minute: number): Instant {
  return minute === neverMinute ? NEVER : minutes(minute);
}
