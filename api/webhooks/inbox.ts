import { workflowIdOf } from '#domain/consultation.ts';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import { markWebhookHandled, storeWebhook } from '#db/webhooks.ts';
import type { ChangeHint } from '#workflows/contract.ts';
import { refusalOfCommand } from '#api/consultations/command-failure.ts';
import type { ApiDeps } from '#api/deps.ts';

/** An event whose signature was verified. Only ids of it are kept: a webhook is a hint. */
export interface ReceivedEvent {
  provider: 'stripe' | 'twilio' | 'sendgrid';
  eventId: string;
  kind: string;
  objectId: string;
  consultationId: string | null;
}

type Deps = Pick<ApiDeps, 'db' | 'temporal'>;

/** How long a provider is kept waiting for Temporal; it sends the event again when it hears 503. */
const PATIENCE_MS = 5000;

/**
 * Stores the event once and does its work. A repeat of an event whose work is done does nothing; one that was stored by a
 * process which died, or while Temporal was away, is worked again.
 */
export async function receiveEvent(
  { db }: Deps,
  event: ReceivedEvent,
  work: () => Promise<void>,
): Promise<void> {
  if (!(await storeWebhook(db, event))) return;
  await work();
  await markWebhookHandled(db, event);
}

/**
 * Stores the event once and tells the consultation's workflow that something may have changed. One that has ended hears
 * nothing any more: the event stays unhandled, for an operator to see.
 */
export async function receiveHint(
  deps: Deps,
  signal: SignalDefinition<[ChangeHint]>,
  event: ReceivedEvent,
): Promise<void> {
  if (!(await storeWebhook(deps.db, event))) return;
  const { consultationId, eventId } = event;
  const isDone = consultationId === null || (await hint(deps, signal, { consultationId, eventId }));
  if (isDone) await markWebhookHandled(deps.db, event);
}

/** Tells the consultation's workflow that something may have changed; false when it has ended. */
export async function hint(
  { temporal }: Pick<Deps, 'temporal'>,
  signal: SignalDefinition<[ChangeHint]>,
  { consultationId, eventId }: { consultationId: string; eventId: string },
): Promise<boolean> {
  const handle = temporal.workflow.getHandle(workflowIdOf(consultationId));
  try {
    await temporal.withDeadline(Date.now() + PATIENCE_MS, () => handle.signal(signal, { eventId }));
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw refusalOfCommand(error);
  }
}
