import { refundQuote } from '#domain/cancellation.ts';
import type { RefundQuote } from '#domain/cancellation.ts';
import type { Actor } from '#domain/consultation.ts';
import type { Instant } from '#domain/instant.ts';
import { minor } from '#domain/money.ts';
import type { ConsultationState } from './state.ts';

/** On whose side a cancellation counts: a partner acts for its client. */
export function cancellerOf(by: Actor): 'client' | 'lawyer' | 'operator' {
  return by.kind === 'lawyer' || by.kind === 'operator' ? by.kind : 'client';
}

/** What this person would get back by cancelling at that instant. */
export function quoteOf(state: ConsultationState, by: Actor, now: Instant): RefundQuote {
  return refundQuote({
    policy: state.hold.cancellationPolicy,
    status: state.status,
    by: cancellerOf(by),
    totalPrice: minor(state.hold.totalPriceMinor),
    startAt: state.input.startAt,
    confirmedAt: state.confirmedAt,
    now,
  });
}
