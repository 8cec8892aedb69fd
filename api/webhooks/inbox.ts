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

/** Tells the consultation's workflow that something may have changed; one that has ended need not know. */
export async function hint(
  { temporal }: Deps,
  signal: SignalDefinition<[ChangeHint]>,
  { consultationId, eventId }: Pick<ReceivedEvent, 'consultationId' | 'eventId'>,
): Promise<void> {
  if (consultationId === null) return;
  const handle = temporal.workflow.getHandle(workflowIdOf(consultationId));
  try {
    await temporal.withDeadline(Date.now() + PATIENCE_MS, () => handle.signal(signal, { eventId }));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw refusalOfCommand(error);
  }
}
