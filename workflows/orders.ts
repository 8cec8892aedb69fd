import { ApplicationFailure } from '@temporalio/workflow';
import { isCancellable } from '#domain/consultation.ts';
import type { ProblemCode } from '#domain/problem.ts';
import type { Attention, CancelCommand, ResolveCommand, RetryCommand } from './contract.ts';
import type { ConsultationState } from './state.ts';

/** A refusal by rule, as callers of an update see it: `type` is the code, it is never retried. */
export function refusal(code: ProblemCode, message: string, ...details: unknown[]): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true, details });
}

/** What everybody but the operator hears while a person has to look. */
export function attentionFirst(): ApplicationFailure {
  return refusal('needs_attention', 'An operator has to look at it first');
}

/** May this cancellation go ahead now? Asked by the validator, and again by the loop when its turn comes. */
export function assertCancel(state: ConsultationState | undefined, order: CancelCommand): void {
  if (!isActor(order?.by)) throw refusal('invalid_request', 'by is missing');
  if (state === undefined || !isCancellable(state.status)) {
    throw refusal(
      'invalid_state',
      `A consultation that is ${state?.status ?? 'not held yet'} cannot be cancelled`,
    );
  }
  if (state.attention !== undefined) throw attentionFirst();
}

export function assertRetry(state: ConsultationState | undefined, order: RetryCommand): void {
  if (!assertAttention(state, order).retry) {
    throw refusal('invalid_state', 'There is no step to try again; send resolve with a decision');
  }
}

export function assertDecision(state: ConsultationState | undefined, order: ResolveCommand): void {
  const { decisions } = assertAttention(state, order);
  if (!decisions.includes(order.decision)) {
    throw refusal('invalid_request', `decision has to be one of: ${decisions.join(', ')}`);
  }
}

function assertAttention(
  state: ConsultationState | undefined,
  order: RetryCommand | ResolveCommand,
): Attention {
  if (order?.by?.kind !== 'operator' || typeof order.by.id !== 'string') {
    throw refusal('forbidden', 'Only an operator, through Majlis, may do this');
  }
  if (state?.attention === undefined) throw refusal('invalid_state', 'Nothing waits for a decision');
  return state.attention;
}

function isActor(by: CancelCommand['by'] | undefined): boolean {
  return (
    by !== undefined &&
    ['client', 'lawyer', 'partner', 'operator'].includes(by.kind) &&
    typeof by.id === 'string'
  );
}
