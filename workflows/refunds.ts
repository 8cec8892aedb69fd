import { isCancellation, log } from '@temporalio/workflow';
import type { PaymentTruth } from '#activities/contract.ts';
import { days, hours, minutes } from '#domain/instant.ts';
import { glance, money, records, shown } from './activities.ts';
import { decide, patiently } from './attention.ts';
import type { Course } from './course.ts';
import { tell } from './messages.ts';
import { note, system } from './record.ts';
import type { ConsultationState } from './state.ts';

/** A refund that is pending for longer than any bank takes is for a person. */
const pendingMax = days(30);

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
  if ('decision' in tried) return recordHandled(consultationId);
  state.hasRefund = true;
  await note(state, {
    kind: 'refunded',
    by: system,
    reason,
    data: { amountMinor, status: tried.result.status },
  });
  state.nextRefundCheckAt = Date.now() + (tried.result.status === 'succeeded' ? hours(24) : minutes(10));
}

/**
 * A hint after the end: a payment that came too late, or news of a refund. What was captured for a consultation that never
 * came about is given back once; from then on there is only the refund to look after.
 */
export async function lookAfterMoney(course: Course): Promise<void> {
  const { state } = course;
  if (state.isPaid || state.hasRefund) return checkRefunds(course);
  const truth = await askedOfPayment(state);
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
  const isLost = refunds?.pending === true && Date.now() - (state.terminalAt ?? 0) > pendingMax;
  if (refunds === undefined || refunds.pending) state.nextRefundCheckAt = Date.now() + hours(6);
  if (refunds?.failed !== true && !isLost) return;
  const { answer } = await decide(course, { reason: 'refund_failed', decisions: ['handled'], retry: true });
  state.nextRefundCheckAt = Date.now();
  if (answer !== 'retry') {
    delete state.nextRefundCheckAt;
    await recordHandled(consultationId);
  }
}

async function recordHandled(consultationId: string): Promise<void> {
  const summary = shown('Record: settled by hand');
  await records.recordRefundHandled.executeWithOptions(summary, [{ consultationId }]);
}

/** What Stripe says of the payment, or nothing when it does not answer: whoever asked will ask again. */
export async function askedOfPayment(state: ConsultationState): Promise<PaymentTruth | undefined> {
  const { consultationId } = state.input;
  const options = shown('Ask Stripe about the payment');
  return orNothing(glance.checkPayment.executeWithOptions(options, [{ consultationId }]));
}

async function askedOfRefunds(consultationId: string) {
  const options = shown('Ask Stripe about the refund');
  return orNothing(glance.checkRefunds.executeWithOptions(options, [{ consultationId }]));
}

async function orNothing<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('Stripe could not be asked');
    return undefined;
  }
}
