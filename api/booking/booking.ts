import { setTimeout } from 'node:timers/promises';
import { WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { findConsultation } from '#db/consultations.ts';
import type { ConsultationWithParties, Viewer } from '#db/consultations.ts';
import { findFulfilment, lockBooking } from '#db/holds.ts';
import type { HoldWish } from '#db/holds.ts';
import { claimKey, findKey, findRefusal, keepRefusal } from '#db/idempotency-keys.ts';
import type { ClaimedKey, IdempotencyClaim } from '#db/idempotency-keys.ts';
import { inTransaction } from '#db/transaction.ts';
import { Problem } from '#domain/problem.ts';
import { workflowIdOf } from '#domain/consultation.ts';
import { book, bookUpdateId, consultationWorkflowType, startOptionsOf } from '#workflows/contract.ts';
import type { ConsultationInput } from '#workflows/contract.ts';
import { isClosed, refusalOfCommand, unanswered } from '#api/consultations/command-failure.ts';
import type { ApiDeps } from '#api/deps.ts';
import type { BookingDraft } from './booking-preparation.ts';

/** Longer than this nobody waits for an answer. */
const PATIENCE_MS = 30_000;
/** Longer than this nobody who holds the time waits for the link to pay. */
const LINK_PATIENCE_MS = 8_000;

export interface Booking {
  claim: IdempotencyClaim;
  /** Who will look at the consultation. */
  viewer: Viewer;
  draft: BookingDraft;
}

type Deps = Pick<ApiDeps, 'db' | 'temporal' | 'clock'>;

/**
 * Books once for each key, however often it is asked: answers with the consultation as it stands now, or throws the
 * refusal that stays the answer of the key.
 *
 * 1. The key's row; another body ends here, and before it the first request with a fault, which leaves no trace. 2. An answer
 * that is there already. 3. What Postgres shows as taken is refused without a workflow, so that a crowd costs reads.
 * 4. Update-with-start; the id carries the idempotency. A hold whose link does not come is answered without it.
 */
export async function bookOnce(
  deps: Deps,
  { claim, viewer, draft }: Booking,
): Promise<ConsultationWithParties> {
  const { refusal, isBooked } =
    (await findKey(deps.db, claim)) ?? (await claimAfter(deps, claim, draft.check));
  if (refusal) throw refusal;
  const known = isBooked && (await findConsultation(deps.db, claim.consultationId, viewer));
  if (known) return known;

  const input = await draft.prepare();
  await refuseWhatIsTaken(deps, input);
  const started = startBooking(deps, input);
  if (await isSlow(started)) {
    const held = await findConsultation(deps.db, claim.consultationId, viewer);
    // One that was given up meanwhile has a refusal, which is about to come.
    if (held?.status === 'payment_pending') return held;
  }
  return await answerOf(deps, { claim, viewer }, await started);
}

/** Whether the answer keeps the client waiting longer than for a link. */
async function isSlow(started: Promise<unknown>): Promise<boolean> {
  const stop = new AbortController();
  try {
    return await Promise.race([
      started.then(() => false),
      setTimeout(LINK_PATIENCE_MS, true, { signal: stop.signal }),
    ]);
  } finally {
    stop.abort();
  }
}

async function claimAfter(
  { db }: Deps,
  claim: IdempotencyClaim,
  check: () => Promise<void>,
): Promise<ClaimedKey> {
  await check();
  return await claimKey(db, claim);
}

/**
 * What can be booked as far as Postgres shows goes on to the workflow, which decides. A refusal is kept under the booking's
 * lock, which the workflow's hold takes too: either the hold has committed, and there is nothing to refuse, or it will find
 * the refusal. A fault of the request is not kept: it comes out the same each time.
 */
async function refuseWhatIsTaken({ db, clock }: Deps, input: ConsultationInput): Promise<void> {
  const wish = { ...input, now: clock() };
  if (!(await refusalOf(db, wish))) return;
  const refusal = await inTransaction(db, async (trx) => {
    await lockBooking(trx, input.consultationId);
    if (await findConsultation(trx, input.consultationId, { kind: 'operator' })) return undefined;
    const found = await refusalOf(trx, wish);
    return found && (await keepRefusal(trx, input.consultationId, found));
  });
  if (refusal) throw refusal;
}

async function refusalOf(db: Deps['db'], wish: HoldWish): Promise<Problem | undefined> {
  try {
    await findFulfilment(db, wish);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'invalid_request') throw error;
    return error;
  }
}

/** What went wrong on the way to Temporal, if anything; whether the booking stands is read from Postgres. */
async function startBooking({ temporal }: Deps, input: ConsultationInput): Promise<unknown> {
  const start = new WithStartWorkflowOperation(consultationWorkflowType, startOptionsOf(input));
  const deadline = Date.now() + PATIENCE_MS;
  // The handle's promise rejects together with the call below, which reports the reason.
  start.workflowHandle().catch(() => undefined);
  try {
    await temporal.withDeadline(deadline, () =>
      temporal.workflow.executeUpdateWithStart(book, {
        updateId: bookUpdateId,
        startWorkflowOperation: start,
      }),
    );
    return undefined;
  } catch (error) {
    return error instanceof WorkflowExecutionAlreadyStartedError
      ? await joinBooking(temporal, input.consultationId, deadline)
      : error;
  }
}

/** An earlier request with this key has started the workflow: its `book` is the same one. */
async function joinBooking(
  temporal: Deps['temporal'],
  consultationId: string,
  deadline: number,
): Promise<unknown> {
  const handle = temporal.workflow.getHandle(workflowIdOf(consultationId));
  try {
    await temporal.withDeadline(deadline, () => handle.executeUpdate(book, { updateId: bookUpdateId }));
    return undefined;
  } catch (error) {
    return error;
  }
}

async function answerOf(
  { db }: Deps,
  { claim, viewer }: Pick<Booking, 'claim' | 'viewer'>,
  failure: unknown,
): Promise<ConsultationWithParties> {
  // A hold that was given up leaves a consultation behind, and its refusal is the answer.
  const refusal = failure === undefined ? undefined : await findRefusal(db, claim.consultationId);
  if (refusal) throw refusal;
  const booked = await findConsultation(db, claim.consultationId, viewer);
  if (booked) return booked;
  if (failure === undefined || isClosed(failure)) throw unanswered(failure);
  throw refusalOfCommand(failure);
}
