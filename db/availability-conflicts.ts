import type { Kysely } from 'kysely';
import { openWindows } from '#domain/availability-windows.ts';
import type { OpenWindows } from '#domain/availability-windows.ts';
import type { AvailabilityRules } from '#domain/availability.ts';
import { liveStatuses } from '#domain/consultation.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { days, liesInOne, meetsAny } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import { addDays, dateOfDay } from '#domain/local-date.ts';
import { decodeCursor, encodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page, Position } from './cursor.ts';
import type { Database } from './schema.ts';

/** A consultation that no longer lies within the lawyer's hours. It stays as it was agreed. */
export interface AvailabilityConflict {
  id: string;
  number: string;
  status: ConsultationStatus;
  startAt: Date;
  endAt: Date;
}

/** Of so many consultations ahead, the nearest, it is looked at once whether they lie within the hours. */
const judgedMax = 1000;

type LawyerRules = AvailabilityRules & { lawyerId: string };

/** The live consultations that lie outside these hours, the nearest first, among the first thousand ahead. */
export async function findConflicts(
  db: Kysely<Database>,
  rules: LawyerRules,
  now: Instant,
): Promise<AvailabilityConflict[]> {
  return outsideOf(rules, await listAhead(db, { lawyerId: rules.lawyerId, now }));
}

/** The same by pages. A page may be short, or empty, and have a next one. */
export async function listConflicts(
  db: Kysely<Database>,
  rules: LawyerRules,
  { now, limit, cursor }: { now: Instant; limit: number; cursor: string | undefined },
): Promise<Page<AvailabilityConflict>> {
  const ahead = await listAhead(db, { lawyerId: rules.lawyerId, now, position: decodeCursor(cursor) });
  const page = pageOf(outsideOf(rules, ahead), limit);
  const last = ahead.length === judgedMax ? ahead.at(-1) : undefined;
  const rest = last ? encodeCursor({ key: last.sortKey, id: last.id }) : null;
  return { data: page.data, nextCursor: page.nextCursor ?? rest };
}

async function listAhead(
  db: Kysely<Database>,
  { lawyerId, now, position }: { lawyerId: string; now: Instant; position?: Position | undefined },
) {
  const ahead = db
    .selectFrom('consultation')
    .where('lawyerId', '=', lawyerId)
    .where('status', 'in', [...liveStatuses])
    .where('endAt', '>', new Date(now))
    .select(['id', 'number', 'status', 'startAt', 'endAt', 'blockEndAt'])
    .select(sortKeyOf('startAt').as('sortKey'));
  const behind = position ? ahead.where(liesBehind(position, ['startAt', 'id'], 'asc')) : ahead;
  return await behind.orderBy('startAt').orderBy('id').limit(judgedMax).execute();
}

interface BookedRow {
  startAt: Date;
  endAt: Date;
  blockEndAt: Date;
}

/** So many dates are opened at once: the next bookings mostly lie among them too. */
const datesAtOnce = 60;

/** Notice, horizon and grid were a matter of the booking; what counts is that the lawyer is there. Rows by their start. */
function outsideOf<Row extends BookedRow>(rules: AvailabilityRules, rows: readonly Row[]): Row[] {
  let opening: OpenWindows = { dates: [], open: [], blocks: [] };
  let reach = -Infinity;
  return rows.filter(({ startAt, endAt, blockEndAt }) => {
    const [start, end, blockEnd] = [startAt.getTime(), endAt.getTime(), blockEndAt.getTime()];
    if (blockEnd > reach) {
      const day = Math.floor(start / days(1));
      // Some days on each side: the lawyer's date may be another, and who travels goes across the date line.
      opening = openWindows(rules, dateOfDay(day - 3), addDays(dateOfDay(day), datesAtOnce));
      reach = days(day + datesAtOnce - 3);
    }
    return !liesInOne(opening.open, start, end) || meetsAny(opening.blocks, start, blockEnd);
  });
}
