import type { HeldConsultation } from '#activities/contract.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { minutes } from '#domain/instant.ts';
import type { Attention, ConsultationInput } from './contract.ts';

/**
 * What the workflow of one consultation knows. Only the loop in consultation.ts, and what it calls, changes it: handlers
 * put their commands into the desk and wait.
 */
export interface ConsultationState {
  readonly input: ConsultationInput;
  readonly hold: HeldConsultation;
  /** When the slot was taken. */
  readonly heldAt: number;
  status: ConsultationStatus;
  /** Of the row in Postgres; each change is the next one. */
  revision: number;
  /** `opening` while the link may not be there yet; `open` once it is in Postgres. */
  checkout: 'opening' | 'open';
  nextPaymentCheckAt: number;
  confirmedAt?: number;
  terminalAt?: number;
  /** The client's money was captured for a consultation that was confirmed. */
  isPaid: boolean;
  /** Instants of reminders that went out or were passed over. */
  remindedUntil: number;
  room: 'none' | 'planned' | 'open' | 'closed';
  /** Who is in the room: as Postgres has it, or being asked about, or changed since it was. Only room.ts uses it. */
  presence: 'known' | 'looked at' | 'changed';
  /** Something was refunded; what a bank returns of it is for a person. */
  hasRefund: boolean;
  /** A refund is on its way at the bank; when it is asked about next. */
  nextRefundCheckAt?: number;
  attention?: Attention;
}

/** Stripe ends a session no sooner than 30 minutes after its creation, and ours may be created until the hold ends. */
const checkoutMargin = minutes(33);

export function heldState(
  input: ConsultationInput,
  hold: HeldConsultation,
  heldAt: number,
): ConsultationState {
  return {
    input,
    hold,
    heldAt,
    status: 'payment_pending',
    revision: 1,
    checkout: 'opening',
    nextPaymentCheckAt: heldAt + minutes(2),
    isPaid: false,
    hasRefund: false,
    remindedUntil: heldAt,
    room: input.consultationType === 'video' ? 'planned' : 'none',
    presence: 'known',
  };
}

/** The one checkout of this consultation. Computed from the state, so that every repeat sends the same bytes. */
export function checkoutOf(state: ConsultationState) {
  const latest = state.hold.holdExpiresAt + checkoutMargin;
  return {
    consultationId: state.input.consultationId,
    attempt: 1,
    // Whole seconds, as Stripe takes them.
    sessionExpiresAt: Math.ceil(latest / 1000) * 1000,
  };
}
