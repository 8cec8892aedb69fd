/**
 * What each activity takes and gives, in the words of the workflow. One object in, one object out, plain JSON; instants
 * are epoch milliseconds, amounts minor units. Every activity may run twice with the same input and has one effect:
 * its key comes from the consultation's id and the step, never from a run.
 */
import type { Actor, CancellationPolicy, ConsultationStatus, Party } from '#domain/consultation.ts';
import type { AccountMailInput, ConsultationInput } from '#workflows/contract.ts';

/** What was sold, as the workflow needs to know it. Held once, it never changes. */
export interface HeldConsultation {
  endAt: number;
  holdExpiresAt: number;
  totalPriceMinor: number;
  cancellationPolicy: CancellationPolicy;
  reminderMinutes: readonly number[];
}

/** One change of a consultation's row and the event that says who made it; applied only when `revision` is the next one. */
export interface Change {
  consultationId: string;
  /** The revision after the change; a repeat with the same one is a no-op. */
  revision: number;
  /** Event of the log: `confirmed`, `started`, `attention_raised`, … */
  kind: string;
  from: ConsultationStatus;
  to: ConsultationStatus;
  by: Actor;
  at: number;
  reason?: string;
  /** Ids, amounts and codes only. */
  data?: Record<string, string | number | boolean>;
  cancelledBy?: 'client' | 'lawyer' | 'operator';
  /** A reason raises the flag, null lowers it, absent leaves it. */
  attentionReason?: string | null;
}

export interface ConsultationActivities {
  /**
   * Takes the slot: locks the lawyer's availability and the client, counts limits, judges the slot at `receivedAt`,
   * inserts the consultation and its first event. A row with this id means it is held already, and is success.
   * Refusals (kept on the idempotency key's row as well): `slot_taken`, `client_busy`, `slot_unavailable` (details: reason),
   * `too_many_requests`, `not_found`.
   */
  holdSlot(input: ConsultationInput & { now: number }): Promise<HeldConsultation>;
  /** When the outcome of `holdSlot` stayed unknown: frees the slot if it was taken, keeps `temporarily_unavailable` as the answer. */
  abandonHold(input: { consultationId: string; at: number }): Promise<void>;
  recordChange(change: Change): Promise<void>;
}

/** What Stripe says of the payment. */
export type PaymentState = 'open' | 'authorised' | 'captured' | 'voided' | 'expired';

export interface CheckoutInput {
  consultationId: string;
  attempt: number;
  /** Computed once by the workflow, so that a repeat sends the same bytes under the same key. */
  sessionExpiresAt: number;
}

export interface PaymentTruth {
  state: PaymentState;
  /** When the authorisation lapses by itself. */
  captureBefore?: number;
}

export interface RefundInput {
  consultationId: string;
  /** One refund for each reason: `cancelled`, `missed_meeting`, `late_payment`, … */
  reason: string;
  amountMinor: number;
}

export interface PaymentActivities {
  /** Opens the Checkout Session and writes its link to Postgres. */
  openCheckout(input: CheckoutInput): Promise<{ sessionId: string }>;
  /**
   * At the hold's end, when it is not known whether the link was written: closes the door in Postgres, so that a late
   * `openCheckout` cannot write it any more. `sealed: false` means that a link is there and may have been paid.
   */
  sealCheckout(input: { consultationId: string; attempt: number }): Promise<{ sealed: boolean }>;
  /** Asks Stripe for the true state of the payment and writes it down. */
  checkPayment(input: { consultationId: string }): Promise<PaymentTruth>;
  /**
   * Ends the session so that it cannot be paid any more, or learns that the payment won (`authorised`, `captured`).
   * A session that was never written down is found by repeating its creation with the same key.
   */
  expireCheckout(input: CheckoutInput): Promise<PaymentTruth>;
  /** Takes the authorised money. `voided` when the authorisation had lapsed. */
  capturePayment(input: { consultationId: string }): Promise<PaymentTruth>;
  /** Gives an authorisation back. `captured` when it was captured before. */
  voidPayment(input: { consultationId: string }): Promise<PaymentTruth>;
  /** Refunds once for this reason; never more than is still unrefunded. */
  refundPayment(input: RefundInput): Promise<{ status: 'pending' | 'succeeded' | 'failed' }>;
  /** The worst of the consultation's refunds, as Stripe tells it now. */
  checkRefunds(input: { consultationId: string }): Promise<{ failed: boolean; pending: boolean }>;
  /** An operator settled this refund outside; it is recorded as such. */
  recordRefundHandled(input: { consultationId: string }): Promise<void>;
}

/** `calendar_event_deleted`: for the lawyer alone, by e-mail alone. */
export type MessageKind =
  | 'confirmed'
  | 'reminder'
  | 'cancelled'
  | 'late_payment_returned'
  | 'calendar_event_deleted';

export interface MessageInput {
  consultationId: string;
  kind: MessageKind;
  recipient: Party;
  /** For reminders: how long before the start. Part of the message's identity. */
  minutesBefore?: number;
  /** For cancellations. */
  refundMinor?: number;
  /** How often the consultation has been moved. */
  sequence: number;
}

export interface MessageActivities {
  /** In the recipient's language and zone; `confirmed` and `cancelled` carry an .ics. */
  sendEmail(input: MessageInput): Promise<void>;
  /** Nothing happens when the recipient has no phone. */
  sendSms(input: MessageInput): Promise<void>;
}

export interface AccountMailActivities {
  /**
   * Mails the newest code of this account, which it reads from Postgres. `sent: false`: there is none that is still good,
   * or it went out before.
   */
  sendAccountMail(input: AccountMailInput): Promise<{ sent: boolean }>;
}

export interface Presence {
  clientJoined: boolean;
  lawyerJoined: boolean;
  /** Absent from a worker that did not ask. */
  isRoomOpen?: boolean;
}

export interface MeetingActivities {
  /** Creates the video room, or finds the one that is there. */
  openRoom(input: { consultationId: string }): Promise<void>;
  /** Closes it; closing what is closed is success. */
  closeRoom(input: { consultationId: string }): Promise<void>;
  /** Asks Twilio who has been in the room, and whether it is still there, and writes down who. */
  readPresence(input: { consultationId: string }): Promise<Presence>;
}

export interface CalendarReading {
  /**
   * `read`: what Postgres has is what the calendar has. `failing`: try again. `needs_reauth`: only the lawyer can mend it.
   * `gone`: there is no such connection any more.
   */
  outcome: 'read' | 'failing' | 'needs_reauth' | 'gone';
  /** The provider asked not to be called before. */
  nextAt?: number;
  /** What failed, as a code. */
  failureCode?: string;
  /** The lawyer has to hear of it, and has not yet. */
  isToBeTold?: boolean;
  /** Consultations whose events the lawyer took out of the calendar, and has not been asked about. */
  deletedEvents?: readonly string[];
  /** The provider can say by itself that something changed. */
  hasChannel?: boolean;
}

interface ConnectionInput {
  connectionId: string;
}

export interface CalendarActivities {
  /**
   * Reads the busy times of the next year and replaces those in Postgres, finds events that are gone, and writes and removes
   * what is outstanding. What the provider refuses is a result and no failure.
   */
  syncCalendar(input: ConnectionInput): Promise<CalendarReading>;
  /** Opens the channel on which the provider says that something changed, or the one that follows it. */
  renewChannel(input: ConnectionInput): Promise<{ renewAt?: number }>;
  /** Says goodbye for a connection that was deleted: closes its channel. Done when there is nothing to say. */
  stopChannel(input: ConnectionInput): Promise<void>;
  /**
   * Puts a confirmed consultation into the lawyer's calendars, or brings its event up to date. Nothing happens for one that
   * is not confirmed, and for an event that the lawyer took out.
   */
  writeCalendarEvent(input: { consultationId: string }): Promise<void>;
  /** Takes it out of them. */
  removeCalendarEvent(input: { consultationId: string }): Promise<void>;
}

export interface CalendarMailActivities {
  /** Tells the lawyer that a calendar cannot be read, once for each time that it fails. */
  sendCalendarMail(input: ConnectionInput): Promise<{ sent: boolean }>;
}

export type Activities = ConsultationActivities &
  PaymentActivities &
  MessageActivities &
  AccountMailActivities &
  MeetingActivities &
  CalendarActivities &
  CalendarMailActivities;
