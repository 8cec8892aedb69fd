import { CancellationScope } from '@temporalio/workflow';
import type { PaymentTruth } from '#activities/contract.ts';
import type { Actor } from '#domain/consultation.ts';
import { minutes } from '#domain/instant.ts';
import { money, records, shown } from './activities.ts';
import { patiently } from './attention.ts';
import type { Tried } from './attention.ts';
import { showInCalendar } from './calendar-event.ts';
import type { Course } from './course.ts';
import { tell } from './messages.ts';
import { become, system } from './record.ts';
import { askedOfPayment, giveBack } from './refunds.ts';
import { checkoutOf } from './state.ts';
import type { ConsultationState } from './state.ts';

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
  if (state.nextPaymentCheckAt <= Date.now()) state.nextPaymentCheckAt = Date.now() + minutes(1);
  const truth = await askedOfPayment(state);
  if (truth?.state === 'authorised' || truth?.state === 'captured') await settle(course, truth);
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
  } else if (hasBegun(state)) {
    await expireUnmet(course, truth, 'paid_too_late');
  } else {
    await capture(course);
  }
}

/** Takes the money and confirms. An operator may retry long after the start: then there is nothing to confirm any more. */
async function capture(course: Course): Promise<void> {
  const { state } = course;
  const { consultationId } = state.input;
  const tried = await patiently(course, { reason: 'capture_stuck', decisions: ['refund'] }, () =>
    hasBegun(state)
      ? money.voidPayment.executeWithOptions(shown('Void the late authorisation'), [{ consultationId }])
      : money.capturePayment.executeWithOptions(shown('Capture the payment'), [{ consultationId }]),
  );
  if ('decision' in tried) {
    await cancelUncaptured(course, tried.by);
  } else if (hasBegun(state)) {
    await expireUnmet(course, tried.result, 'paid_too_late');
  } else if (tried.result.state === 'captured') {
    await confirm(course);
  } else {
    await expireUnmet(course, tried.result, 'authorisation_lapsed');
  }
}

function hasBegun({ input }: ConsultationState): boolean {
  return Date.now() >= input.startAt;
}

/** The client paid, and there will be no consultation: the money goes back, and they are told. */
async function expireUnmet(course: Course, truth: PaymentTruth, reason: string): Promise<void> {
  await giveBack(course, truth);
  await become(course.state, 'expired', { kind: 'expired', by: system, reason });
  tell(course, { kind: 'late_payment_returned' }, ['client']);
}

/** The lawyer has never heard of it, so only the client is told. */
async function cancelUncaptured(course: Course, by: Actor): Promise<void> {
  const { state } = course;
  await giveBack(course, { state: 'authorised' });
  await become(state, 'cancelled', {
    kind: 'cancelled',
    by,
    reason: 'capture_stuck',
    cancelledBy: 'operator',
  });
  tell(course, { kind: 'cancelled', refundMinor: state.hold.totalPriceMinor }, ['client']);
}

async function confirm(course: Course): Promise<void> {
  const { state } = course;
  // The row's instant, because quotes are made from the row: a client who reads `confirmed` may cancel at once.
  state.confirmedAt = await become(state, 'confirmed', { kind: 'confirmed', by: system });
  state.isPaid = true;
  state.remindedUntil = state.confirmedAt;
  tell(course, { kind: 'confirmed' });
  showInCalendar(course);
}
