import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
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
  const { consultationType, maxPriceMinor } = question;
  const isOfSeveral = consultationType === undefined && maxPriceMinor !== undefined;
  const [unknown, known] = await Promise.all([
    listUnknownAmong(db, question),
    isOfSeveral ? listBySeveral(db, question) : listByOne(db, question, consultationType ?? 'any'),
  ]);
  return [
    ...unknown.map((id) => ({ id, startAt: undefined })),
    ...known.map(({ id, startMinute }) => ({ id, startAt: instantOfKey(startMinute) })),
  ];
}

function lawyersIn(db: Kysely<Database>, question: SoonestQuestion) {
  const { q, except } = question;
  return listedLawyers(db, question)
    .$if(q !== undefined, (all) =>
      all.where(sql<boolean>`lawyer.id in (select lawyer_id from ${matching(q ?? '')})`),
    )
    .$if(except.length > 0, (all) => all.where(sql<boolean>`lawyer.id <> all (${[...except]}::uuid[])`));
}

async function listUnknownAmong(db: Kysely<Database>, question: SoonestQuestion): Promise<string[]> {
  const rows = await lawyersIn(db, question)
    .where('lawyer.id', 'in', unknownAt(question.asOf))
    .select('lawyer.id')
    .limit(question.unknownMax)
    .execute();
  return rows.map(({ id }) => id);
}

/** Of all types: of one alone it is known at least as long. */
function unknownAt(asOf: Instant) {
  const minute = minuteOf(asOf);
  return sql<string>`(
    select lawyer_id from next_free where scope = 'any' and known_from > ${minute}
    union all select lawyer_id from next_free where scope = 'any' and known_until < ${minute}
    union all select lawyer_id from next_free_void)`;
}

interface Known {
  id: string;
  startMinute: number;
}

/** The first of a list mostly still holds, and an index has these in order; where its notice has passed, the next one does. */
async function listByOne(
  db: Kysely<Database>,
  question: SoonestQuestion,
  scope: FreeScope,
): Promise<Known[]> {
  const minute = minuteOf(question.asOf);
  const lists = lawyersIn(db, question)
    .innerJoin('nextFree as free', 'free.lawyerId', 'lawyer.id')
    .where('free.scope', '=', scope)
    .where('free.knownFrom', '<=', minute)
    .where(sql<boolean>`lawyer.id not in (select lawyer_id from next_free_void)`);
  const first = lists
    .where('free.firstPass', '>=', minute)
    .where(isBehind(question, sql`free.first_start`, sql`free.lawyer_id`))
    .select(['lawyer.id', 'free.firstStart as startMinute'])
    .orderBy('free.firstStart')
    .orderBy('free.lawyerId')
    .limit(question.limit);
  const later = lists
    .where('free.firstPass', '<', minute)
    .where('free.knownUntil', '>=', minute)
    .where(isBehind(question, startAfterPassed(minute), sql`lawyer.id`))
    .select(['lawyer.id', startAfterPassed(minute).as('startMinute')])
    .orderBy('startMinute')
    .orderBy('lawyer.id')
    .limit(question.limit);
  return (await Promise.all([first.execute(), later.execute()])).flat();
}

/** Whichever of the types within the price is free first. */
async function listBySeveral(db: Kysely<Database>, question: SoonestQuestion): Promise<Known[]> {
  const { maxPriceMinor: _, ...others } = question;
  const each = lawyersIn(db, others)
    .innerJoin('price', 'price.lawyerId', 'lawyer.id')
    .innerJoin('nextFree as free', (join) =>
      join.onRef('free.lawyerId', '=', 'lawyer.id').onRef('free.scope', '=', 'price.consultationType'),
    )
    .where(sellsWithin(question))
    .where('lawyer.id', 'not in', unknownAt(question.asOf))
    .select(['lawyer.id', startAfterPassed(minuteOf(question.asOf)).as('startMinute')]);
  return await db
    // Apart, so that no list is carried along while the lawyers are grouped.
    .with(
      (as) => as('each').materialized(),
      () => each,
    )
    .selectFrom('each')
    .groupBy('id')
    .having(isBehind(question, sql`min(start_minute)`, sql`id`))
    .select(({ fn }) => ['id', fn.min('startMinute').as('startMinute')])
    .orderBy('startMinute')
    .orderBy('id')
    .limit(question.limit)
    .execute();
}

/** The number of passes before this minute is the place of the first that is not. */
function startAfterPassed(minute: number): RawBuilder<number> {
  return sql<number>`coalesce(free.starts[width_bucket(${minute - 1}::integer, free.passes) + 1], ${neverMinute})`;
}

function isBehind({ after }: SoonestQuestion, start: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  if (!after) return sql<boolean>`true`;
  return sql<boolean>`(${start}, ${id}) > (${minuteKeyOf(after.key)}::integer, ${after.id}::uuid)`;
}

/** Takes out of the lists what has passed before this time, of some thousands at most; says of how many. */
export async function cutPassed(db: Kysely<Database>, before: Instant): Promise<number> {
  const minute = minuteOf(before);
  const { numAffectedRows } = await sql`
    update next_free as free set
      passes = free.passes[passed + 1:], starts = free.starts[passed + 1:], known_from = free.passes[passed] + 1
    from (
      select scope, lawyer_id, width_bucket(${minute - 1}::integer, passes) as passed
      from next_free
      where first_pass < ${minute} and known_until >= ${minute} and passes <> '{}'
      limit 5000 for no key update skip locked
    ) as old
    where free.scope = old.scope and free.lawyer_id = old.lawyer_id`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Listed lawyers, by id, of whom it is not known when they are free first. */
export async function listUnknown(
  db: Kysely<Database>,
  { asOf, afterId, limit }: { asOf: Instant; afterId: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('lawyer')
    .where('lawyer.status', '=', 'listed')
    .where('lawyer.id', '>', afterId)
    .where('lawyer.id', 'in', unknownAt(asOf))
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
