import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { lawyerZoneAt } from '#domain/availability-dates.ts';
import { workflowIdOf, canBecome } from '#domain/consultation.ts';
import { basePriceOf, priceOf } from '#domain/fees.ts';
import { minutes } from '#domain/instant.ts';
import { bps } from '#domain/money.ts';
import { Problem } from '#domain/problem.ts';
import { appendEvent } from '#db/events.ts';
import { clientBusy, findFulfilment, insertHold, lockBooking, lockHold, slotTaken } from '#db/holds.ts';
import { findRefusal, keepRefusal } from '#db/idempotency-keys.ts';
import type { Offer } from '#db/offers.ts';
import { findOperatorOf } from '#db/operator-actions.ts';
import type { Consultation, NewConsultation } from '#db/rows/consultations.ts';
import type { Database } from '#db/schema.ts';
import { inTransaction, violatedConstraint } from '#db/transaction.ts';
import type { ConsultationInput } from '#workflows/contract.ts';
import type { Change, ConsultationActivities, HeldConsultation } from './contract.ts';

/** A booking that waited longer than this for its first step takes no slot: nobody waits for it any more. */
const waitMax = minutes(2);

/** The activities that write a consultation's row. The workflow is its one writer. */
export function createConsultations({ db }: { db: Kysely<Database> }): ConsultationActivities {
  return {
    holdSlot: (input) => holdSlot(db, input),
    abandonHold: (input) => abandonHold(db, input),
    recordChange: (change) => inTransaction(db, (trx) => recordChange(trx, change)),
  };
}

type HoldInput = ConsultationInput & { now: number };

async function holdSlot(db: Kysely<Database>, input: HoldInput): Promise<HeldConsultation> {
  try {
    return await inTransaction(db, (trx) => takeOrFindSlot(trx, input));
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    // The transaction is undone by now; the answer of this booking stays, whatever becomes free later.
    throw await keepRefusal(db, input.consultationId, refusal);
  }
}

function refusalIn(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const constraint = violatedConstraint(error);
  if (constraint === 'consultation_lawyer_no_overlap') return slotTaken(error);
  return constraint === 'consultation_client_no_overlap' ? clientBusy(error) : undefined;
}

async function takeOrFindSlot(trx: Transaction<Database>, input: HoldInput): Promise<HeldConsultation> {
  await lockBooking(trx, input.consultationId);
  const locked = await lockHold(trx, input);
  if (locked.isRefused || locked.isHeld) return await outcomeOf(trx, input.consultationId);
  if (input.now - input.receivedAt > waitMax) {
    throw new Problem('temporarily_unavailable', 'The booking came too late to its turn');
  }
  const consultation = rowOf(input, await findFulfilment(trx, input));
  const roomName = input.consultationType === 'video' ? randomBytes(16).toString('hex') : null;
  const meeting = { kind: input.consultationType, roomName };
  await insertHold(trx, { consultation, meeting, by: input.by });
  return heldOf(consultation);
}

/** What an attempt before this one has led to. */
async function outcomeOf(trx: Transaction<Database>, consultationId: string): Promise<HeldConsultation> {
  const refusal = await findRefusal(trx, consultationId);
  if (refusal) throw refusal;
  return heldOf((await findRow(trx, consultationId)) ?? missing(consultationId));
}

/** Everything that was agreed, copied, so that no later change of hours, prices or policy alters it. */
function rowOf(input: HoldInput, offer: Offer) {
  const endAt = input.startAt + minutes(input.durationMinutes);
  const [platformFeeBps, vatBps] = [bps(input.platformFeeBps), bps(input.vatBps)];
  const price = priceOf({
    basePriceMinor: basePriceOf(offer.fee, input.durationMinutes),
    platformFeeBps,
    vatBps,
  });
  return {
    id: input.consultationId,
    number: input.consultationNumber,
    clientId: input.clientId,
    lawyerId: input.lawyerId,
    partnerId: input.partnerId ?? null,
    consultationType: input.consultationType,
    status: 'payment_pending',
    revision: 1,
    startAt: new Date(input.startAt),
    endAt: new Date(endAt),
    bufferMinutes: offer.bufferMinutes,
    blockEndAt: new Date(endAt + minutes(offer.bufferMinutes)),
    clientTimezone: input.clientTimezone,
    lawyerTimezone: lawyerZoneAt(input.startAt, offer.rules),
    currency: offer.currency,
    basePriceMinor: price.basePrice,
    platformFeeMinor: price.platformFee,
    vatMinor: price.vat,
    totalPriceMinor: price.totalPrice,
    platformFeeBps,
    vatBps,
    cancellationPolicy: offer.cancellationPolicy,
    reminderMinutes: [...offer.reminderMinutes],
    instantBooking: offer.rules.instantBooking,
    holdExpiresAt: new Date(Math.min(input.now + minutes(input.holdMinutes), input.startAt)),
    createdAt: new Date(input.now),
  } satisfies NewConsultation;
}

type Agreed = Pick<
  Consultation,
  'endAt' | 'holdExpiresAt' | 'totalPriceMinor' | 'cancellationPolicy' | 'reminderMinutes'
>;

function heldOf(row: Agreed): HeldConsultation {
  return {
    endAt: row.endAt.getTime(),
    holdExpiresAt: row.holdExpiresAt.getTime(),
    totalPriceMinor: row.totalPriceMinor,
    cancellationPolicy: row.cancellationPolicy,
    reminderMinutes: row.reminderMinutes,
  };
}

async function findRow(trx: Transaction<Database>, id: string): Promise<Consultation | undefined> {
  return await trx
    .selectFrom('consultation')
    .where('id', '=', id)
    .selectAll()
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Under the booking's lock: a `holdSlot` that is still running has ended before, or finds the refusal after. */
async function abandonHold(
  db: Kysely<Database>,
  { consultationId, at }: { consultationId: string; at: number },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockBooking(trx, consultationId);
    const row = await findRow(trx, consultationId);
    if (row?.status === 'payment_pending') {
      const change = { consultationId, revision: row.revision + 1, kind: 'hold_abandoned', at } as const;
      await recordChange(trx, { ...change, from: row.status, to: 'expired', by: { kind: 'system' } });
    }
    await keepRefusal(trx, consultationId, new Problem('temporarily_unavailable', 'Try again in a moment'));
  });
}

async function recordChange(trx: Transaction<Database>, change: Change): Promise<void> {
  const row = (await findRow(trx, change.consultationId)) ?? missing(change.consultationId);
  if (row.revision >= change.revision) return;
  requireNext(row, change);
  const { to, at, attentionReason } = change;
  await trx
    .updateTable('consultation')
    .where('id', '=', change.consultationId)
    .set({
      status: to,
      revision: change.revision,
      updatedAt: new Date(at),
      ...(to === 'confirmed' && !row.confirmedAt && { confirmedAt: new Date(at) }),
      ...(to === 'cancelled' && row.status !== to && cancellationOf(change)),
      ...(attentionReason !== undefined && { needsAttention: attentionReason !== null, attentionReason }),
    })
    .execute();
  await appendEvent(trx, {
    consultationId: change.consultationId,
    revision: change.revision,
    kind: change.kind,
    fromStatus: change.from,
    toStatus: to,
    ...(await actorOf(trx, change)),
    reason: change.reason ?? null,
    ...(change.data && { data: change.data }),
    at: new Date(at),
  });
}

/** Both would be bugs of the workflow: the row stays as it is, and the activity goes on failing where people see it. */
function requireNext(row: Consultation, { consultationId, revision, from, to }: Change): void {
  if (row.revision + 1 !== revision || row.status !== from) {
    throw new Error(
      `${consultationId} is ${row.status} at ${row.revision}: ${from} to ${revision} does not follow`,
    );
  }
  if (from !== to && !canBecome(from, to)) throw new Error(`${consultationId}: ${from} cannot become ${to}`);
}

function cancellationOf({ consultationId, cancelledBy, reason }: Change) {
  if (!cancelledBy) throw new Error(`${consultationId}: nobody is named who cancelled`);
  return { cancelledBy, cancelReason: reason ?? null };
}

/** An operator's name comes from the proxy's record; a cancellation that reached Temporal another way has none. */
async function actorOf(trx: Transaction<Database>, { consultationId, by }: Change) {
  if (by.kind !== 'operator' || by.id !== undefined) return { actorKind: by.kind, actorId: by.id ?? null };
  const workflowId = workflowIdOf(consultationId);
  const operatorId = await findOperatorOf(trx, { workflowId, action: 'request_cancellation' });
  if (operatorId === undefined) return { actorKind: 'system' as const, actorId: null };
  return { actorKind: by.kind, actorId: operatorId };
}

function missing(consultationId: string): never {
  throw new Error(`there is no consultation ${consultationId}`);
}
