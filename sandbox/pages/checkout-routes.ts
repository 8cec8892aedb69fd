import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { bodyText } from '#sandbox/exchange.ts';
import { refuseForeignForm } from '#sandbox/guard.ts';
import { answerChallenge, type PaymentOutcome, paySession } from '#sandbox/stripe/payments.ts';
import type { PaymentIntentRecord, SessionRecord } from '#sandbox/stripe/records.ts';
import { challengePage, checkoutPage, successUrlOf } from './checkout.ts';
import { sendNotFound, sendPage } from './send.ts';

interface ById {
  Params: { id: string };
}

/** The hosted payment page, and the page of the card's bank behind it. */
export function checkoutRoutes(app: FastifyInstance, { state, store, stripe, clock }: SandboxContext): void {
  app.get<ById & { Querystring: { card?: string } }>('/c/pay/:id', (request, reply) => {
    const session = state.sessions.find(request.params.id);
    if (!session) return sendNotFound(reply);
    const intent = state.paymentIntents.find(session.paymentIntentId ?? '');
    if (intent?.status === 'requires_action') return reply.redirect(`/c/challenge/${intent.id}`, 303);
    const cardMissing = request.query.card === 'missing';
    return send(
      reply,
      checkoutPage({ session, intent, nowSeconds: clock.nowSeconds(), cardMissing }),
      session,
    );
  });

  app.post<ById>('/c/pay/:id', { preHandler: refuseForeignForm }, (request, reply) => {
    const session = state.sessions.find(request.params.id);
    if (!session) return sendNotFound(reply);
    const form = new URLSearchParams(bodyText(request.body));
    const card = form.get('testCard') ?? form.get('card') ?? '';
    if (!/\d/.test(card)) return reply.redirect(`/c/pay/${session.id}?card=missing`, 303);
    const payer = { card, email: form.get('email') || null, name: form.get('name') || null };
    const outcome = store.change(() => paySession(stripe, session, payer));
    return reply.redirect(nextPage(session, outcome, form.has('stay')), 303);
  });

  app.get<ById>('/c/challenge/:id', (request, reply) => {
    const found = challenged(request.params.id);
    if (!found) return sendNotFound(reply);
    const { session, intent } = found;
    if (intent.status !== 'requires_action') return reply.redirect(`/c/pay/${session.id}`, 303);
    return send(reply, challengePage(session, intent), session);
  });

  app.post<ById>('/c/challenge/:id', { preHandler: refuseForeignForm }, (request, reply) => {
    const found = challenged(request.params.id);
    if (!found) return sendNotFound(reply);
    const approved = new URLSearchParams(bodyText(request.body)).get('answer') === 'approve';
    const outcome = store.change(() => answerChallenge(stripe, found.intent, approved));
    return reply.redirect(nextPage(found.session, outcome, false), 303);
  });

  function challenged(id: string): { session: SessionRecord; intent: PaymentIntentRecord } | undefined {
    const intent = state.paymentIntents.find(id);
    const session = intent && state.sessions.find(intent.sessionId);
    return session && { session, intent };
  }
}

function nextPage(session: SessionRecord, outcome: PaymentOutcome, stay: boolean): string {
  if (outcome.status === 'challenged') return `/c/challenge/${outcome.paymentIntentId}`;
  return outcome.status === 'paid' && !stay ? successUrlOf(session) : `/c/pay/${session.id}`;
}

function send(reply: FastifyReply, page: string, session: SessionRecord): FastifyReply {
  return sendPage(reply, page, URL.parse(session.successUrl)?.origin);
}
