import { ActivityFailure, condition, isCancellation, upsertSearchAttributes } from '@temporalio/workflow';
import type { Actor } from '#domain/consultation.ts';
import { searchAttributes } from './contract.ts';
import type { Attention, Decision } from './contract.ts';
import type { Course } from './course.ts';
import { refuseWaiting } from './desk.ts';
import type { AttentionOrder, Desk } from './desk.ts';
import { attentionFirst } from './orders.ts';
import { note, publish, system } from './record.ts';
import type { ConsultationState } from './state.ts';

/** Makes visible that a person has to look. The flag stands beside the status and never changes it. */
export async function raiseAttention(
  state: ConsultationState,
  desk: Desk,
  attention: Attention,
): Promise<void> {
  state.attention = attention;
  upsertSearchAttributes([
    { key: searchAttributes.needsAttention, value: true },
    { key: searchAttributes.attentionReason, value: attention.reason },
  ]);
  publish(state);
  refuseWaiting(desk);
  await note(state, {
    kind: 'attention_raised',
    by: system,
    reason: attention.reason,
    attentionReason: attention.reason,
  });
}

export async function lowerAttention(
  state: ConsultationState,
  by: Actor,
  answer: Decision | 'retry',
): Promise<void> {
  const reason = state.attention?.reason ?? 'none';
  await note(state, { kind: 'attention_lowered', by, reason, data: { answer }, attentionReason: null });
  delete state.attention;
  upsertSearchAttributes([
    { key: searchAttributes.needsAttention, value: false },
    { key: searchAttributes.attentionReason, value: null },
  ]);
  publish(state);
}

export type Decided = { answer: 'retry' | Decision; by: Actor };
export type Tried<T> = { result: T } | { decision: Decision; by: Actor };

/** Asks for attention and waits until an operator says how to go on. */
export async function decide({ state, desk }: Course, attention: Attention): Promise<Decided> {
  await raiseAttention(state, desk, attention);
  const order = await operatorsAnswer(desk);
  const answer = order.name === 'retry' ? 'retry' : order.input.decision;
  await lowerAttention(state, order.input.by, answer);
  order.answer({ status: state.status, needsAttention: false });
  return { answer, by: order.input.by };
}

/**
 * Runs a money step until it succeeds or an operator decides otherwise. When the step's own patience is used up, it asks
 * for attention: `retry` runs it again, `resolve` ends it with the operator's decision.
 */
export async function patiently<T>(
  course: Course,
  attention: Pick<Attention, 'reason' | 'decisions'>,
  step: () => Promise<T>,
): Promise<Tried<T>> {
  for (;;) {
    try {
      return { result: await step() };
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    }
    const { answer, by } = await decide(course, { ...attention, retry: true });
    if (answer !== 'retry') return { decision: answer, by };
  }
}

/** While attention is up, validators let through nothing but the operator's own orders. */
async function operatorsAnswer(desk: Desk): Promise<AttentionOrder> {
  for (;;) {
    await condition(() => desk.commands.length > 0);
    const order = desk.commands.shift();
    if (order?.name === 'cancel') order.refuse(attentionFirst());
    else if (order !== undefined) return order;
  }
}
