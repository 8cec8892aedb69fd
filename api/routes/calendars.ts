import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import { dismissDeletedEvent, listDeletedEvents, restoreDeletedEvent } from '#db/calendars-deleted.ts';
import { connectCalendar, disconnectCalendar, findCalendar, listCalendars } from '#db/calendars.ts';
import { SealError } from '#db/sealed.ts';
import { ownLawyerId } from '#api/calendars/calendar-owner.ts';
import { createCalendarSealer } from '#api/calendars/calendar-keys.ts';
import { Calendar, Calendars, IcsConnection } from '#api/calendars/calendar-schemas.ts';
import { endCalendar, tellCalendar } from '#api/calendars/calendar-signal.ts';
import { calendarOf, deletedEventOf } from '#api/calendars/calendar-view.ts';
import { consentProvidersIn } from '#api/calendars/consent-providers.ts';
import { createHints } from '#api/calendars/hints.ts';
import { icsAddressOf } from '#api/calendars/ics-address.ts';
import type { ApiDeps } from '#api/deps.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';

const refused = refusals('unauthenticated', 'forbidden');
const refusedOrNone = refusals('unauthenticated', 'forbidden', 'not_found');

/** A lawyer's own calendars: their busy times close slots, and confirmed consultations appear in them. */
export function calendarRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const { db, config } = deps;
  const tags = ['calendars'];
  const sealer = createCalendarSealer(config);
  const available =
    config.CALENDAR_KEYS === undefined ? [] : [...consentProvidersIn(config).keys(), 'ics' as const];
  /** An address is as secret as what it leads to; one whose key is gone is none that we know. */
  const addressIn = (secret: string, id: string) => {
    try {
      return sealer.open(secret, id);
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  };
  const ownCalendar = async (request: FastifyRequest, id: string) => {
    const [lawyerId, calendar] = await Promise.all([ownLawyerId(db, request), findCalendar(db, id)]);
    if (calendar?.lawyerId !== lawyerId) throw notFound();
    return calendar;
  };

  return async (app) => {
    const end = (id: string) => app.background('a calendar is taken away', () => endCalendar(deps, id));
    const hints = createHints({
      quietMs: 3000,
      pass: (connectionId) => tellCalendar(deps, connectionId, 'asked'),
      onLost: (error) => app.log.warn({ err: error }, 'a calendar was not told to be read'),
    });
    app.addHook('onClose', () => hints.close());

    app.get(
      '/api/calendars',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: 'Your connected calendars, and how they are',
          description:
            '`closesSlotsAt` is when a calendar that cannot be read closes all your slots: until then its last known busy ' +
            'times serve.',
          response: { 200: Calendars, ...refused },
        },
      },
      async (request) => {
        const lawyerId = await ownLawyerId(db, request);
        const [calendars, deleted] = await Promise.all([
          listCalendars(db, lawyerId),
          listDeletedEvents(db, lawyerId),
        ]);
        return { data: calendars.map(calendarOf), deletedEvents: deleted.map(deletedEventOf), available };
      },
    );

    app.post(
      '/api/calendars/ics',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: 'Connect a calendar by its private .ics address; an earlier one ends',
          description:
            'Only busy times are read. Nothing can be written there: subscribe to your feed for that.',
          body: IcsConnection,
          response: { 201: Calendar, ...refused },
        },
      },
      async (request, reply) => {
        const lawyerId = await ownLawyerId(db, request);
        const address = icsAddressOf(request.body.url, config.ICS_ALLOWED_ORIGINS);
        if ('fault' in address) throw invalidRequest([{ pointer: '/body/url', detail: address.fault }]);
        const { connectionId, replacedId } = await connectCalendar(db, {
          lawyerId,
          provider: 'ics',
          account: address.account,
          secretFor: (id) => sealer.seal(address.url, id),
          isSame: ({ secret, id }) => addressIn(secret, id) === address.url,
        });
        if (replacedId !== undefined) end(replacedId);
        app.background('a calendar is read for the first time', () =>
          tellCalendar(deps, connectionId, 'connected'),
        );
        return reply.code(201).send(calendarOf(await ownCalendar(request, connectionId)));
      },
    );

    app.post(
      '/api/calendars/:id/sync',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: 'Read a calendar now',
          description: 'The answer is how it is; `syncedAt` changes within seconds.',
          params: Strict({ id: Uuid }),
          response: { 202: Calendar, ...refusedOrNone },
        },
      },
      async (request, reply) => {
        const calendar = await ownCalendar(request, request.params.id);
        await hints.give(calendar.id);
        return reply.code(202).send(calendarOf(calendar));
      },
    );

    app.delete(
      '/api/calendars/:id',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: 'Disconnect a calendar',
          description:
            'Its busy times close no slot any more. Events that are in it stay there; none is added.',
          params: Strict({ id: Uuid }),
          response: { 204: T.Null(), ...refusedOrNone },
        },
      },
      async (request, reply) => {
        const lawyerId = await ownLawyerId(db, request);
        const { id: connectionId } = request.params;
        if (!(await disconnectCalendar(db, { connectionId, lawyerId }))) throw notFound();
        // The lawyer is done with it. What the provider has to be told waits for nobody here.
        end(connectionId);
        return reply.code(204).send(null);
      },
    );

    const eventParams = Strict({ consultationId: Uuid });

    app.post(
      '/api/calendars/events/:consultationId/restore',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: 'Put the event of a consultation back into the calendar',
          description: 'It is there within seconds.',
          params: eventParams,
          response: { 202: T.Object({ calendarIds: T.Array(Uuid) }), ...refusedOrNone },
        },
      },
      async (request, reply) => {
        const lawyerId = await ownLawyerId(db, request);
        const calendarIds = await restoreDeletedEvent(db, { ...request.params, lawyerId });
        if (calendarIds.length === 0) throw notFound();
        for (const id of calendarIds)
          app.background('an event is put back', () => tellCalendar(deps, id, 'restored'));
        return reply.code(202).send({ calendarIds });
      },
    );

    app.post(
      '/api/calendars/events/:consultationId/dismiss',
      {
        config: { who: 'lawyer' },
        schema: {
          tags,
          summary: 'Do without the event of a consultation, which takes place all the same',
          params: eventParams,
          response: { 204: T.Null(), ...refusedOrNone },
        },
      },
      async (request, reply) => {
        const lawyerId = await ownLawyerId(db, request);
        const calendars = await dismissDeletedEvent(db, { ...request.params, lawyerId });
        if (calendars.length === 0) throw notFound();
        return reply.code(204).send(null);
      },
    );
  };
}
