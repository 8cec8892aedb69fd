import { isTerminal } from '#domain/consultation.ts';
import { hours } from '#domain/instant.ts';
import { reminderTimes } from '#domain/reminders.ts';
import { roomLead, roomTail } from './room.ts';
import type { ConsultationState } from './state.ts';

/** A meeting at the office counts as held when nobody objects for a day. */
const officeQuiet = hours(24);
/** How long a finished consultation still listens. */
const closingTime = hours(72);

export type DeadlineKind =
  | 'check_payment'
  | 'hold_end'
  | 'reminder'
  | 'open_room'
  | 'start'
  | 'outcome'
  | 'undecided'
  | 'close_room'
  | 'check_refunds'
  | 'close';

export interface Deadline {
  kind: DeadlineKind;
  at: number;
  /** What the Temporal UI shows beside the timer. */
  summary: string;
}

/**
 * What comes next by itself, computed afresh each time: there is one timer, and when the start moves, everything that
 * hangs on it moves along. Undefined only when an operator has to decide and nothing else is due.
 */
export function nextDeadline(state: ConsultationState): Deadline | undefined {
  return deadlinesOf(state).reduce<Deadline | undefined>(
    (first, deadline) => (first === undefined || deadline.at < first.at ? deadline : first),
    undefined,
  );
}

function deadlinesOf(state: ConsultationState): Deadline[] {
  // A step that is stuck holds the loop: only an operator's answer moves it on.
  if (state.attention?.retry === true) return [];
  if (isTerminal(state.status)) return [...roomClosing(state), ...closing(state)];
  if (state.status === 'payment_pending') return paymentDeadlines(state);
  return state.status === 'confirmed' ? confirmedDeadlines(state) : meetingDeadlines(state);
}

function paymentDeadlines({ hold, nextPaymentCheckAt }: ConsultationState): Deadline[] {
  return [
    { kind: 'hold_end', at: hold.holdExpiresAt, summary: 'The hold ends' },
    { kind: 'check_payment', at: nextPaymentCheckAt, summary: 'Ask Stripe about the payment' },
  ];
}

function confirmedDeadlines(state: ConsultationState): Deadline[] {
  const { input, hold } = state;
  const [reminder] = reminderTimes(input.startAt, hold.reminderMinutes, state.remindedUntil);
  const deadlines: Deadline[] = [{ kind: 'start', at: input.startAt, summary: 'The consultation starts' }];
  if (reminder !== undefined && reminder < input.startAt) {
    deadlines.push({ kind: 'reminder', at: reminder, summary: 'Remind both sides' });
  }
  if (state.room === 'planned') {
    deadlines.push({ kind: 'open_room', at: input.startAt - roomLead, summary: 'Open the video room' });
  }
  return deadlines;
}

function meetingDeadlines(state: ConsultationState): Deadline[] {
  if (state.attention !== undefined) return [...undecided(state), ...roomClosing(state)];
  const office = state.input.consultationType === 'in_person';
  const at = office ? state.hold.endAt + officeQuiet : state.hold.endAt;
  return [{ kind: 'outcome', at, summary: office ? 'Counts as held' : 'The consultation ends' }];
}

function undecided({ attention }: ConsultationState): Deadline[] {
  const at = attention?.decideBefore;
  return at === undefined
    ? []
    : [{ kind: 'undecided', at, summary: 'Refund in full, unless an operator decides' }];
}

function roomClosing(state: ConsultationState): Deadline[] {
  if (state.room !== 'open') return [];
  const at = state.status === 'completed' || state.status === 'in_progress' ? state.hold.endAt + roomTail : 0;
  return [{ kind: 'close_room', at, summary: 'Close the video room' }];
}

function closing({ terminalAt = 0, nextRefundCheckAt }: ConsultationState): Deadline[] {
  const close: Deadline = { kind: 'close', at: terminalAt + closingTime, summary: 'Close the case' };
  if (nextRefundCheckAt === undefined) return [close];
  return [{ kind: 'check_refunds', at: nextRefundCheckAt, summary: 'Ask Stripe about the refund' }];
}
