import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { findAccount, openAccount } from '#sandbox/calendars/accounts.ts';
import { answerUrl } from '#sandbox/calendars/authorisation-request.ts';
import { consentProviders } from '#sandbox/calendars/consent.ts';
import { eventsOf } from '#sandbox/calendars/events.ts';
import { revokeConsents } from '#sandbox/calendars/grants.ts';
import { deleteEventThere, enterEvent, forgetChanges, moveEvent } from '#sandbox/calendars/person.ts';
import type { CalendarAccount, CalendarEvent } from '#sandbox/calendars/records.ts';
import type { SandboxContext } from '#sandbox/context.ts';

const provider = Type.Enum(['google', 'microsoft', 'ics']);
const ofAccount = Type.Object({ provider, address: Type.String() });
const ofEvent = Type.Object({ provider, address: Type.String(), id: Type.String() });

const clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const when = {
  date: Type.String(),
  start: Type.Optional(clock),
  end: Type.Optional(clock),
  endDate: Type.Optional(Type.String()),
  zone: Type.Optional(Type.String()),
};
const entry = Type.Object(
  {
    ...when,
    title: Type.Optional(Type.String({ maxLength: 200 })),
    isTransparent: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const move = Type.Object(when, { additionalProperties: false });
const consent = Type.Object(
  {
    url: Type.String(),
    answer: Type.Enum(['allow', 'deny']),
    address: Type.Optional(Type.String()),
    /** Google: what is left of the scopes that were asked for. */
    scopes: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);

/** What people do in their own calendars and on consent pages, without a browser. */
export function calendarControl(app: FastifyInstance, context: SandboxContext): void {
  const { state, store, clock: time } = context;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();

  typed.get('/calendars', () => ({
    data: state.calendarAccounts.list().map((account) => accountEntry(context, account)),
  }));

  typed.post('/calendars/consent', { schema: { body: consent } }, (request, reply) => {
    const { url, answer, address = '', scopes } = request.body;
    const asked = URL.parse(url);
    const page = consentProviders(context).find(({ path }) => path === asked?.pathname);
    const read = page?.read(asked?.searchParams ?? new URLSearchParams());
    if (!page || !read) return reply.code(404).send({ error: 'This is no consent page of the sandbox.' });
    if ('error' in read) return reply.code(read.status).send({ error: read.message });
    if (answer === 'deny') return { location: answerUrl(read, page.denial) };
    const account = openAccount(state, page.provider, address, time.nowMs());
    if (!account) return reply.code(400).send({ error: 'Say whose account it is: address.' });
    const left = read.scopes.filter((scope) => !page.canLeaveOut(scope) || (scopes?.includes(scope) ?? true));
    return {
      location: answerUrl(
        read,
        store.change(() => page.allow({ ...read, scopes: left }, account)),
      ),
    };
  });

  typed.get('/calendars/:provider/:address/events', { schema: { params: ofAccount } }, (request, reply) => {
    const account = findAccount(state, request.params.provider, request.params.address);
    return account ? { data: eventsOf(state, account).map(eventEntry) } : noAccount(reply);
  });

  typed.post(
    '/calendars/:provider/:address/events',
    { schema: { params: ofAccount, body: entry } },
    (request, reply) => {
      const account = openAccount(state, request.params.provider, request.params.address, time.nowMs());
      if (!account) return noAccount(reply);
      const entered = store.change(() => enterEvent(context, account, request.body));
      return typeof entered === 'string'
        ? reply.code(400).send({ error: entered })
        : reply.code(201).send(eventEntry(entered));
    },
  );

  eventControl(app, context);

  typed.post('/calendars/:provider/:address/revoke', { schema: { params: ofAccount } }, (request, reply) => {
    const account = findAccount(state, request.params.provider, request.params.address);
    return account ? { revoked: store.change(() => revokeConsents(context, account)) } : noAccount(reply);
  });

  typed.post(
    '/calendars/:provider/:address/forget-changes',
    { schema: { params: ofAccount } },
    (request, reply) => {
      const account = findAccount(state, request.params.provider, request.params.address);
      if (!account) return noAccount(reply);
      store.change(() => forgetChanges(context, account));
      return {};
    },
  );
}

function eventControl(app: FastifyInstance, context: SandboxContext): void {
  const { state, store } = context;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const path = '/calendars/:provider/:address/events/:id';

  typed.patch(path, { schema: { params: ofEvent, body: move } }, (request, reply) => {
    const account = findAccount(state, request.params.provider, request.params.address);
    const { id } = request.params;
    const moved = account && store.change(() => moveEvent(context, { account, id, entered: request.body }));
    if (!moved) return noEvent(reply);
    return typeof moved === 'string' ? reply.code(400).send({ error: moved }) : eventEntry(moved);
  });

  typed.delete(path, { schema: { params: ofEvent } }, (request, reply) => {
    const account = findAccount(state, request.params.provider, request.params.address);
    const isDone = account && store.change(() => deleteEventThere(context, account, request.params.id));
    return isDone ? {} : noEvent(reply);
  });
}

function accountEntry({ state }: SandboxContext, account: CalendarAccount) {
  const { id, provider: at, address, name, timezone } = account;
  const isTheirs = (one: { accountId: string }): boolean => one.accountId === id;
  return {
    provider: at,
    address,
    name,
    timezone,
    ...(at === 'ics' && { feed: `/ics/${address}.ics` }),
    consents: state.calendarConsents
      .list()
      .filter(isTheirs)
      .map(({ clientId, scopes, revokedAt }) => ({ clientId, scopes, isRevoked: revokedAt !== null })),
    channels: [
      ...state.googleChannels
        .list()
        .filter(isTheirs)
        .map(({ id: channel, address: url }) => ({ id: channel, url })),
      ...state.subscriptions
        .list()
        .filter(isTheirs)
        .map(({ id: subscription, notificationUrl: url }) => ({ id: subscription, url })),
    ],
  };
}

function eventEntry({ id, title, span, isFree, isDeleted, madeBy }: CalendarEvent) {
  const times = span.allDay
    ? { start: span.startDate, end: span.endDate }
    : { start: new Date(span.startAt).toISOString(), end: new Date(span.endAt).toISOString() };
  return { id, title, ...times, isAllDay: span.allDay, isTransparent: isFree, isDeleted, madeBy };
}

function noAccount(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'There is no such account.' });
}

function noEvent(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'There is no such event, or it is deleted.' });
}
