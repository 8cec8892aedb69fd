/**
 * The public face of the workflows: what the api, the operators and other programs send, and what they get.
 * Every message takes one object of plain JSON, because the Temporal UI sends exactly one, and a field can be added
 * to a running workflow where a position cannot. Nothing confidential is in any of them: ids, instants (epoch
 * milliseconds), amounts (minor units), states and reason codes only.
 */
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CodeKind } from '#domain/account-code.ts';
import { workflowIdOf } from '#domain/consultation.ts';
import type { Actor, ConsultationStatus, ConsultationType, ReasonCode } from '#domain/consultation.ts';

export const taskQueue = 'consultations';
/** Messages have their own, so that a provider of messages that hangs cannot starve the money. */
export const messageQueue = 'notifications';
/** So have video rooms, where people come and go as often as they like. */
export const roomQueue = 'video-rooms';
/** Calendars too: what hangs there holds up neither money nor messages. */
export const calendarQueue = 'majlis-calendars';
export const consultationWorkflowType = 'consultation';

/** The whole booking: the workflow takes the slot whether or not the `book` update ever arrives. */
export interface ConsultationInput {
  consultationId: string;
  consultationNumber: string;
  /** When the server received the request; notice and horizon are judged at this instant. */
  receivedAt: number;
  by: Actor;
  clientId: string;
  lawyerId: string;
  /** The partner whose API key booked it. */
  partnerId?: string;
  consultationType: ConsultationType;
  startAt: number;
  durationMinutes: number;
  clientTimezone: string;
  /** Configuration of that moment, so that a later change does not alter what was sold. */
  holdMinutes: number;
  platformFeeBps: number;
  vatBps: number;
  /**
   * Who ends the wait for a payment link that does not come. A caller that does so itself spares each booking a timer;
   * absent, `book` answers without the link after 8 seconds, as it always did until this field came.
   */
  linkPatience?: 'caller';
}

export interface BookResult {
  consultationId: string;
  status: ConsultationStatus;
}

export interface CancelCommand {
  by: Actor;
  /** When the server received the request; the policy is judged at this instant. Absent: now. */
  receivedAt?: number;
  reasonCode: ReasonCode;
  /** Key of a remark in Postgres. */
  noteId?: string;
  /** Refused with `quote_changed` when the refund is no longer this much. */
  expectedRefundMinor?: number;
}

export interface CancelResult {
  status: ConsultationStatus;
  refundMinor: number;
}

export interface RetryCommand {
  by: Actor;
}

/** `refund`: cancel with everything back. `complete`: it took place. `handled`: the step was done by hand, at the provider. */
export type Decision = 'refund' | 'complete' | 'handled';

export interface ResolveCommand {
  by: Actor;
  decision: Decision;
}

export interface AttentionResult {
  status: ConsultationStatus;
  needsAttention: boolean;
}

/** A provider's event, as a hint that something may have changed; the workflow asks the provider. */
export interface ChangeHint {
  eventId: string;
}

/** A request from a program that talks to Temporal itself; counts as cancelled by the client. */
export interface CancelRequest {
  reasonCode?: ReasonCode;
}

/** What stopped the consultation, and what an operator can decide. */
export interface Attention {
  reason: AttentionReason;
  decisions: readonly Decision[];
  retry: boolean;
  /** Without a decision by then, everything is refunded. */
  decideBefore?: number;
}

export const attentionReasons = [
  'checkout_expiry_stuck',
  'capture_stuck',
  'void_stuck',
  'refund_stuck',
  'refund_failed',
  'missed_meeting',
  'cancel_requested',
] as const;
export type AttentionReason = (typeof attentionReasons)[number];

export interface ConsultationView {
  consultationId: string;
  consultationNumber: string;
  status: ConsultationStatus;
  revision: number;
  startAt: number;
  endAt: number;
  holdExpiresAt: number;
  attention?: Attention;
  waitingFor: string;
  until?: number;
}

export const book = defineUpdate<BookResult>('book');
export const cancel = defineUpdate<CancelResult, [CancelCommand]>('cancel');
export const retry = defineUpdate<AttentionResult, [RetryCommand]>('retry');
export const resolve = defineUpdate<AttentionResult, [ResolveCommand]>('resolve');

/** Something about the payment or a refund may have changed at Stripe. */
export const paymentChanged = defineSignal<[ChangeHint]>('paymentChanged');
/** Somebody joined or left the meeting. */
export const meetingChanged = defineSignal<[ChangeHint]>('meetingChanged');
export const cancelRequested = defineSignal<[CancelRequest]>('cancelRequested');

export const state = defineQuery<ConsultationView>('state');

export const searchAttributes = {
  status: defineSearchAttributeKey('ConsultationStatus', SearchAttributeType.KEYWORD),
  number: defineSearchAttributeKey('ConsultationNumber', SearchAttributeType.KEYWORD),
  lawyerId: defineSearchAttributeKey('LawyerId', SearchAttributeType.KEYWORD),
  clientId: defineSearchAttributeKey('ClientId', SearchAttributeType.KEYWORD),
  scheduledAt: defineSearchAttributeKey('ScheduledAt', SearchAttributeType.DATETIME),
  needsAttention: defineSearchAttributeKey('NeedsAttention', SearchAttributeType.BOOL),
  attentionReason: defineSearchAttributeKey('AttentionReason', SearchAttributeType.KEYWORD),
} as const;

/**
 * Options with which a consultation starts, whoever starts it: the id carries the idempotency, so a second start of the
 * same booking is refused as "already started", during its life and after it.
 */
export function startOptionsOf(input: ConsultationInput) {
  return {
    workflowId: workflowIdOf(input.consultationId),
    taskQueue,
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    staticSummary: `Consultation ${input.consultationNumber} (${input.consultationType})`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: searchAttributes.status, value: 'payment_pending' },
      { key: searchAttributes.number, value: input.consultationNumber },
      { key: searchAttributes.lawyerId, value: input.lawyerId },
      { key: searchAttributes.clientId, value: input.clientId },
      { key: searchAttributes.scheduledAt, value: new Date(input.startAt) },
      { key: searchAttributes.needsAttention, value: false },
    ]),
    args: [input],
  } as const;
}

/** Update id of `book`; one for each consultation, so that a retry attaches to the first. */
export const bookUpdateId = 'book';

export const accountMailWorkflowType = 'accountMail';

/** Neither the address nor the code: the activity reads both where they are kept. */
export interface AccountMailInput {
  userId: string;
  kind: CodeKind;
}

/** `given_up`: the provider did not take it in time; the person can ask for another code. */
export type AccountMailOutcome = 'sent' | 'nothing_to_send' | 'given_up';

/** Options with which the mail of one code starts. `mailId` is a new UUID each time: whoever asks again gets another. */
export function accountMailOptions(mailId: string, input: AccountMailInput) {
  return {
    workflowId: `account-mail-${mailId}`,
    taskQueue,
    staticSummary: input.kind === 'verify_address' ? 'Code for an address' : 'Code for a new password',
    args: [input],
  } as const;
}

export const calendarSyncWorkflowType = 'calendarSync';

/** One calendar of one lawyer. The rest is what one run of the workflow hands to the next. */
export interface CalendarSyncInput {
  connectionId: string;
  /** How often in a row reading has failed. */
  failures?: number;
  renewChannelAt?: number;
}

/** `disconnected`: the lawyer took it away. `gone`: its row was not there any more. */
export type CalendarSyncOutcome = 'disconnected' | 'gone';

export function calendarWorkflowIdOf(connectionId: string): string {
  return `calendar-${connectionId}`;
}

/**
 * Options with which the reading of one calendar starts. Connecting, "check now" and a push are one act: signal
 * `calendarChanged` with start, which finds the workflow or begins it.
 */
export function calendarSyncOptions(connectionId: string) {
  return {
    workflowId: calendarWorkflowIdOf(connectionId),
    taskQueue: calendarQueue,
    staticSummary: 'A calendar of a lawyer',
    args: [{ connectionId }] satisfies [CalendarSyncInput],
  } as const;
}

/** Why a calendar should be looked at; it says nothing of what will be found. */
export interface CalendarHint {
  reason?: 'connected' | 'asked' | 'pushed' | 'restored' | 'revived';
}

export const calendarChanged = defineSignal<[CalendarHint]>('calendarChanged');
/** The connection's row was deleted: tell the provider, and end. */
export const calendarDisconnected = defineSignal('calendarDisconnected');
