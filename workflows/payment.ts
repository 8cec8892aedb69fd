import { CancellationScope, isCancellation, log } from '@temporalio/workflow';
import type { PaymentTruth } from '#activities/contract.ts';
import type { Actor } from '#domain/consultation.ts';
import { glance, money, records, shown } from './activities.ts';
import { decide, patiently } from './attention.ts';
import type { Tried } from './attention.ts';
import type { Course } from './course.ts';
import { tell } from './messages.ts';
import { become, note } from './record.ts';
import { checkoutOf } from './state.ts';
import type { ConsultationState } from './state.ts';

const system: Actor = { kind: 'system' };
const stripe: Actor = { kind: 'provider' };
const minute = 60_000;

/**
 * Opens the checkout beside the loop, until the hold ends, so that commands are heard while Stripe does not answer.
 * Returns what stops it.
 */
export function openCheckout({ state, beside }: Course): () => void {
  const scope = new CancellationScope();
  const patience = Math.max(state.hold.holdExpiresAt - Date.now(), 1);
  beside.run('open the checkout', () =>
    scope.run(async () => {
      const options = shown('Open the checkout', { scheduleToCloseTimeout: patience });
      await money.openCheckout.executeWithOptions(options, [checkoutOf(state)]);
      state.checkout = 'open';
    }),
  );
  return () => scope.cancel();
}

/** Asks Stripe while the hold is open; a question without an answer comes again by itself. */
export async function checkPayment(course: Course): Promise<void> {
  const { state } = course;
  if (state.nextPaymentCheckAt <= Date.now()) state.nextPaymentCheckAt = Date.now() + minute;
  const truth = await asked(state);
  if (truth?.state === 'authorised' || truth?.state === 'captured') await settle(course, truth);
}

async function asked({ input: { consultationId } }: ConsultationState): Promise<PaymentTruth | undefined> {
  try {
    return await glance.checkPayment.executeWithOptions(shown('Ask Stripe about the payment'), [
      { consultationId },
    ]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('Stripe could not be asked');
    return undefined;
  }
}

/**
 * Makes sure that the checkout cannot be paid any more, or learns that the payment was first: Stripe is the judge. A
 * link that was never written to Postgres cannot have been paid; its session is ended beside the loop.
 */
export async function endCheckout(course: Course): Promise<Tried<PaymentTruth>> {
  const { state, beside } = course;
  const checkout = checkoutOf(state);
  if (state.checkout === 'opening') {
    const { sealed } = await records.sealCheckout.executeWithOptions(shown('Close the checkout unseen'), [
      checkout,
    ]);
    if (sealed) {
      beside.run('end the unseen checkout', () =>
        money.expireCheckout.executeWithOptions(shown('End the unseen checkout'), [checkout]),
      );
      return { result: { state: 'expired' } };
    }
  }
  return patiently(course, { reason: 'checkout_expiry_stuck', decisions: [] }, () =>
    money.expireCheckout.executeWithOptions(shown('End the checkout', { scheduleToCloseTimeout: '1h' }), [
      checkout,
    ]),
  );
}

/** The hold is over: only an expired session frees the slot. */
export async function endHold(course: Course): Promise<void> {
  const ended = await endCheckout(course);
  if ('result' in ended) await settle(course, ended.result);
}

/** Goes on from what Stripe says. Money that comes when the consultation should have begun is given back. */
async function settle(course: Course, truth: PaymentTruth): Promise<void> {
  const { state } = course;
  if (truth.state === 'open') return;
  if (truth.state === 'expired' || truth.state === 'voided') {
    await become(state, 'expired', { kind: 'expired', by: system, reason: 'unpaid' });
    return;
  }
  if (Date.now() >= state.input.startAt) {
    await giveBack(course, truth);
    await become(state, 'expired', { kind: 'expired', by: system, reason: 'paid_too_late' });
    tell(course, { kind: 'late_payment_returned' }, ['client']);
    return;
  }
  await capture(course);
}

async function capture(course: Course): Promise<void> {
  const { state } = course;
  const tried = await patiently(course, { reason: 'capture_stuck', decisions: ['refund'] }, () =>
    money.capturePayment.executeWithOptions(shown('Capture the payment'), [
      { consultationId: state.input.consultationId },
    ]),
  );
  if ('decision' in tried) {
    await giveBack(course, { state: 'authorised' });
    await become(state, 'cancelled', {
      kind: 'cancelled',
      by: tried.by,
      reason: 'capture_stuck',
      cancelledBy: 'operator',
    });
    tell(course, { kind: 'cancelled', refundMinor: state.hold.totalPriceMinor });
    return;
  }
  if (tried.result.state !== 'captured') {
    await become(state, 'expired', { kind: 'expired', by: stripe, reason: 'authorisation_lapsed' });
    return;
  }
  await confirm(course);
}

async function confirm(course: Course): Promise<void> {
  const { state } = course;
  // The row's instant, because quotes are made from the row: a client who reads `confirmed` may cancel at once.
  state.confirmedAt = await become(state, 'confirmed', { kind: 'confirmed', by: system });
  state.isPaid = true;
  state.remindedUntil = state.confirmedAt;
  tell(course, { kind: 'confirmed' });
}

/** Gives back money of a consultation that was never confirmed: by a void where it is only authorised, which costs nothing. */
export async function giveBack(course: Course, truth: PaymentTruth): Promise<void> {
  const { state } = course;
  const { consultationId } = state.input;
  let captured = truth.state === 'captured';
  if (truth.state === 'authorised') {
    const tried = await patiently(course, { reason: 'void_stuck', decisions: ['handled'] }, () =>
      money.voidPayment.executeWithOptions(
        shown('Void the authorisation', { scheduleToCloseTimeout: '6h' }),
        [{ consultationId }],
      ),
    );
    captured = 'result' in tried && tried.result.state === 'captured';
  }
  if (captured) await refund(course, 'late_payment', state.hold.totalPriceMinor);
}

/** Refunds once for this reason. A bank may still return it; the workflow keeps asking until it is settled. */
export async function refund(course: Course, reason: string, amountMinor: number): Promise<void> {
  const { state } = course;
  if (amountMinor === 0) return;
  const { consultationId } = state.input;
  const options = shown(`Refund ${state.input.consultationNumber}`, { scheduleToCloseTimeout: '6h' });
  const tried = await patiently(course, { reason: 'refund_stuck', decisions: ['handled'] }, () =>
    money.refundPayment.executeWithOptions(options, [{ consultationId, reason, amountMinor }]),
  );
  if ('decision' in tried) {
    await records.recordRefundHandled({ consultationId });
    return;
  }
  await note(state, {
    kind: 'refunded',
    by: system,
    reason,
    data: { amountMinor, status: tried.result.status },
  });
  state.nextRefundCheckAt = Date.now() + (tried.result.status === 'succeeded' ? 24 * 60 : 10) * minute;
}

/** A hint after the end: a payment that came too late, or news of a refund. */
export async function lookAfterMoney(course: Course): Promise<void> {
  const { state } = course;
  if (state.isPaid) return checkRefunds(course);
  const truth = await asked(state);
  if (truth?.state !== 'authorised' && truth?.state !== 'captured') return;
  await giveBack(course, truth);
  await note(state, { kind: 'late_payment_returned', by: system });
  tell(course, { kind: 'late_payment_returned' }, ['client']);
}

/** A card refund can succeed and still come back days later: that is for a person, never for a second card refund. */
export async function checkRefunds(course: Course): Promise<void> {
  const { state } = course;
  const { consultationId } = state.input;
  delete state.nextRefundCheckAt;
  const refunds = await askedOfRefunds(consultationId);
  if (refunds === undefined || refunds.pending) state.nextRefundCheckAt = Date.now() + 6 * 60 * minute;
  if (refunds?.failed !== true) return;
  const { answer } = await decide(course, { reason: 'refund_failed', decisions: ['handled'], retry: true });
  if (answer === 'retry') state.nextRefundCheckAt = Date.now();
  else
    await records.recordRefundHandled.executeWithOptions(shown('Record: settled by hand'), [
      { consultationId },
    ]);
}

async function askedOfRefunds(consultationId: string) {
  try {
    return await glance.checkRefunds.executeWithOptions(shown('Ask Stripe about the refund'), [
      { consultationId },
    ]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return undefined;
  }
}
