import T from 'typebox';
import type { Static } from 'typebox';
import type { ConsultationWithParties } from '#db/consultations.ts';
import { refundQuote, refundRules } from '#domain/cancellation.ts';
import { isCancellable } from '#domain/consultation.ts';
import type { Party } from '#domain/consultation.ts';
import type { Instant } from '#domain/instant.ts';
import { minor } from '#domain/money.ts';
import { Problem } from '#domain/problem.ts';
import { Currency, Instant as InstantText, MinorAmount, Nullable, OneOf } from '#api/http/schema-parts.ts';

export const CancellationQuote = T.Object({
  isCharged: T.Boolean({
    description:
      'False for a hold that was not paid for: then nothing comes back, because nothing was taken.',
  }),
  refund: MinorAmount,
  kept: MinorAmount,
  totalPrice: MinorAmount,
  currency: Currency,
  rule: OneOf(refundRules, { description: 'Why the refund is what it is.' }),
  validUntil: Nullable(InstantText),
});

/** Refuses what the workflow would refuse, before it is asked. */
export function requireCancellable({ status, needsAttention }: ConsultationWithParties): void {
  if (!isCancellable(status))
    throw new Problem('invalid_state', `A consultation that is ${status} cannot be cancelled.`);
  if (needsAttention)
    throw new Problem('needs_attention', 'An operator has to look at this consultation first.');
}

/** What this party's cancellation would give back now, and how long that holds. */
export function quoteOf(row: ConsultationWithParties, now: Instant): Static<typeof CancellationQuote> {
  const { refund, rule, validUntil } = refundQuote({
    policy: row.cancellationPolicy,
    status: row.status,
    by: partyOf(row),
    totalPrice: minor(row.totalPriceMinor),
    startAt: row.startAt.getTime(),
    confirmedAt: row.confirmedAt?.getTime(),
    now,
  });
  return {
    isCharged: row.confirmedAt !== null,
    refund,
    kept: row.totalPriceMinor - refund,
    totalPrice: row.totalPriceMinor,
    currency: row.currency,
    rule,
    validUntil: validUntil === null ? null : new Date(validUntil).toISOString(),
  };
}

/** A partner acts for its client. */
export function partyOf({ viewedBy }: ConsultationWithParties): Party {
  return viewedBy ?? 'client';
}
