import type { ProblemCode } from './problem.ts';

/** Why a time is not offered, in the order in which they are named: what is taken precedes what is not offered anyway. */
export const slotReasons = [
  'booked',
  'buffer',
  'client_busy',
  'notice',
  'horizon',
  'blocked',
  'holiday',
  'closed',
  'calendar',
  'limit',
] as const;
export type SlotReason = (typeof slotReasons)[number];

/** The code of the refusal that tells somebody who wants this time. */
export function refusalOf(
  reason: SlotReason,
): ProblemCode & ('slot_taken' | 'client_busy' | 'slot_unavailable') {
  if (reason === 'booked' || reason === 'buffer') return 'slot_taken';
  return reason === 'client_busy' ? 'client_busy' : 'slot_unavailable';
}

/** What everybody but the lawyer learns: a lawyer's holidays and limits are nobody's business. */
export function publicReason(reason: SlotReason): 'notice' | 'horizon' | 'unavailable' {
  return reason === 'notice' || reason === 'horizon' ? reason : 'unavailable';
}
