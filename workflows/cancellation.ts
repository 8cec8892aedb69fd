import { ApplicationFailure, log } from '@temporalio/workflow';
import { isCancellable, isTerminal } from '#domain/consultation.ts';
import type { Actor } from '#domain/consultation.ts';
import { hours } from '#domain/instant.ts';
import { raiseAttention } from './attention.ts';
import { takeOutOfCalendar } from './calendar-event.ts';
import type { Course } from './course.ts';
import type { CancelOrder } from './desk.ts';
import { tell } from './messages.ts';
import { assertCancel, refusal } from './orders.ts';
import { endCheckout } from './payment.ts';
import { cancellerOf, quoteOf } from './quote.ts';
import { become } from './record.ts';
import { giveBack, refund } from './refunds.ts';
import { closeRoom } from './room.ts';

/** How long an operator has to decide before everything is refunded. */
export const decisionTime = hours(48);

/** Carries out a cancellation, or refuses it with nothing done: the state may have moved on while it waited its turn. */
export async function cancelOnOrder(course: Course, order: CancelOrder): Promise<void> {
  const { state } = course;
  const { by, receivedAt, reasonCode, noteId } = order.input;
  try {
    assertCancel(state, order.input);
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    order.refuse(error);
    return;
  }
  const { refund: refundMinor } = quoteOf(state, by, receivedAt);
  const answer = () => order.answer({ status: state.status, refundMinor });
  await cancelNow(course, { by, reason: reasonCode, noteId, refundMinor, answer });
  if (!isTerminal(state.status))
    order.refuse(refusal('invalid_state', `The consultation is ${state.status}`));
}

interface Cancelling {
  by: Actor;
  reason: string;
  /** Key of the remark in Postgres that goes with it. */
  noteId?: string | undefined;
  refundMinor: number;
  /** Called as soon as the row says cancelled; the refund itself may take its time. */
  answer: () => void;
}

async function cancelNow(
  course: Course,
  { by, reason, noteId, refundMinor, answer }: Cancelling,
): Promise<void> {
  const { state } = course;
  const cancelled = { kind: 'cancelled', by, reason, cancelledBy: cancellerOf(by) };
  const remark = noteId === undefined ? {} : { noteId };
  if (state.status === 'payment_pending') {
    const ended = await endCheckout(course);
    if (!('result' in ended)) return;
    await giveBack(course, ended.result);
    await become(state, 'cancelled', { ...cancelled, data: remark });
    answer();
    return;
  }
  await become(state, 'cancelled', { ...cancelled, data: { ...remark, refundMinor } });
  answer();
  closeRoom(course);
  takeOutOfCalendar(course);
  tell(course, { kind: 'cancelled', refundMinor });
  await refund(course, 'cancelled', refundMinor);
}

/**
 * "Request Cancellation" of the Temporal UI: the operator cancels with everything back. While the meeting is on, a person
 * has to decide; after the end there is nothing to cancel.
 */
export async function cancelFromTemporal(course: Course): Promise<void> {
  const { state, desk } = course;
  if (isCancellable(state.status)) {
    const by: Actor = { kind: 'operator' };
    const refundMinor = state.hold.totalPriceMinor;
    await cancelNow(course, { by, reason: 'other', refundMinor, answer: () => undefined });
  } else if (state.status === 'in_progress') {
    if (state.attention !== undefined) return;
    const decideBefore = Math.max(Date.now(), state.hold.endAt) + decisionTime;
    const decisions = ['refund', 'complete'] as const;
    await raiseAttention(state, desk, { reason: 'cancel_requested', decisions, retry: false, decideBefore });
  } else {
    log.info('a request to cancel was ignored', { status: state.status });
  }
}
