import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  setHandler,
  TemporalFailure,
} from '@temporalio/workflow';
import { isTerminal } from '#domain/consultation.ts';
import { minutes } from '#domain/instant.ts';
import { patientHold, quickly, records, shown } from './activities.ts';
import { createBeside } from './beside.ts';
import { cancelFromTemporal, cancelOnOrder } from './cancellation.ts';
import * as contract from './contract.ts';
import type { ConsultationInput, ConsultationView } from './contract.ts';
import type { Course } from './course.ts';
import { nextDeadline } from './deadlines.ts';
import type { Deadline } from './deadlines.ts';
import { hasWork, newDesk, receiveMessages } from './desk.ts';
import type { Desk } from './desk.ts';
import { decideOutcome, refundUndecided, resolveMeeting } from './meeting.ts';
import { tell } from './messages.ts';
import { refusal } from './orders.ts';
import { checkPayment, endHold, openCheckout } from './payment.ts';
import { become, publish, publishRejection, system } from './record.ts';
import { checkRefunds, lookAfterMoney } from './refunds.ts';
import { closeRoom, noticePresence, openRoom } from './room.ts';
import { heldState } from './state.ts';
import type { ConsultationState } from './state.ts';

/** How long `book` waits for the link before it answers without one, when nobody else ends that wait. */
const linkPatience = 8_000;
const reminderLateness = minutes(2);

/**
 * The life of one consultation, from the hold on the slot to the last refund.
 *
 * Updates: `book` (waits for the outcome of the hold), `cancel`, `retry`, `resolve`. Signals: `paymentChanged`,
 * `meetingChanged`, `cancelRequested`. Query: `state`. Ends as completed with the final status, or with `rejected` when
 * the slot could not be taken; never as failed, never as cancelled. "Request Cancellation" counts as an order.
 */
export async function consultation(input: ConsultationInput): Promise<string> {
  const desk = newDesk();
  const beside = createBeside();
  let state: ConsultationState | undefined;
  let rejected: ApplicationFailure | undefined;

  receiveMessages(desk, input, () => state);
  setHandler(contract.state, () => viewOf(input, state), { description: 'Where the consultation stands' });
  setHandler(
    contract.book,
    () =>
      CancellationScope.nonCancellable(async () => {
        await condition(() => state !== undefined || rejected !== undefined);
        if (rejected !== undefined) throw rejected;
        await (input.linkPatience === 'caller'
          ? condition(() => state?.checkout !== 'opening' || state.status !== 'payment_pending')
          : condition(() => state?.checkout !== 'opening', linkPatience, { summary: 'Wait for the link' }));
        return { consultationId: input.consultationId, status: state?.status ?? 'payment_pending' };
      }),
    { description: 'Waits for the outcome of the hold' },
  );
  CancellationScope.current().cancelRequested.catch(() => void (desk.cancellationRequested = true));

  return CancellationScope.nonCancellable(async () => {
    const taken = await takeSlot(input);
    if (taken instanceof ApplicationFailure) {
      rejected = taken;
      publishRejection(input, taken);
    } else {
      state = taken;
      await live({ state, desk, beside });
    }
    await beside.finished();
    await condition(allHandlersFinished);
    return state?.status ?? 'rejected';
  });
}

/** Takes the slot, or says why not. When that stays unknown, whatever was taken is freed and the answer is "try again". */
async function takeSlot(input: ConsultationInput): Promise<ConsultationState | ApplicationFailure> {
  const now = Date.now();
  const options = shown('Take the slot');
  for (const hold of [quickly.holdSlot, patientHold.holdSlot]) {
    try {
      return heldState(input, await hold.executeWithOptions(options, [{ ...input, now }]), now);
    } catch (error) {
      // A local activity fails with the bare failure, an ordinary one wraps it.
      const failure = error instanceof ActivityFailure ? error.cause : error;
      if (!(failure instanceof TemporalFailure)) throw error;
      if (failure instanceof ApplicationFailure && failure.nonRetryable === true) return failure;
    }
  }
  await records.abandonHold.executeWithOptions(shown('Free what may have been taken'), [
    { consultationId: input.consultationId, at: Date.now() },
  ]);
  return refusal('temporarily_unavailable', 'The slot could not be taken just now');
}

/** The one loop: takes one thing at a time, a command, a hint, or the nearest deadline, until the case is closed. */
async function live(course: Course): Promise<void> {
  const { state, desk } = course;
  const stopOpening = openCheckout(course);
  for (;;) {
    publish(state);
    const next = nextDeadline(state);
    const isDue = await waitFor(desk, next);
    if (isDue && next?.kind === 'close') return;
    if (isDue && next !== undefined) await meet(course, next);
    else await handle(course);
    if (state.status !== 'payment_pending') stopOpening();
  }
}

/** True when the deadline came first. */
async function waitFor(desk: Desk, next: Deadline | undefined): Promise<boolean> {
  if (hasWork(desk)) return false;
  if (next === undefined) {
    await condition(() => hasWork(desk));
    return false;
  }
  const remaining = next.at - Date.now();
  if (remaining <= 0) return true;
  return !(await condition(() => hasWork(desk), remaining, { summary: next.summary }));
}

async function handle(course: Course): Promise<void> {
  const { state, desk } = course;
  const command = desk.commands.shift();
  if (command?.name === 'cancel') return cancelOnOrder(course, command);
  if (command !== undefined) return resolveMeeting(course, command);
  if (desk.cancellationRequested) {
    desk.cancellationRequested = false;
    return cancelFromTemporal(course);
  }
  if (desk.paymentHint) {
    desk.paymentHint = false;
    if (state.status === 'payment_pending') return checkPayment(course);
    if (isTerminal(state.status)) return lookAfterMoney(course);
    return undefined;
  }
  desk.meetingHint = false;
  return noticePresence(course);
}

async function meet(course: Course, deadline: Deadline): Promise<void> {
  const { state } = course;
  switch (deadline.kind) {
    case 'check_payment':
      return checkPayment(course);
    case 'hold_end':
      return endHold(course);
    case 'reminder':
      return remind(course, deadline.at);
    case 'open_room':
      return openRoom(course);
    case 'start':
      await become(state, 'in_progress', { kind: 'started', by: system });
      return undefined;
    case 'outcome':
      return decideOutcome(course);
    case 'undecided':
      return refundUndecided(course);
    case 'close_room':
      return closeRoom(course);
    case 'check_refunds':
      return checkRefunds(course);
    case 'close':
      return undefined;
  }
}

/** A reminder that comes late helps nobody: after an outage it is passed over. */
function remind(course: Course, dueAt: number): void {
  const { state } = course;
  state.remindedUntil = dueAt;
  if (Date.now() - dueAt > reminderLateness) return;
  tell(course, { kind: 'reminder', minutesBefore: Math.round((state.input.startAt - dueAt) / 60_000) });
}

function viewOf(input: ConsultationInput, state: ConsultationState | undefined): ConsultationView {
  const next = state === undefined ? undefined : nextDeadline(state);
  return {
    consultationId: input.consultationId,
    consultationNumber: input.consultationNumber,
    status: state?.status ?? 'payment_pending',
    revision: state?.revision ?? 0,
    startAt: input.startAt,
    endAt: state?.hold.endAt ?? input.startAt + minutes(input.durationMinutes),
    holdExpiresAt: state?.hold.holdExpiresAt ?? input.receivedAt,
    ...(state?.attention === undefined ? {} : { attention: state.attention }),
    waitingFor: next?.summary ?? (state === undefined ? 'The slot' : 'An operator'),
    ...(next === undefined ? {} : { until: next.at }),
  };
}
