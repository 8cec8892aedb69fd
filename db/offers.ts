import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type {
  AvailabilityRules,
  Override,
  TemporaryHours,
  Travel,
  WeeklyWindow,
} from '#domain/availability.ts';
import { blockingStatuses } from '#domain/consultation.ts';
import type { CancellationPolicy, ConsultationType } from '#domain/consultation.ts';
import type { Fee } from '#domain/fees.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import { minor } from '#domain/money.ts';
import type { BookedTime } from '#domain/slots-terms.ts';
import type { Database } from './schema.ts';

/** What a listed lawyer sells as one type of consultation, and everything that decides when. */
export interface Offer {
  lawyerId: string;
  consultationType: ConsultationType;
  /** With the type's own notice and step where it has them. */
  rules: AvailabilityRules;
  bufferMinutes: number;
  fee: Fee;
  durations: readonly number[];
  currency: string;
  cancellationPolicy: CancellationPolicy;
  reminderMinutes: readonly number[];
  /** The lawyer's blocking consultations whose blocked range meets the span. */
  booked: BookedTime[];
  /** Busy times of the lawyer's connected calendars that meet the span. */
  calendarBusy: Interval[];
  /** When the one that was read longest ago was read; absent without one. */
  calendarReadAt?: Instant | undefined;
}

export interface OfferQuestion {
  lawyerId: string;
  consultationType: ConsultationType;
  /** What `bookedSpan` says, or more: bookings beyond it change no answer. */
  span: Interval;
}

/** The offer, in one query; undefined when the lawyer is not listed or does not sell this type. */
export async function findOffer(db: Kysely<Database>, question: OfferQuestion): Promise<Offer | undefined> {
  const row = await selectOffer(db, question).executeTakeFirst();
  return row && offerOf(row);
}

/** The row of one offer, for `offerOf`; more can be asked for beside it. */
export function selectOffer(db: Kysely<Database>, { lawyerId, consultationType, span }: OfferQuestion) {
  return offersIn(db, span)
    .where('lawyer.id', '=', lawyerId)
    .where('price.consultationType', '=', consultationType);
}

/** Everything that these lawyers sell, in one query, by lawyer and type. */
export async function listOffers(
  db: Kysely<Database>,
  { lawyerIds, span }: { lawyerIds: readonly string[]; span: Interval },
): Promise<Offer[]> {
  if (lawyerIds.length === 0) return [];
  const rows = await offersIn(db, span)
    .where('lawyer.id', 'in', [...lawyerIds])
    .orderBy('lawyer.id')
    .orderBy('price.consultationType')
    .execute();
  return rows.map(offerOf);
}

function offersIn(db: Kysely<Database>, span: Interval) {
  return db
    .selectFrom('lawyer')
    .innerJoin('availability as a', 'a.lawyerId', 'lawyer.id')
    .innerJoin('price', 'price.lawyerId', 'lawyer.id')
    .where('lawyer.status', '=', 'listed')
    .where('price.isActive', '=', true)
    .select('price.consultationType')
    .select(['lawyer.id', 'lawyer.cancellationPolicy', 'price.currency', 'price.durations'])
    .select(['price.fixedFeeMinor', 'price.hourlyRateMinor', 'a.timezone', 'a.maxAdvanceDays'])
    .select(['a.instantBooking', 'a.isActive', 'a.reminderMinutes', 'a.limitPerDay', 'a.limitPerWeek'])
    .select(({ fn }) => [
      fn.coalesce('price.bufferMinutes', 'a.bufferMinutes').as('bufferMinutes'),
      fn.coalesce('price.stepMinutes', 'a.stepMinutes').as('stepMinutes'),
      fn.coalesce('price.minNoticeMinutes', 'a.minNoticeMinutes').as('minNoticeMinutes'),
    ])
    .select([windowsOfLawyer.as('windows'), overridesOfLawyer.as('overrides')])
    .select([temporaryHoursOfLawyer.as('temporaryHours'), travelOfLawyer.as('travel')])
    .select([bookedByLawyer(span).as('booked'), calendarBusyOfLawyer(span).as('calendarBusy')])
    .select(calendarReadAtOfLawyer.as('calendarReadAt'));
}

/** The weekly windows of the outer query's lawyer. */
export const windowsOfLawyer = sql<WeeklyWindow[]>`(
  select coalesce(json_agg(json_build_object(
    'dayOfWeek', day_of_week, 'startMinute', start_minute, 'endMinute', end_minute
  ) order by day_of_week, start_minute), '[]')
  from availability_window where lawyer_id = lawyer.id)`;

export type TemporaryHoursRow = TemporaryHours & { id: string; name: string };

/** The temporary hours of the outer query's lawyer, by date. */
export const temporaryHoursOfLawyer = sql<TemporaryHoursRow[]>`(
  select coalesce(json_agg(json_build_object(
    'id', id, 'name', name, 'startDate', start_date, 'endDate', end_date, 'windows', (
      select coalesce(json_agg(json_build_object(
        'dayOfWeek', day_of_week, 'startMinute', start_minute, 'endMinute', end_minute
      ) order by day_of_week, start_minute), '[]')
      from temporary_hours_window where temporary_hours_id = id)
  ) order by start_date), '[]')
  from temporary_hours where lawyer_id = lawyer.id)`;

export type TravelRow = Travel & { id: string };

/** The journeys of the outer query's lawyer, by date. */
export const travelOfLawyer = sql<TravelRow[]>`(
  select coalesce(json_agg(json_build_object(
    'id', id, 'startDate', start_date, 'endDate', end_date, 'timezone', timezone
  ) order by start_date), '[]')
  from availability_travel where lawyer_id = lawyer.id)`;

/** An override as a row of JSON; one without times has nulls there. */
export interface OverrideRow extends Omit<Override, 'startMinute' | 'endMinute'> {
  id: string;
  name: string;
  importedYear: number | null;
  startMinute: number | null;
  endMinute: number | null;
}

/** The overrides of the outer query's lawyer, by date. */
export const overridesOfLawyer = sql<OverrideRow[]>`(
  select coalesce(json_agg(json_build_object(
    'id', id, 'kind', kind, 'startDate', start_date, 'endDate', end_date,
    'startMinute', start_minute, 'endMinute', end_minute, 'name', name, 'importedYear', imported_year
  ) order by start_date, id), '[]')
  from availability_override where lawyer_id = lawyer.id)`;

/** Instants as epoch milliseconds: inside JSON a timestamp would be text in the session's zone. */
function bookedByLawyer({ start, end }: Interval) {
  return sql<BookedTime[]>`(
    select coalesce(json_agg(json_build_object(
      'startAt', (extract(epoch from start_at) * 1000)::bigint,
      'endAt', (extract(epoch from end_at) * 1000)::bigint,
      'blockEndAt', (extract(epoch from block_end_at) * 1000)::bigint
    )), '[]')
    from consultation
    where lawyer_id = lawyer.id and status in (${sql.join(blockingStatuses)})
      and tstzrange(start_at, block_end_at) && tstzrange(${new Date(start)}, ${new Date(end)}))`;
}

function calendarBusyOfLawyer({ start, end }: Interval) {
  return sql<Interval[]>`(
    select coalesce(json_agg(json_build_object(
      'start', (extract(epoch from busy.start_at) * 1000)::bigint,
      'end', (extract(epoch from busy.end_at) * 1000)::bigint
    )), '[]')
    from calendar_connection as connection
    join calendar_busy as busy on busy.connection_id = connection.id
    where connection.lawyer_id = lawyer.id
      and tstzrange(busy.start_at, busy.end_at) && tstzrange(${new Date(start)}, ${new Date(end)}))`;
}

/** A connection that was never read counts from its beginning. */
const calendarReadAtOfLawyer = sql<number | null>`(
  select (extract(epoch from min(coalesce(synced_at, created_at))) * 1000)::bigint
  from calendar_connection where lawyer_id = lawyer.id)`;

/** An override as it is kept, with what only its lawyer sees. */
export interface KeptOverride extends Override {
  id: string;
  name: string;
  importedYear: number | null;
}

/** What is null in a row is absent in the domain. */
export function overrideOf({ startMinute, endMinute, ...rest }: OverrideRow): KeptOverride {
  return { ...rest, ...(startMinute !== null && { startMinute }), ...(endMinute !== null && { endMinute }) };
}

interface OfferRow extends Omit<AvailabilityRules, 'overrides' | 'limitPerDay' | 'limitPerWeek'> {
  id: string;
  consultationType: ConsultationType;
  overrides: OverrideRow[];
  limitPerDay: number | null;
  limitPerWeek: number | null;
  fixedFeeMinor: number | null;
  hourlyRateMinor: number | null;
  durations: number[];
  currency: string;
  cancellationPolicy: CancellationPolicy;
  reminderMinutes: number[];
  booked: BookedTime[];
  calendarBusy: Interval[];
  calendarReadAt: number | null;
}

export function offerOf(row: OfferRow): Offer {
  const { fixedFeeMinor, hourlyRateMinor } = row;
  return {
    lawyerId: row.id,
    consultationType: row.consultationType,
    rules: {
      timezone: row.timezone,
      bufferMinutes: row.bufferMinutes,
      stepMinutes: row.stepMinutes,
      minNoticeMinutes: row.minNoticeMinutes,
      maxAdvanceDays: row.maxAdvanceDays,
      instantBooking: row.instantBooking,
      isActive: row.isActive,
      windows: row.windows,
      overrides: row.overrides.map(overrideOf),
      temporaryHours: row.temporaryHours,
      travel: row.travel,
      limitPerDay: row.limitPerDay ?? undefined,
      limitPerWeek: row.limitPerWeek ?? undefined,
    },
    bufferMinutes: row.bufferMinutes,
    fee: {
      fixedFeeMinor: fixedFeeMinor === null ? undefined : minor(fixedFeeMinor),
      hourlyRateMinor: hourlyRateMinor === null ? undefined : minor(hourlyRateMinor),
    },
    durations: row.durations,
    currency: row.currency,
    cancellationPolicy: row.cancellationPolicy,
    reminderMinutes: row.reminderMinutes,
    booked: row.booked,
    calendarBusy: row.calendarBusy,
    calendarReadAt: row.calendarReadAt ?? undefined,
  };
}
