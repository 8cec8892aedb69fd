import { ApplicationFailure } from '@temporalio/workflow';
import { isCancellable, reasonCodes } from '#domain/consultation.ts';
import type { Actor, ReasonCode } from '#domain/consultation.ts';
import type { ProblemCode } from '#domain/problem.ts';
import type { Attention, CancelCommand, ResolveCommand, RetryCommand } from './contract.ts';
import { quoteOf } from './quote.ts';
import type { ConsultationState } from './state.ts';

/** A refusal by rule, as callers of an update see it: `type` is the code, it is never retried. */
export function refusal(code: ProblemCode, message: string, ...details: unknown[]): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true, details });
}

/** What everybody but the operator hears while a person has to look. */
export function attentionFirst(): ApplicationFailure {
  return refusal('needs_attention', 'An operator has to look at it first');
}

/**
 * Is this an order to cancel? What is none of ours Postgres would refuse, again and again, and words of people have no place in a
 * history. Asked once, before anything of it is written there.
 */
export function assertCancelOrder(order: CancelCommand | undefined): void {
  const faults = [
    ...(isActor(order?.by, parties) ? [] : ['by']),
    ...(isReason(order?.reasonCode) ? [] : ['reasonCode']),
    ...(isWholeOrAbsent(order?.receivedAt) ? [] : ['receivedAt']),
    ...(isWholeOrAbsent(order?.expectedRefundMinor) ? [] : ['expectedRefundMinor']),
    ...(order?.noteId === undefined || isNoteKey(order.noteId) ? [] : ['noteId']),
  ];
  if (faults.length > 0) throw refusal('invalid_request', `not valid: ${faults.join(', ')}`);
}

/**
 * May this cancellation go ahead now? Asked by the validator, and again by the loop when its turn comes: the state may have moved
 * on, and the refund with it.
 */
export function assertCancel(state: ConsultationState | undefined, order: CancelCommand): void {
  if (state === undefined || !isCancellable(state.status)) {
    throw refusal(
      'invalid_state',
      `A consultation that is ${state?.status ?? 'not held yet'} cannot be cancelled`,
    );
  }
  if (state.attention !== undefined) throw attentionFirst();
  const { by, receivedAt = Date.now(), expectedRefundMinor } = order;
  const quote = quoteOf(state, by, receivedAt);
  if (expectedRefundMinor !== undefined && expectedRefundMinor !== quote.refund) {
    throw refusal('quote_changed', 'The refund has changed since it was shown', quote);
  }
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
  if (!isActor(order?.by, ['operator'])) {
    throw refusal('forbidden', 'Only an operator, through Majlis, may do this');
  }
  if (state?.attention === undefined) throw refusal('invalid_state', 'Nothing waits for a decision');
  return state.attention;
}

const parties = ['client', 'lawyer', 'partner', 'operator'] as const;

function isActor(by: Partial<Actor> | undefined, kinds: readonly Actor['kind'][]): boolean {
  return kinds.some((kind) => kind === by?.kind) && isUuid(by?.id);
}

export function isReason(value: unknown): value is ReasonCode {
  return reasonCodes.some((code) => code === value);
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** The id of a command, which its remark is kept under (api/consultations/commands.ts): the name and a hash, or a UUID. */
function isNoteKey(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]{1,20}-[0-9a-f-]{32,36}$/.test(value);
}

function isWholeOrAbsent(value: unknown): boolean {
  return value === undefined || Number.isSafeInteger(value);
}
