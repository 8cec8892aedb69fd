import { isCancellation } from '@temporalio/workflow';
import type { Presence } from '#activities/contract.ts';
import type { Actor } from '#domain/consultation.ts';
import { presence, shown } from './activities.ts';
import { lowerAttention, raiseAttention } from './attention.ts';
import { takeOutOfCalendar } from './calendar-event.ts';
import { decisionTime } from './cancellation.ts';
import type { Course } from './course.ts';
import type { AttentionOrder } from './desk.ts';
import { tell } from './messages.ts';
import { refusal } from './orders.ts';
import { become, system } from './record.ts';
import { refund } from './refunds.ts';
import { closeRoom } from './room.ts';

/** At the end: a video consultation that both joined was held, the office visit counts as held, else a person decides. */
export async function decideOutcome(course: Course): Promise<void> {
  const { state, desk } = course;
  if (state.input.consultationType !== 'video' || (await bothJoined(course))) {
    await become(state, 'completed', { kind: 'completed', by: system });
    return;
  }
  const decideBefore = Date.now() + decisionTime;
  const decisions = ['refund', 'complete'] as const;
  await raiseAttention(state, desk, { reason: 'missed_meeting', decisions, retry: false, decideBefore });
}

async function bothJoined({ state }: Course): Promise<boolean> {
  const { consultationId } = state.input;
  try {
    const options = shown('See who was in the room', {
      scheduleToCloseTimeout: '5m',
      retry: { maximumAttempts: 20 },
    });
    const seen: Presence = await presence.readPresence.executeWithOptions(options, [{ consultationId }]);
    return seen.clientJoined && seen.lawyerJoined;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return false;
  }
}

/** An operator's decision about a meeting that did not go as it should. */
export async function resolveMeeting(course: Course, order: AttentionOrder): Promise<void> {
  const { state } = course;
  const attention = state.attention;
  const by = order.input.by;
  if (attention === undefined || order.name === 'retry') {
    order.refuse(refusal('invalid_state', 'Nothing waits for a decision'));
    return;
  }
  const { decision } = order.input;
  await lowerAttention(state, by, decision);
  if (decision === 'complete') {
    await become(state, 'completed', { kind: 'completed', by, reason: attention.reason });
    order.answer({ status: state.status, needsAttention: false });
    return;
  }
  await refundMeeting(course, by, attention.reason, () =>
    order.answer({ status: state.status, needsAttention: false }),
  );
}

/** Nobody decided in time: the client gets everything back. */
export async function refundUndecided(course: Course): Promise<void> {
  const { state } = course;
  const reason = state.attention?.reason ?? 'missed_meeting';
  await lowerAttention(state, system, 'refund');
  await refundMeeting(course, system, reason, () => undefined);
}

async function refundMeeting(course: Course, by: Actor, reason: string, answer: () => void): Promise<void> {
  const { state } = course;
  const refundMinor = state.hold.totalPriceMinor;
  await become(state, 'cancelled', {
    kind: 'cancelled',
    by,
    reason,
    cancelledBy: 'operator',
    data: { refundMinor },
  });
  answer();
  closeRoom(course);
  takeOutOfCalendar(course);
  tell(course, { kind: 'cancelled', refundMinor });
  await refund(course, reason, refundMinor);
}
