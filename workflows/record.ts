import { log, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { ApplicationFailure } from '@temporalio/workflow';
import type { Change } from '#activities/contract.ts';
import { canBecome, isTerminal } from '#domain/consultation.ts';
import type { Actor, ConsultationStatus } from '#domain/consultation.ts';
import { records, shown } from './activities.ts';
import { caseFile } from './case-file.ts';
import { searchAttributes } from './contract.ts';
import type { ConsultationInput } from './contract.ts';
import type { ConsultationState } from './state.ts';

/** What happens by itself, at a deadline or after a step. */
export const system: Actor = { kind: 'system' };

type Details = Pick<Change, 'kind' | 'by' | 'reason' | 'data' | 'cancelledBy' | 'attentionReason'>;

/**
 * Moves the consultation to another status: first the row and its event in Postgres, then what people see in Temporal.
 * Whoever waits for an answer is answered after this, so that what they read next says the same. Returns the instant of the
 * change as the row has it; writing may take a while.
 */
export async function become(
  state: ConsultationState,
  to: ConsultationStatus,
  details: Details,
): Promise<number> {
  if (!canBecome(state.status, to)) throw new TypeError(`${state.status} cannot become ${to}`);
  const changedAt = await write(state, to, details);
  state.status = to;
  if (isTerminal(to)) state.terminalAt = Date.now();
  upsertSearchAttributes([{ key: searchAttributes.status, value: to }]);
  publish(state);
  return changedAt;
}

/** Writes an event that leaves the status as it is. */
export async function note(state: ConsultationState, details: Details): Promise<void> {
  await write(state, state.status, details);
}

async function write(state: ConsultationState, to: ConsultationStatus, details: Details): Promise<number> {
  state.revision += 1;
  const { consultationId } = state.input;
  const change = {
    consultationId,
    revision: state.revision,
    from: state.status,
    to,
    at: Date.now(),
    ...details,
  };
  await records.recordChange.executeWithOptions(shown(`Record: ${details.kind}`), [change]);
  log.info('changed', { kind: details.kind, from: state.status, to, revision: state.revision });
  return change.at;
}

/** Renews the page that the Temporal UI shows of this consultation. */
export function publish(state: ConsultationState): void {
  setCurrentDetails(caseFile(state));
}

/** A booking that got no slot is no consultation: nobody who searches for unpaid ones is to find it. */
export function publishRejection(
  { consultationNumber }: ConsultationInput,
  refusal: ApplicationFailure,
): void {
  upsertSearchAttributes([{ key: searchAttributes.status, value: 'rejected' }]);
  setCurrentDetails(`## ${consultationNumber}: rejected\n- No slot was taken: ${refusal.type}`);
}
