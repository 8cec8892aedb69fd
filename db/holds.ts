import { sql } from 'kysely';
import type { Insertable, Kysely, Transaction } from 'kysely';
import { blockingStatuses } from '#domain/consultation.ts';
import type { ConsultationType } from '#domain/consultation.ts';
import { hours, minutes } from '#domain/instant.ts';
import type { Instant, Interval } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import { publicReason, refusalOf } from '#domain/slot-reason.ts';
import type { SlotReason } from '#domain/slot-reason.ts';
import { isOfferable } from '#domain/slots.ts';
import { findOffer } from './offers.ts';
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
  const offer = await findOffer(db, { ...wish, span: weeksAround(slot) });
  if (!offer) throw new Problem('not_found', 'The lawyer does not offer this type of consultation');
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
    clientBusy: await listClientBusy(db, wish.clientId, slot),
  });
  if (reason) throw refusalFor(reason);
  if (wish.startAt - wish.now < payableMs) throw refusalFor('notice');
  await requireFewHolds(db, wish);
  return offer;
}

/** Whole weeks on every side, whatever the lawyer's zone: `bookedSpan` lies within. */
function weeksAround({ start, end }: Interval): Interval {
  return { start: start - hours(24 * 9), end: end + hours(24 * 12) };
}

async function listClientBusy(
  db: Kysely<Database>,
  clientId: string,
  { start, end }: Interval,
): Promise<Interval[]> {
  const rows = await db
    .selectFrom('consultation')
    .where('clientId', '=', clientId)
    .where('status', 'in', [...blockingStatuses])
    .where(sql<boolean>`tstzrange(start_at, end_at) && tstzrange(${new Date(start)}, ${new Date(end)})`)
    .select(['startAt', 'endAt'])
    .execute();
  return rows.map(({ startAt, endAt }) => ({ start: startAt.getTime(), end: endAt.getTime() }));
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

async function requireFewHolds(db: Kysely<Database>, { clientId, now }: HoldWish): Promise<void> {
  const { unpaid, lately } = await db
    .selectFrom('consultation')
    .where('clientId', '=', clientId)
    .select(({ fn, eb }) => [
      fn.countAll<number>().filterWhere('status', '=', 'payment_pending').as('unpaid'),
      fn
        .countAll<number>()
        .filterWhere(eb('createdAt', '>', new Date(now - hours(1))))
        .as('lately'),
    ])
    .where((eb) =>
      eb.or([eb('status', '=', 'payment_pending'), eb('createdAt', '>', new Date(now - hours(1)))]),
    )
    .executeTakeFirstOrThrow();
  if (unpaid < unpaidHoldsMax && lately < holdsPerHourMax) return;
  const detail =
    unpaid < unpaidHoldsMax
      ? 'Too many times were held in the last hour'
      : 'Pay or cancel what is held first';
  throw new Problem('too_many_requests', detail, { retryAfterSeconds: 60 });
}

/** Makes attempts at the same booking wait for each other, before anything else is looked at. */
export async function lockBooking(trx: Transaction<Database>, consultationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${consultationId}, 0))`.execute(trx);
}

/** The lawyer's hours first and then the client, always in this order, so that two holds cannot block each other. */
export async function lockHold(
  trx: Transaction<Database>,
  { lawyerId, clientId }: Pick<HoldWish, 'lawyerId' | 'clientId'>,
): Promise<void> {
  const hours = trx.selectFrom('availability').where('lawyerId', '=', lawyerId).select('lawyerId');
  if (!(await hours.forNoKeyUpdate().executeTakeFirst())) {
    throw new Problem('not_found', 'There is no such lawyer');
  }
  const client = trx.selectFrom('appUser').where('id', '=', clientId).select('id');
  if (!(await client.forNoKeyUpdate().executeTakeFirst())) {
    throw new Problem('not_found', 'There is no such client');
  }
}

/** The row of a hold, with its meeting and the documents that the intake names. The exclusion constraints judge last. */
export async function insertHold(
  trx: Transaction<Database>,
  consultation: Insertable<Database['consultation']>,
  meeting: { kind: ConsultationType; roomName: string | null },
): Promise<void> {
  const { id, clientId, partnerId } = consultation;
  await trx.insertInto('consultation').values(consultation).execute();
  await trx
    .insertInto('meeting')
    .values({ ...meeting, consultationId: id, status: 'planned' })
    .execute();
  await trx
    .updateTable('document')
    .from('intake')
    .where('intake.consultationId', '=', id)
    .where(sql<boolean>`document.id = any(intake.document_ids)`)
    .where('document.consultationId', 'is', null)
    .where('document.ownerId', 'in', partnerId ? [clientId, partnerId] : [clientId])
    .set({ consultationId: id })
    .execute();
}
