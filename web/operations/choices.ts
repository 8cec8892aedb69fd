import type { Decision } from '#web/requests/operations.ts';

/** What an operator can do about a reason, as the workflow accepts it; the api refuses anything else. */
export interface Choices {
  retry: boolean;
  decisions: readonly Decision[];
}

const byReason: Readonly<Record<string, Choices>> = {
  checkout_expiry_stuck: { retry: true, decisions: [] },
  payment_check_stuck: { retry: true, decisions: [] },
  record_stuck: { retry: true, decisions: [] },
  capture_stuck: { retry: true, decisions: ['refund'] },
  void_stuck: { retry: true, decisions: ['handled'] },
  refund_stuck: { retry: true, decisions: ['handled'] },
  refund_failed: { retry: true, decisions: ['handled'] },
  missed_meeting: { retry: false, decisions: ['complete', 'refund'] },
  cancel_requested: { retry: false, decisions: ['complete', 'refund'] },
};

/** A reason that is new since this page was loaded gets everything: the workflow knows what is right. */
const all: Choices = { retry: true, decisions: ['complete', 'refund', 'handled'] };

export function choicesFor(reason: string | null): Choices {
  return byReason[reason ?? ''] ?? all;
}
