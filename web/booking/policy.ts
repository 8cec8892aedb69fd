import { refundTiers } from '#domain/cancellation.ts';
import type { CancellationPolicy } from '#domain/consultation.ts';
import { hours, minutes } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';

/** One line of the policy with its dates: so much comes back until then, both included. */
export interface PolicyLine {
  percent: number;
  /** `null`: from the line before on. */
  until: Instant | null;
}

/** What a cancellation would bring back at which time, for a start and a moment of booking. Past lines are left out. */
export function policyLines(policy: CancellationPolicy, startAt: Instant, now: Instant): PolicyLine[] {
  const tiers = refundTiers[policy]
    .map(({ noticeHoursMin, percent }) => ({
      percent: percent / 100,
      until: startAt - hours(noticeHoursMin),
    }))
    .filter(({ until }) => until > now);
  return [...tiers, { percent: 0, until: null }];
}

/**
 * Until when a change of mind right after the booking is free: an hour, never within four of the start. `null` where
 * the policy gives everything back for longer anyway, or where it is over.
 */
export function graceUntil(
  policy: CancellationPolicy,
  startAt: Instant,
  { confirmedAt, now }: { confirmedAt: Instant; now: Instant },
): Instant | null {
  const end = Math.min(confirmedAt + minutes(60), startAt - hours(4));
  const fullUntil = policyLines(policy, startAt, now).find(({ percent }) => percent === 100)?.until ?? 0;
  return end > now && end > fullUntil ? end : null;
}
