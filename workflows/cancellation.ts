import { ApplicationFailure, log } from '@temporalio/workflow';
import { refundQuote } from '#domain/cancellation.ts';
import type { RefundQuote } from '#domain/cancellation.ts';
import { isCancellable, isTerminal } from '#domain/consultation.ts';
import type { Actor } from '#domain/consultation.ts';
import { hours } from '#domain/instant.ts';
import { minor } from '#domain/money.ts';
import { raiseAttention } from './attention.ts';
import { takeOutOfCalendar } from './calendar-event.ts';
import type { Course } from './course.ts';
import type { CancelOrder } from './desk.ts';
import { tell } from './messages.ts';
import { assertCancel, refusal } from './orders.ts';
import { endCheckout } from './payment.ts';
import { become } from './record.ts';
import { giveBack, refund } from './refunds.ts';
import { closeRoom } from './room.ts';
import type { ConsultationState } from './state.ts';

type Canceller = 'client' | 'lawyer' | 'operator';

/** How long an operator has to decide before everything is refunded. */
export const decisionTime = hours(48);

function quoteOf(state: ConsultationState, by: Canceller, now: number): RefundQuote {
  return refundQuote({
    policy: state.hold.cancellationPolicy,
    status: state.status,
    by,
    totalPrice: minor(state.hold.totalPriceMinor),
    startAt: state.input.startAt,
    confirmedAt: state.confirmedAt,
    now,
  });
}

/** Carries out a cancellation, or refuses it with nothing done: the state may have moved on while it waited its turn. */
export async function cancelOnOrder(course: Course, order: CancelOrder): Promise<void> {
  const { state } = course;
  const { by, receivedAt, reasonCode, expectedRefundMinor } = order.input;
  try {
    assertCancel(state, order.input);
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    order.refuse(error);
    return;
  }
  const quote = quoteOf(state, cancellerOf(by), receivedAt);
  if (expectedRefundMinor !== undefined && expectedRefundMinor !== quote.refund) {
    order.refuse(refusal('quote_changed', 'The refund has changed since it was shown', quote));
    return;
  }
  const answer = () => order.answer({ status: state.status, refundMinor: quote.refund });
  await cancelNow(course, { by, reason: reasonCode, refundMinor: quote.refund, answer });
  if (!isTerminal(state.status))
    order.refuse(refusal('invalid_state', `The consultation is ${state.status}`));
}

interface Cancelling {
  by: Actor;
  reason: string;
  refundMinor: number;
  /** Called as soon as the row says cancelled; the refund itself may take its time. */
  answer: () => void;
}

async function cancelNow(course: Course, { by, reason, refundMinor, answer }: Cancelling): Promise<void> {
  const { state } = course;
  const cancelled = { kind: 'cancelled', by, reason, cancelledBy: cancellerOf(by) };
  if (state.status === 'payment_pending') {
    const ended = await endCheckout(course);
    if (!('result' in ended)) return;
    await giveBack(course, ended.result);
    await become(state, 'cancelled', cancelled);
    answer();
    return;
  }
  await become(state, 'cancelled', { ...cancelled, data: { refundMinor } });
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

function cancellerOf(by: Actor): Canceller {
  return by.kind === 'lawyer' || by.kind === 'operator' ? by.kind : 'client';
}
