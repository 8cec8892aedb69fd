import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { revokeConsents } from '#sandbox/calendars/grants.ts';
import { deleteEventThere, enterEvent } from '#sandbox/calendars/person.ts';
import type { CalendarAccount } from '#sandbox/calendars/records.ts';
import { dateOf, isDate } from '#sandbox/calendars/zones.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { bodyText } from '#sandbox/exchange.ts';
import { refuseForeignForm } from '#sandbox/guard.ts';
import { calendarsPath } from './calendar-paths.ts';
import { calendarsPage } from './calendars.ts';
import { sendNotFound, sendPage } from './send.ts';

interface OfAccount {
  Params: { account: string };
}

/** The page of calendars, and what its forms do; each goes back to the week that was shown. */
export function calendarRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state, store, clock } = context;
  const own = { preHandler: refuseForeignForm };

  app.get<{ Querystring: { account?: string; week?: string; problem?: string } }>(
    '/calendars',
    (request, reply) => {
      const { account: id, week = '', problem } = request.query;
      const accounts = state.calendarAccounts.list();
      const account = accounts.find((one) => one.id === id) ?? accounts[0];
      const date = isDate(week) ? week : dateOf(clock.nowMs(), account?.timezone ?? 'UTC');
      const origin = `http://${request.headers.host ?? ''}`;
      return sendPage(reply, calendarsPage(context, { account, date, problem, origin }));
    },
  );

  app.post<OfAccount>('/calendars/:account/busy', own, (request, reply) =>
    withAccount(request, reply, (account, form) => {
      const text = (name: string): string => form.get(name) ?? '';
      const isAllDay = form.has('allDay');
      const entered = store.change(() =>
        enterEvent(context, account, {
          title: text('title'),
          date: text('date'),
          ...(!isAllDay && { start: text('start') || '?', end: text('end'), zone: text('zone') }),
          isTransparent: form.has('transparent'),
        }),
      );
      const problem = typeof entered === 'string' ? { problem: entered } : {};
      return calendarsPath(account, { week: text('date'), ...problem });
    }),
  );

  app.post<OfAccount>('/calendars/:account/delete', own, (request, reply) =>
    withAccount(request, reply, (account, form) => {
      store.change(() => deleteEventThere(context, account, form.get('event') ?? ''));
      return calendarsPath(account, { week: form.get('week') ?? '' });
    }),
  );

  app.post<OfAccount>('/calendars/:account/revoke', own, (request, reply) =>
    withAccount(request, reply, (account) => {
      store.change(() => revokeConsents(context, account));
      return calendarsPath(account);
    }),
  );

  function withAccount(
    request: FastifyRequest<OfAccount>,
    reply: FastifyReply,
    work: (account: CalendarAccount, form: URLSearchParams) => string,
  ): FastifyReply {
    const account = state.calendarAccounts.find(request.params.account);
    if (!account) return sendNotFound(reply);
    return reply.redirect(work(account, new URLSearchParams(bodyText(request.body))), 303);
  }
}
