import type { Kysely } from 'kysely';
import { findCalendar } from '#db/calendars.ts';
import { listUntoldDeletions } from '#db/calendars-deleted.ts';
import { findOwnConsultations } from '#db/calendars-events.ts';
import { recordFailure, recordReading } from '#db/calendars-state.ts';
import type { CalendarConnection } from '#db/rows/calendars.ts';
import type { Database } from '#db/schema.ts';
import { days, hours, mergeIntervals } from '#domain/instant.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import type { CalendarReading } from '#activities/contract.ts';
import { CalendarFailure } from './calendar-failure.ts';
import type { OpenCalendar } from './open.ts';
import { isWritable } from './provider.ts';
import type { CalendarContent, ReadingSpan } from './provider.ts';
import { reconcile } from './reconcile.ts';

/** Nobody can book further ahead than 365 days; a day more, because the lawyer's local date may be ahead. */
const horizon = days(367);
/** A lawyer is told after this long that a calendar fails; most failures have passed by then. */
const failurePatience = hours(1);
/** So many separate busy times in a year are no person's. */
const busyMax = 10_000;

export interface SyncDependencies {
  db: Kysely<Database>;
  open: OpenCalendar;
  publicUrl: string;
}

/** Reads one calendar whole, and brings what it has of ours into line. */
export async function syncCalendar(
  deps: SyncDependencies,
  { connectionId }: { connectionId: string },
): Promise<CalendarReading> {
  const connection = await findCalendar(deps.db, connectionId);
  if (!connection) return { outcome: 'gone' };
  try {
    return await readWhole(deps, connection, Date.now());
  } catch (error) {
    if (!(error instanceof CalendarFailure)) throw error;
    return await failed(deps.db, connection, error);
  }
}

async function readWhole(
  deps: SyncDependencies,
  connection: CalendarConnection,
  now: Instant,
): Promise<CalendarReading> {
  const { db } = deps;
  const calendar = await deps.open(connection);
  const span = await spanOf(db, connection, now);
  const content = await calendar.read(span);
  const busy = await busyOf(db, connection, content, span);
  const recorded = await recordReading(db, { connectionId: connection.id, readAt: now, busy });
  if (!recorded) return { outcome: 'gone' };
  if (!isWritable(calendar)) return { outcome: 'read' };
  await reconcile(deps, { connection, calendar, content, now });
  const deleted = await listUntoldDeletions(db, connection.id);
  return {
    outcome: 'read',
    hasChannel: true,
    deletedEvents: deleted.map(({ consultationId }) => consultationId),
  };
}

/** From yesterday, because what goes on now began before, to beyond what can be booked. */
async function spanOf(
  db: Kysely<Database>,
  { lawyerId }: CalendarConnection,
  now: Instant,
): Promise<ReadingSpan> {
  const { timezone } = await db
    .selectFrom('availability')
    .where('lawyerId', '=', lawyerId)
    .select('timezone')
    .executeTakeFirstOrThrow();
  return { start: now - days(1), end: now + horizon, zone: timezone };
}

/** The times of others. Our consultations block by themselves, with their buffer and for as long as they are to. */
async function busyOf(
  db: Kysely<Database>,
  { lawyerId }: CalendarConnection,
  { busy }: CalendarContent,
  span: Interval,
): Promise<Interval[]> {
  const ids = [...new Set(busy.flatMap(({ consultationId }) => consultationId ?? []))];
  const own = await findOwnConsultations(db, { lawyerId, ids });
  const others = busy.filter(
    ({ consultationId }) => consultationId === undefined || !own.has(consultationId),
  );
  const clipped = others.map(({ start, end }) => ({
    start: Math.max(start, span.start),
    end: Math.min(end, span.end),
  }));
  const merged = mergeIntervals(clipped);
  if (merged.length > busyMax) throw new CalendarFailure('calendar_too_large');
  return merged;
}

async function failed(
  db: Kysely<Database>,
  { id }: CalendarConnection,
  failure: CalendarFailure,
): Promise<CalendarReading> {
  const at = Date.now();
  const status = failure.kind === 'needs_lawyer' ? 'needs_reauth' : 'failing';
  const now = await recordFailure(db, { connectionId: id, status, code: failure.code, at });
  if (!now) return { outcome: 'gone' };
  const failingMs = at - (now.failingSince?.getTime() ?? at);
  const isDue = now.status === 'needs_reauth' || failingMs >= failurePatience;
  return {
    outcome: now.status === 'needs_reauth' ? 'needs_reauth' : 'failing',
    failureCode: failure.code,
    ...(isDue && now.toldAt === null && { isToBeTold: true }),
    ...(failure.retryAfterMs !== undefined && { nextAt: at + failure.retryAfterMs }),
  };
}
