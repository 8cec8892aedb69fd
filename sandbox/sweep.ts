import type { SandboxContext } from './context.ts';
import { forgetLapsed } from './calendars/announcements.ts';
import { forgetDeleted } from './calendars/events.ts';
import { forgetExpired } from './calendars/grants.ts';
import { noRequest } from './stripe/engine.ts';
import { expireSession } from './stripe/checkout-sessions.ts';
import { lapseAuthorisation } from './stripe/payment-intents.ts';
import { settleRefund } from './stripe/refunds.ts';
import { progressMails } from './sendgrid/events.ts';
import { progressMessages } from './twilio/messages.ts';
import { progressRooms } from './twilio/rooms.ts';

const sweepEveryMs = 250;

/** Lets time take its effect: sessions expire, authorisations lapse, messages arrive, rooms end. Runs until it is stopped. */
export function startSweeping(context: SandboxContext): () => void {
  const timer = setInterval(() => context.store.change(() => sweep(context)), sweepEveryMs);
  return () => clearInterval(timer);
}

export function sweep(context: SandboxContext): void {
  sweepPayments(context);
  progressMessages(context);
  progressMails(context);
  progressRooms(context);
  forgetExpired(context);
  forgetDeleted(context);
  forgetLapsed(context);
}

function sweepPayments({ state, stripe, clock }: SandboxContext): void {
  const now = clock.nowSeconds();
  for (const session of state.sessions.list()) {
    if (session.status === 'open' && session.expiresAt <= now) expireSession(stripe, session, noRequest);
  }
  for (const charge of state.charges.list()) {
    const intent = state.paymentIntents.find(charge.paymentIntentId);
    const lapsed = charge.captureBefore !== null && charge.captureBefore <= now;
    if (intent && lapsed && intent.status === 'requires_capture') lapseAuthorisation(stripe, intent, charge);
  }
  for (const refund of state.refunds.list()) {
    if (refund.later && refund.later.at <= now) settleRefund(stripe, refund);
  }
}
