import type { FastifyInstance, FastifyReply } from 'fastify';
import { openAccount } from '#sandbox/calendars/accounts.ts';
import {
  answerUrl,
  type AuthorisationFault,
  type AuthorisationRequest,
} from '#sandbox/calendars/authorisation-request.ts';
import { type ConsentProvider, consentProviders } from '#sandbox/calendars/consent.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { bodyText } from '#sandbox/exchange.ts';
import { refuseForeignForm } from '#sandbox/guard.ts';
import { consentFaultPage, consentPage } from './consent.ts';
import { sendPage } from './send.ts';

/** The pages on which people allow the product to use their calendars. */
export function consentRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state, store, clock } = context;
  for (const provider of consentProviders(context)) {
    const answerPath = `${provider.path}/answer`;

    app.get(provider.path, (request, reply) => {
      const query = request.url.split('?', 2)[1] ?? '';
      const asked = provider.read(new URLSearchParams(query));
      return 'error' in asked ? sendFault(reply, provider, asked) : show(reply, provider, { asked, query });
    });

    app.post(answerPath, { preHandler: refuseForeignForm }, (request, reply) => {
      const form = new URLSearchParams(bodyText(request.body));
      const query = form.get('query') ?? '';
      const asked = provider.read(new URLSearchParams(query));
      if ('error' in asked) return sendFault(reply, provider, asked);
      if (form.get('answer') !== 'allow') return reply.redirect(answerUrl(asked, provider.denial), 303);
      const address = form.get('other')?.trim() || form.get('address') || '';
      const account = openAccount(state, provider.provider, address, clock.nowMs());
      if (!account) return show(reply, provider, { asked, query, problem: 'This is no e-mail address.' });
      const kept = new Set(form.getAll('scope'));
      const scopes = asked.scopes.filter((scope) => !provider.canLeaveOut(scope) || kept.has(scope));
      const answer = store.change(() => provider.allow({ ...asked, scopes }, account));
      return reply.redirect(answerUrl(asked, answer), 303);
    });

    function show(
      reply: FastifyReply,
      { provider: name, name: providerName, canLeaveOut }: ConsentProvider,
      { asked, query, problem }: { asked: AuthorisationRequest; query: string; problem?: string },
    ): FastifyReply {
      const accounts = state.calendarAccounts.list().filter((account) => account.provider === name);
      const page = consentPage({
        providerName,
        action: answerPath,
        query,
        request: asked,
        accounts,
        problem,
        canLeaveOut,
      });
      return sendPage(reply, page, new URL(asked.redirectUri).origin);
    }
  }
}

function sendFault(reply: FastifyReply, { name }: ConsentProvider, fault: AuthorisationFault): FastifyReply {
  return sendPage(reply.code(fault.status), consentFaultPage(name, fault));
}
