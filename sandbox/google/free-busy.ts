import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SandboxContext } from '#sandbox/context.ts';
import { eventsOf } from '#sandbox/calendars/events.ts';
import { busyIntervals } from '#sandbox/calendars/spans.ts';
import { instantWithOffset, offsetText, zoneNamed } from '#sandbox/calendars/zones.ts';
import { emptyRange } from './event-body.ts';
import { invalid } from './errors.ts';
import type { GoogleOperation } from './operation.ts';
import { askFreeBusy } from './scopes.ts';

const calendarsMax = 50;

const question = Type.Object({
  timeMin: Type.String(),
  timeMax: Type.String(),
  timeZone: Type.Optional(Type.String()),
  items: Type.Optional(Type.Array(Type.Object({ id: Type.String() }))),
});

/** When somebody is busy, without saying with what. Only one's own calendar can be asked for here. */
export function freeBusyOperation({ state }: SandboxContext): GoogleOperation {
  return {
    name: 'freebusy.query',
    method: 'POST',
    path: '/google/calendar/v3/freeBusy',
    scopes: askFreeBusy,
    run({ account, body }) {
      if (!Value.Check(question, body)) throw invalid('Missing timeMin or timeMax parameter.', 'required');
      const startAt = instantWithOffset(body.timeMin);
      const endAt = instantWithOffset(body.timeMax);
      if (startAt === undefined || endAt === undefined) throw invalid('Bad Request', 'badRequest');
      if (endAt <= startAt) throw emptyRange();
      const zone = zoneNamed(body.timeZone ?? 'UTC');
      if (zone === undefined) throw invalid('Invalid time zone.', 'invalid', 'timeZone');
      const items = body.items ?? [];
      if (items.length > calendarsMax)
        throw invalid('Too many calendars requested.', 'tooManyCalendarsRequested');
      const own = new Set(['primary', account.address]);
      return {
        kind: 'calendar#freeBusy',
        timeMin: new Date(startAt).toISOString(),
        timeMax: new Date(endAt).toISOString(),
        calendars: Object.fromEntries(
          items.map(({ id }) => [
            id,
            own.has(id.toLowerCase())
              ? {
                  busy: busyIntervals(eventsOf(state, account), account, { startAt, endAt }).map((busy) => ({
                    start: offsetText(busy.startAt, zone),
                    end: offsetText(busy.endAt, zone),
                  })),
                }
              : { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
          ]),
        ),
      };
    },
  };
}
