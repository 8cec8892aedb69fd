import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import type { Operations } from '#sandbox/faults.ts';
import { countdownScript, icon, stylesheet } from './assets.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { consentRoutes } from './consent-routes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { overviewPage } from './overview.ts';
import { paymentsPage } from './payments.ts';
import { requestsPage } from './requests.ts';
import { roomsPage } from './rooms.ts';
import { sendPage } from './send.ts';
import { webhooksPage } from './webhooks.ts';

export function registerPages(app: FastifyInstance, context: SandboxContext, operations: Operations): void {
  const { state, log, webhooks } = context;
  app.get('/assets/sandbox.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(stylesheet));
  app.get('/assets/countdown.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(countdownScript),
  );
  app.get('/assets/icon.svg', (_request, reply) => reply.type('image/svg+xml').send(icon));

  app.get('/', (_request, reply) => sendPage(reply, overviewPage(context, operations)));
  app.get('/payments', (_request, reply) => sendPage(reply, paymentsPage(state)));
  app.get<{ Querystring: { problem?: string } }>('/rooms', (request, reply) =>
    sendPage(reply, roomsPage(context, request.query.problem)),
  );
  app.get<{ Querystring: { provider?: string } }>('/requests', (request, reply) =>
    sendPage(reply, requestsPage(log.list(), request.query.provider)),
  );
  app.get('/webhooks', (_request, reply) => sendPage(reply, webhooksPage(webhooks.list(), webhooks.mode())));

  checkoutRoutes(app, context);
  consentRoutes(app, context);
  calendarRoutes(app, context);
  inboxRoutes(app, context);
  commandRoutes(app, context, operations);
}
