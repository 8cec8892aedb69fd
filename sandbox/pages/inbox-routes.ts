import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { messagesOf } from '#sandbox/inbox.ts';
import { inboxPage, withLinksOutside } from './inbox.ts';
import { sendNotFound, sendPage } from './send.ts';

export function inboxRoutes(app: FastifyInstance, { state }: SandboxContext): void {
  app.get<{ Querystring: { to?: string } }>('/inbox', (request, reply) =>
    sendPage(reply, inboxPage(messagesOf(state), request.query.to)),
  );

  // What somebody wrote into an e-mail runs nothing here, in the frame or opened by itself.
  app.get<{ Params: { id: string } }>('/inbox/:id/html', (request, reply) => {
    const mail = state.mails.find(request.params.id);
    if (mail?.html === undefined || mail.html === null) return sendNotFound(reply);
    return reply
      .type('text/html; charset=utf-8')
      .header('x-content-type-options', 'nosniff')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; font-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
      )
      .send(withLinksOutside(mail.html));
  });

  app.get<{ Params: { id: string } }>('/inbox/:id/invite.ics', (request, reply) => {
    const mail = state.mails.find(request.params.id);
    if (mail?.ics === undefined || mail.ics === null) return sendNotFound(reply);
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="invite.ics"')
      .send(mail.ics);
  });
}
