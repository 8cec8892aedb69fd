import { sql } from 'kysely';
import type { Insertable, Kysely, Transaction } from 'kysely';
import { blockingStatuses } from '#domain/consultation.ts';
import type { Actor, ConsultationType } from '#domain/consultation.ts';
import { hours, minutes } from '#domain/instant.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import { publicReason, refusalOf } from '#domain/slot-reason.ts';
import type { SlotReason } from '#domain/slot-reason.ts';
import { isOfferable } from '#domain/slots.ts';
import { offerOf, selectOffer } from './offers.ts';
import type { Offer } from './offers.ts';
import type { Database } from './schema.ts';

/** A client who wants a time of a lawyer. */
export interface HoldWish {
  consultationId: string;
  clientId: string;
  lawyerId: string;
  consultationType: ConsultationType;
  startAt: Instant;
  durationMinutes: number;
  /** When the server received the request: notice and horizon are judged at this instant. */
  receivedAt: Instant;
  /** When the hold is taken. */
  now: Instant;
}

/** With less time than this to the start nobody can pay any more. */
const payableMs = minutes(1);
const unpaidHoldsMax = 3;
const holdsPerHourMax = 10;

/**
 * The offer that fulfils the wish, or why there is none, in this order: `not_found`, `invalid_request`, `slot_taken`,
 * `client_busy`, `slot_unavailable`, `too_many_requests`. Under the locks of `lockHold` it decides; without them it only
 * spares a crowd the way to the workflow.
 */
export async function findFulfilment(db: Kysely<Database>, wish: HoldWish): Promise<Offer> {
  const slot = { start: wish.startAt, end: wish.startAt + minutes(wish.durationMinutes) };
  const row = await selectOffer(db, { ...wish, span: weeksAround(slot) })
    .select(clientSoFar(wish, slot))
    .executeTakeFirst();
  if (!row) throw new Problem('not_found', 'The lawyer does not offer this type of consultation');
  const offer = offerOf(row);
  if (!offer.durations.includes(wish.durationMinutes)) {
    const errors = [
      { pointer: '/body/durationMinutes', detail: `Must be one of ${offer.durations.join(', ')}` },
    ];
    throw new Problem('invalid_request', 'This duration is not offered', { errors });
  }
  const reason = isOfferable({
    ...offer,
    startAt: wish.startAt,
    durationMinutes: wish.durationMinutes,
    now: wish.receivedAt,
    clientBusy: row.busy,
  });
  if (reason) throw refusalFor(reason);
  if (wish.startAt - wish.now < payableMs) throw refusalFor('notice');
  requireFewHolds(row);
  return offer;
}

/** Whole weeks on every side, whatever the lawyer's zone: `bookedSpan` lies within. */
function weeksAround({ start, end }: Interval): Interval {
  return { start: start - hours(24 * 9), end: end + hours(24 * 12) };
}

/** What the client has already, beside the offer: consultations at that time, and holds that count against the limits. */
function clientSoFar({ clientId, now }: HoldWish, { start, end }: Interval) {
  const hourAgo = new Date(now - hours(1));
  return [
    sql<Interval[]>`(
      select coalesce(json_agg(json_build_object(
        'start', (extract(epoch from start_at) * 1000)::bigint, 'end', (extract(epoch from end_at) * 1000)::bigint
      )), '[]')
      from consultation
      where client_id = ${clientId} and status in (${sql.join(blockingStatuses)})
        and tstzrange(start_at, end_at) && tstzrange(${new Date(start)}, ${new Date(end)}))`.as('busy'),
    sql<number>`(
      select count(*) from consultation where client_id = ${clientId} and status = 'payment_pending')`.as(
      'unpaidHolds',
    ),
    // Paid or not.
    sql<number>`(
      select count(*) from consultation where client_id = ${clientId} and created_at > ${hourAgo})`.as(
      'holdsLately',
    ),
  ] as const;
}

function refusalFor(reason: SlotReason): Problem {
  const code = refusalOf(reason);
  if (code === 'slot_taken') return slotTaken();
  if (code === 'client_busy') return clientBusy();
  return new Problem(code, 'This time is not offered', { reason: publicReason(reason) });
}

export function slotTaken(cause?: unknown): Problem {
  return new Problem('slot_taken', 'Somebody else has taken this time', {}, { cause });
}

export function clientBusy(cause?: unknown): Problem {
  return new Problem('client_busy', 'The client has another consultation at this time', {}, { cause });
}

function requireFewHolds({ unpaidHolds, holdsLately }: { unpaidHolds: number; holdsLately: number }): void {
  if (unpaidHolds < unpaidHoldsMax && holdsLately < holdsPerHourMax) return;
  const detail =
    unpaidHolds < unpaidHoldsMax
      ? 'Too many times were held in the last hour'
      : 'Pay or cancel what is held first';
  throw new Problem('too_many_requests', detail, { retryAfterSeconds: 60 });
}

/** Makes attempts at the same booking wait for each other, before anything else is looked at. */
export async function lockBooking(trx: Transaction<Database>, consultationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${consultationId}, 0))`.execute(trx);
}

/** What is known of a booking once its locks are held. */
export interface LockedBooking {
  /** There is a consultation with this id. */
  isHeld: boolean;
  /** Its key has a refusal. */
  isRefused: boolean;
}

/**
 * Under the lock of `lockBooking`: locks the lawyer's hours first and then the client, always in this order, so that two
 * holds cannot block each other. One statement, because the lawyer's lock is what everybody else waits for.
 */
export async function lockHold(
  trx: Transaction<Database>,
  { consultationId, lawyerId, clientId }: Pick<HoldWish, 'consultationId' | 'lawyerId' | 'clientId'>,
): Promise<LockedBooking> {
  const { rows } = await sql<LockedBooking & { hasHours: boolean; hasClient: boolean }>`
    with hours as materialized (
      select lawyer_id from availability where lawyer_id = ${lawyerId} for no key update
    ), client as materialized (
      -- The count makes the client wait for the hours.
      select id from app_user where id = ${clientId} and (select count(*) from hours) >= 0 for no key update
    )
    select exists (select from hours) as has_hours, exists (select from client) as has_client,
      exists (select from consultation where id = ${consultationId}) as is_held,
      exists (
        select from idempotency_key where consultation_id = ${consultationId} and refusal_code is not null
      ) as is_refused`.execute(trx);
  const [found] = rows;
  if (!found?.hasHours) throw new Problem('not_found', 'There is no such lawyer');
  if (!found.hasClient) throw new Problem('not_found', 'There is no such client');
  return found;
}

export interface NewHold {
  consultation: Insertable<Database['consultation']>;
  meeting: { kind: ConsultationType; roomName: string | null };
  by: Actor;
}

/**
 * The row of a hold with its first event, its meeting and the documents that the intake names, in one statement. The
 * exclusion constraints judge last.
 */
export async function insertHold(
  trx: Transaction<Database>,
  { consultation, meeting, by }: NewHold,
): Promise<void> {
  const { id, clientId, partnerId, status, totalPriceMinor, createdAt } = consultation;
  await trx
    .with('held', (cte) => cte.insertInto('consultation').values(consultation))
    .with('planned', (cte) =>
      cte.insertInto('meeting').values({ ...meeting, consultationId: id, status: 'planned' }),
    )
    .with('attached', (cte) =>
      cte
        .updateTable('document')
        .from('intake')
        .where('intake.consultationId', '=', id)
        .where(sql<boolean>`document.id = any(intake.document_ids)`)
        .where('document.consultationId', 'is', null)
        .where('document.ownerId', 'in', partnerId ? [clientId, partnerId] : [clientId])
        .set({ consultationId: id }),
    )
    .insertInto('consultationEvent')
    .values({
      consultationId: id,
      revision: 1,
      kind: 'held',
      toStatus: status,
      actorKind: by.kind,
      actorId: by.id ?? null,
      data: JSON.stringify({ totalPriceMinor }),
      at: createdAt,
    })
    .execute();
}
