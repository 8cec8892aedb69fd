import { isTerminal } from './consultation.ts';
import type { Actor, CancellationPolicy, ConsultationStatus } from './consultation.ts';
import { hours, minutes } from './instant.ts';
import type { Instant } from './instant.ts';
import { bps, share } from './money.ts';
import type { Bps, Minor } from './money.ts';

/** Notice of `noticeHoursMin` or more gives back `percent` of the total price. */
export interface RefundTier {
  noticeHoursMin: number;
  percent: Bps;
}

/** Longest notice first: the first tier that the notice reaches applies, and less notice than all gives nothing. */
export const refundTiers: Readonly<Record<CancellationPolicy, readonly RefundTier[]>> = {
  standard: [
    { noticeHoursMin: 24, percent: bps(10_000) },
    { noticeHoursMin: 2, percent: bps(5_000) },
  ],
  flexible: [{ noticeHoursMin: 4, percent: bps(10_000) }],
  strict: [
    { noticeHoursMin: 72, percent: bps(10_000) },
    { noticeHoursMin: 24, percent: bps(5_000) },
  ],
};

/** Why the amount is what it is. Permanent: the web puts each into words. */
export const refundRules = [
  'before_confirmation',
  'by_lawyer',
  'by_operator',
  'grace',
  'full_notice',
  'partial_notice',
  'short_notice',
] as const;
export type RefundRule = (typeof refundRules)[number];

/** What a cancellation received at `now` gives back. */
export interface RefundQuote {
  refund: Minor;
  rule: RefundRule;
  percentBps: Bps;
  /** The last instant at which this amount still holds; `null` when it cannot fall. */
  validUntil: Instant | null;
}

export interface Cancellation {
  policy: CancellationPolicy;
  status: ConsultationStatus;
  by: Extract<Actor['kind'], 'client' | 'lawyer' | 'operator'>;
  totalPrice: Minor;
  startAt: Instant;
  /** Absent before the confirmation. */
  confirmedAt?: Instant | undefined;
  /** When the server received the order (`receivedAt`). */
  now: Instant;
}

interface Terms {
  rule: RefundRule;
  percent: Bps;
}

const everything = bps(10_000);
const nothing = bps(0);

/**
 * What the client gets back, or is never charged, when the consultation is cancelled at `now`.
 * The amount only: whether the one who asks may cancel is decided before, and a final status is a bug here.
 */
export function refundQuote(cancellation: Cancellation): RefundQuote {
  const { status, totalPrice, now } = cancellation;
  if (isTerminal(status)) throw new RangeError(`a consultation that is ${status} cannot be cancelled`);

  const { rule, percent } = termsAt(cancellation, now);
  const refund = share(totalPrice, percent);
  const validUntil = lastInstants(cancellation)
    .filter((last) => last >= now && share(totalPrice, termsAt(cancellation, last + 1).percent) < refund)
    .reduce((earliest, last) => Math.min(earliest, last), Infinity);
  return { refund, rule, percentBps: percent, validUntil: validUntil === Infinity ? null : validUntil };
}

/** The instants, each still included, after which other terms may apply. */
function lastInstants({ policy, startAt, confirmedAt }: Cancellation): Instant[] {
  const notices = refundTiers[policy].map(({ noticeHoursMin }) => startAt - hours(noticeHoursMin));
  return confirmedAt === undefined ? notices : [...notices, confirmedAt - 1, graceEnd(startAt, confirmedAt)];
}

function termsAt({ policy, status, by, startAt, confirmedAt }: Cancellation, at: Instant): Terms {
  if (by === 'lawyer') return { rule: 'by_lawyer', percent: everything };
  if (by === 'operator') return { rule: 'by_operator', percent: everything };
  const unconfirmed = status === 'payment_pending' || status === 'awaiting_lawyer';
  // An order that was on its way while the consultation was being confirmed counts as received: before.
  if (unconfirmed || (confirmedAt !== undefined && at < confirmedAt)) {
    return { rule: 'before_confirmation', percent: everything };
  }

  const percent = percentFor(policy, startAt - at);
  if (percent === everything) return { rule: 'full_notice', percent };
  if (confirmedAt !== undefined && at <= graceEnd(startAt, confirmedAt))
    return { rule: 'grace', percent: everything };
  return { rule: percent === nothing ? 'short_notice' : 'partial_notice', percent };
}

function percentFor(policy: CancellationPolicy, noticeMs: number): Bps {
  const tier = refundTiers[policy].find(({ noticeHoursMin }) => noticeMs >= hours(noticeHoursMin));
  return tier?.percent ?? nothing;
}

/** The last instant at which a client may change their mind for nothing: an hour, but never within four of the start. */
function graceEnd(startAt: Instant, confirmedAt: Instant): Instant {
  return Math.min(confirmedAt + minutes(60), startAt - hours(4));
}
