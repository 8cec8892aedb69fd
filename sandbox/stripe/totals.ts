import type { State } from '#sandbox/state.ts';

export interface Totals {
  captured: number;
  refunded: number;
  authorised: number;
}

/** What was given back of each payment; a released authorisation took nothing, and a failed refund gave nothing. */
export function refundedByPayment(state: State): Map<string, number> {
  const refunded = new Map<string, number>();
  for (const { paymentIntentId, amount, status } of state.refunds.list()) {
    if (status !== 'failed') refunded.set(paymentIntentId, (refunded.get(paymentIntentId) ?? 0) + amount);
  }
  return refunded;
}

/** What was taken, given back, and is only held, in minor units of the home currency. */
export function totalsOf(state: State): Totals {
  const intents = state.paymentIntents.list();
  const held = intents.filter(({ status }) => status === 'requires_capture');
  return {
    captured: intents.reduce((sum, intent) => sum + intent.amountReceived, 0),
    refunded: refundedByPayment(state)
      .values()
      .reduce((sum, amount) => sum + amount, 0),
    authorised: held.reduce((sum, { amount }) => sum + amount, 0),
  };
}
