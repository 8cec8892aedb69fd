import type { ConsultationStatus } from '#domain/consultation.ts';

/** How somebody came back from the payment page, as its address says. */
export type Return = 'paid' | 'cancelled' | undefined;

/**
 * What the page shows. Some phases lie within `payment_pending` and look different to who has to prove an address, who
 * has paid and waits, who went back without paying, and who has not been there yet.
 */
export type Phase =
  | Exclude<ConsultationStatus, 'payment_pending'>
  | 'prove'
  | 'pay'
  | 'confirming'
  | 'processing'
  | 'not_paid';

export interface Situation {
  status: ConsultationStatus;
  emailVerification: 'required' | 'done';
  back: Return;
  /** How long the page has been open. */
  waitedMs: number;
}

/** A payment is usually confirmed within a second or two; after this, waiting needs other words. */
export const CONFIRMING_MS = 20_000;

export function phaseOf({ status, emailVerification, back, waitedMs }: Situation): Phase {
  if (status !== 'payment_pending') return status;
  if (emailVerification === 'required') return 'prove';
  if (back === 'paid') return waitedMs < CONFIRMING_MS ? 'confirming' : 'processing';
  return back === 'cancelled' ? 'not_paid' : 'pay';
}

export function returnOf(query: Readonly<Record<string, string>>): Return {
  if (query['paid'] !== undefined) return 'paid';
  return query['payment'] === 'cancelled' ? 'cancelled' : undefined;
}
