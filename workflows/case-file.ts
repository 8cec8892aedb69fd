import { isTerminal } from '#domain/consultation.ts';
import type { AttentionReason, Decision } from './contract.ts';
import { nextDeadline } from './deadlines.ts';
import type { ConsultationState } from './state.ts';

const whatHappened: Readonly<Record<AttentionReason, string>> = {
  checkout_expiry_stuck: 'Stripe did not say whether the checkout can still be paid, so the slot stays held.',
  capture_stuck: 'The authorised money could not be captured.',
  void_stuck: 'The authorisation could not be given back.',
  refund_stuck: 'The refund could not be asked for.',
  refund_failed: 'The bank returned the refund. Pay the client another way.',
  missed_meeting: 'Not both sides were in the meeting.',
  cancel_requested: 'Cancellation was requested while the meeting was on.',
};

const whatItDoes: Readonly<Record<Decision, string>> = {
  refund: 'cancels and gives everything back',
  complete: 'counts as held, the lawyer is paid',
  handled: 'it was settled by hand at the provider',
};

/** What the Temporal UI shows of a consultation: where it stands, what it waits for, and what an operator can do. */
export function caseFile(state: ConsultationState): string {
  const { input, status, attention } = state;
  const next = nextDeadline(state);
  const lines = [
    `## ${input.consultationNumber}: ${status}`,
    `- Type: ${input.consultationType}`,
    `- Start: ${iso(input.startAt)}, end: ${iso(state.hold.endAt)}`,
    `- Waits for: ${next === undefined ? 'an operator' : `${next.summary}, ${iso(next.at)}`}`,
  ];
  if (attention !== undefined) {
    lines.push('', '### Needs attention', whatHappened[attention.reason], '', 'Send an Update:');
    if (attention.retry) lines.push('- `retry` with `{}`: tries the step again');
    for (const decision of attention.decisions) {
      lines.push(`- \`resolve\` with \`{"decision": "${decision}"}\`: ${whatItDoes[decision]}`);
    }
    if (attention.decideBefore !== undefined)
      lines.push('', `Without a decision by ${iso(attention.decideBefore)}: full refund.`);
  } else if (!isTerminal(status) && status !== 'in_progress') {
    lines.push(
      '',
      'An operator can send the Update `cancel` with `{"reasonCode": "other"}`: everything goes back to the client.',
    );
  }
  return lines.join('\n');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
