import type { Collection } from '#sandbox/store.ts';
import type { ExpireMoments } from './checkout-sessions.ts';
import type { Engine } from './engine.ts';
import { type PaymentOutcome, paySession } from './payments.ts';
import type { SessionRecord } from './records.ts';

/** A payment that waits for the request that expires its session, to happen in the very moment of it. */
export interface ArmedPayment {
  sessionId: string;
  card: string;
  first: 'pay' | 'expire';
  /** Null until the expire request has come. */
  outcome: PaymentOutcome | null;
}

/** Lets the armed payments happen while their expire request is under way: before it takes effect, or right after. */
export function createRaces(engine: Engine, armed: Collection<ArmedPayment>): ExpireMoments {
  function strike(session: SessionRecord, first: ArmedPayment['first']): void {
    const payment = armed.find(session.id);
    if (!payment || payment.first !== first || payment.outcome) return;
    armed.put(session.id, { ...payment, outcome: paySession(engine, session, { card: payment.card }) });
  }
  return {
    before: (session) => strike(session, 'pay'),
    after: (session) => strike(session, 'expire'),
  };
}
