import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { refuseForeignForm } from '#sandbox/guard.ts';
import { bodyText } from '#sandbox/exchange.ts';
import type { SessionRecord } from '#sandbox/stripe/records.ts';
import { answerChallenge, type PaymentOutcome, paySession } from '#sandbox/stripe/payments.ts';
import { challengePage, checkoutPage, successUrlOf } from './checkout.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { countdownScript, icon, stylesheet } from './assets.ts';

export function registerPages(app: FastifyInstance, context: SandboxContext): void {
  app.get('/assets/sandbox.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(stylesheet));
  app.get('/assets/countdown.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(countdownScript),
  );
  app.get('/assets/icon.svg', (_request, reply) => reply.type('image/svg+xml').send(icon));
  checkoutRoutes(app, context);
}

function checkoutRoutes(app: FastifyInstance, { state, store, stripe, clock }: SandboxContext): void {
  app.get<{ Params: { id: string }; Querystring: { card?: string } }>('/c/pay/:id', (request, reply) => {
    const session = state.sessions.find(request.params.id);
    if (!session) return notFound(reply);
    const intent = state.paymentIntents.find(session.paymentIntentId ?? '');
    if (intent?.status === 'requires_action') return reply.redirect(`/c/challenge/${intent.id}`, 303);
    return sendPage(
      reply,
      checkoutPage({
        session,
        intent,
        nowSeconds: clock.nowSeconds(),
        cardMissing: request.query.card === 'missing',
      }),
      session,
    );
  });

  app.post<{ Params: { id: string } }>('/c/pay/:id', { preHandler: refuseForeignForm }, (request, reply) => {
    const session = state.sessions.find(request.params.id);
    if (!session) return notFound(reply);
    const form = new URLSearchParams(bodyText(request.body));
    const card = form.get('testCard') ?? form.get('card') ?? '';
    if (!/\d/.test(card)) return reply.redirect(`/c/pay/${session.id}?card=missing`, 303);
    const payer = { card, email: form.get('email') || null, name: form.get('name') || null };
    const outcome = store.change(() => paySession(stripe, session, payer));
    return reply.redirect(nextPage(session, outcome, form.get('stay') !== null), 303);
  });

  app.get<{ Params: { id: string } }>('/c/challenge/:id', (request, reply) => {
    const intent = state.paymentIntents.find(request.params.id);
    const session = state.sessions.find(intent?.sessionId ?? '');
    if (!intent || !session) return notFound(reply);
    if (intent.status !== 'requires_action') return reply.redirect(`/c/pay/${session.id}`, 303);
    return sendPage(reply, challengePage(session, intent), session);
  });

  app.post<{ Params: { id: string } }>(
    '/c/challenge/:id',
    { preHandler: refuseForeignForm },
    (request, reply) => {
      const intent = state.paymentIntents.find(request.params.id);
      const session = state.sessions.find(intent?.sessionId ?? '');
      if (!intent || !session) return notFound(reply);
      const approved = new URLSearchParams(bodyText(request.body)).get('answer') === 'approve';
      const outcome = store.change(() => answerChallenge(stripe, intent, approved));
      return reply.redirect(nextPage(session, outcome, false), 303);
    },
  );
}

function nextPage(session: SessionRecord, outcome: PaymentOutcome, stay: boolean): string {
  if (outcome.status === 'challenged') return `/c/challenge/${outcome.paymentIntentId}`;
  if (outcome.status === 'paid' && !stay) return successUrlOf(session);
  return `/c/pay/${session.id}`;
}

/** Browsers check where a form's answer redirects to, so the page of a session also allows its success URL. */
function sendPage(reply: FastifyReply, page: string, session?: SessionRecord): FastifyReply {
  const target = session ? (URL.parse(session.successUrl)?.origin ?? '') : '';
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self' ${target}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .send(page);
}

function notFound(reply: FastifyReply): FastifyReply {
  const main = html`<section class="pay">
    <h1>Nothing here</h1>
    <p>The sandbox does not know this page.</p>
  </section>`;
  return sendPage(reply.code(404), layout({ title: 'Nothing here', main }));
}
