import { ApplicationFailure, CancellationScope, log, setHandler } from '@temporalio/workflow';
import * as contract from './contract.ts';
import type {
  AttentionResult,
  CancelCommand,
  CancelRequest,
  CancelResult,
  ConsultationInput,
  ResolveCommand,
  RetryCommand,
} from './contract.ts';
import {
  assertCancel,
  assertCancelOrder,
  assertDecision,
  assertRetry,
  attentionFirst,
  isReason,
  refusal,
} from './orders.ts';
import type { ConsultationState } from './state.ts';

interface Order<Name extends string, Input, Result> {
  name: Name;
  input: Input;
  answer: (result: Result) => void;
  refuse: (failure: ApplicationFailure) => void;
}

export type CancelOrder = Order<'cancel', CancelCommand & { receivedAt: number }, CancelResult>;
export type RetryOrder = Order<'retry', RetryCommand, AttentionResult>;
export type ResolveOrder = Order<'resolve', ResolveCommand, AttentionResult>;
export type AttentionOrder = RetryOrder | ResolveOrder;
export type Command = CancelOrder | AttentionOrder;

/**
 * Where everything that arrives waits for the loop, which takes one thing at a time. Handlers only check, put down and
 * wait for the answer, so the state is never changed from two places.
 */
export interface Desk {
  readonly commands: Command[];
  paymentHint: boolean;
  meetingHint: boolean;
  /** "Request Cancellation" of the Temporal UI. */
  cancellationRequested: boolean;
}

export function newDesk(): Desk {
  return { commands: [], paymentHint: false, meetingHint: false, cancellationRequested: false };
}

export function hasWork(desk: Desk): boolean {
  return desk.commands.length > 0 || desk.paymentHint || desk.meetingHint || desk.cancellationRequested;
}

/** Takes every message from the first moment on; before the slot is held, there is no state and commands are refused. */
export function receiveMessages(
  desk: Desk,
  input: ConsultationInput,
  current: () => ConsultationState | undefined,
) {
  setHandler(contract.cancel, (order) => submitCancel(desk, order), {
    description: 'Cancel: {"reasonCode": "schedule | resolved | mistake | unavailable | other"}',
    validator: (order) => {
      assertCancelOrder(order);
      assertCancel(current(), order);
    },
  });
  setHandler(contract.retry, (order) => submitRetry(desk, order), {
    description: 'Operator: try the step that is stuck again: {}',
    validator: (order) => assertRetry(current(), order),
  });
  setHandler(contract.resolve, (order) => submitResolve(desk, order), {
    description: 'Operator: decide by hand: {"decision": "refund | complete | handled"}',
    validator: (order) => assertDecision(current(), order),
  });
  setHandler(contract.paymentChanged, () => void (desk.paymentHint = true), {
    description: 'Something may have changed at Stripe',
  });
  setHandler(contract.meetingChanged, () => void (desk.meetingHint = true), {
    description: 'Somebody joined or left the room',
  });
  setHandler(contract.cancelRequested, (request) => cancelForClient(desk, input, current, request), {
    description: 'Cancel on behalf of the client; counts as cancelled by the client',
  });
}

async function cancelForClient(
  desk: Desk,
  { clientId }: ConsultationInput,
  current: () => ConsultationState | undefined,
  request: CancelRequest | undefined,
): Promise<void> {
  const { reasonCode = 'other' } = request ?? {};
  const order: CancelCommand = { by: { kind: 'client', id: clientId }, reasonCode };
  try {
    if (!isReason(reasonCode)) throw refusal('invalid_request', 'not valid: reasonCode');
    assertCancel(current(), order);
    await submitCancel(desk, order);
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    log.info('cancelRequested was refused', { reason: error.type });
  }
}

function submitCancel(desk: Desk, order: CancelCommand): Promise<CancelResult> {
  const input = { ...order, receivedAt: order.receivedAt ?? Date.now() };
  return answered((answer, refuse) => desk.commands.push({ name: 'cancel', input, answer, refuse }));
}

function submitRetry(desk: Desk, input: RetryCommand): Promise<AttentionResult> {
  return answered((answer, refuse) => desk.commands.push({ name: 'retry', input, answer, refuse }));
}

function submitResolve(desk: Desk, input: ResolveCommand): Promise<AttentionResult> {
  return answered((answer, refuse) => desk.commands.push({ name: 'resolve', input, answer, refuse }));
}

/** Waits for the loop's answer, also while somebody asks Temporal to cancel the workflow: the loop will answer. */
async function answered<Result>(
  put: (answer: (result: Result) => void, refuse: (failure: ApplicationFailure) => void) => void,
): Promise<Result> {
  const outcome = await CancellationScope.nonCancellable(
    () =>
      new Promise<{ result: Result } | { failure: ApplicationFailure }>((resolve) =>
        put(
          (result) => resolve({ result }),
          (failure) => resolve({ failure }),
        ),
      ),
  );
  if ('failure' in outcome) throw outcome.failure;
  return outcome.result;
}

/** Refuses what waits, because an operator has to look first. */
export function refuseWaiting(desk: Desk): void {
  for (const command of desk.commands.splice(0)) {
    command.refuse(attentionFirst());
  }
}
