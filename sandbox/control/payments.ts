import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import type { SessionRecord } from '#sandbox/stripe/records.ts';
import { answerChallenge, type PaymentOutcome, paySession } from '#sandbox/stripe/payments.ts';
import { totalOf } from '#sandbox/stripe/session-object.ts';
import { refundedByPayment } from '#sandbox/stripe/totals.ts';

const payment = Type.Object(
  {
    card: Type.Optional(Type.String({ pattern: '^[0-9 ]{12,23}$' })),
    /** What the cardholder answers when the card asks by 3-D Secure. */
    challenge: Type.Optional(Type.Enum(['approve', 'fail'])),
    /** Pay while the request that expires the session is under way. */
    during: Type.Optional(Type.Literal('expire')),
    first: Type.Optional(Type.Enum(['pay', 'expire'])),
  },
  { additionalProperties: false },
);

/** Paying without a browser, and the books. */
export function paymentControl(app: FastifyInstance, context: SandboxContext): void {
  const { state, store, stripe } = context;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const params = Type.Object({ sessionId: Type.String() });

  typed.post('/checkout/:sessionId/pay', { schema: { params, body: payment } }, (request, reply) => {
    const { card = '4242424242424242', challenge, during, first = 'pay' } = request.body;
    const session = state.sessions.find(request.params.sessionId);
    if (!session) return reply.code(404).send({ error: 'There is no such checkout session.' });
    if (during) {
      state.armedPayments.put(session.id, { sessionId: session.id, card, first, outcome: null });
      return reply.code(202).send({ status: 'armed', first });
    }
    const outcome = store.change(() => {
      const paid = paySession(stripe, session, { card });
      const intent =
        paid.status === 'challenged' ? state.paymentIntents.find(paid.paymentIntentId) : undefined;
      return intent && challenge ? answerChallenge(stripe, intent, challenge === 'approve') : paid;
    });
    return reply.code(statusOf(outcome)).send(outcome);
  });

  typed.get('/checkout/:sessionId', { schema: { params } }, (request, reply) => {
    const session = state.sessions.find(request.params.sessionId);
    if (!session) return reply.code(404).send({ error: 'There is no such checkout session.' });
    return { ...sessionEntry(session), armed: state.armedPayments.find(session.id) ?? null };
  });

  typed.get('/ledger', () => {
    const refunded = refundedByPayment(state);
    return {
      sessions: state.sessions.list().map(sessionEntry),
      payments: state.paymentIntents.list().map(({ id, sessionId, amount, amountReceived, status }) => ({
        id,
        sessionId,
        amount,
        captured: amountReceived,
        refunded: refunded.get(id) ?? 0,
        status,
      })),
      refunds: state.refunds.list().map(({ id, paymentIntentId, amount, status }) => ({
        id,
        paymentId: paymentIntentId,
        amount,
        status,
      })),
    };
  });
}

function sessionEntry(session: SessionRecord) {
  const { id, status, clientReferenceId, paymentIntentId } = session;
  return { id, status, amount: totalOf(session), clientReferenceId, paymentId: paymentIntentId };
}

function statusOf(outcome: PaymentOutcome): number {
  switch (outcome.status) {
    case 'paid':
    case 'challenged':
      return 200;
    case 'declined':
      return 402;
    case 'closed':
      return 409;
  }
}
