import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { eventsOf } from '#sandbox/calendars/events.ts';
import type { CalendarEvent } from '#sandbox/calendars/records.ts';
import { type Interval, intervalOf, overlaps } from '#sandbox/calendars/spans.ts';
import { instantOf, wallText, zoneNamed } from '#sandbox/calendars/zones.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { GraphRefusal } from './errors.ts';
import type { GraphCall, GraphOperation } from './operation.ts';

const moment = Type.Object({ dateTime: Type.String(), timeZone: Type.String() });
const question = Type.Object({
  schedules: Type.Array(Type.String(), { minItems: 1, maxItems: 100 }),
  startTime: moment,
  endTime: moment,
  availabilityViewInterval: Type.Optional(Type.Integer({ minimum: 5, maximum: 1440 })),
});

const windowMaxMs = 62 * 86_400_000;
const statuses = {
  free: '0',
  tentative: '1',
  busy: '2',
  oof: '3',
  workingElsewhere: '4',
  unknown: '0',
} as const;
type Status = keyof typeof statuses;

/** When somebody is free or busy. Only one's own calendar can be asked for here. */
export function scheduleOperation(context: SandboxContext): GraphOperation {
  return {
    name: 'calendar.getSchedule',
    method: 'POST',
    path: '/me/calendar/getSchedule',
    scopes: ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'],
    run(call) {
      if (!Value.Check(question, call.body))
        throw new GraphRefusal(
          400,
          'ErrorInvalidParameter',
          'The request is not valid: schedules, startTime and endTime are required.',
        );
      const asked = call.body;
      const within = { startAt: instant(asked.startTime), endAt: instant(asked.endTime) };
      if (within.endAt <= within.startAt || within.endAt - within.startAt > windowMaxMs)
        throw new GraphRefusal(
          400,
          'ErrorInvalidParameter',
          'The requested time duration specified for FreeBusyViewOptions.TimeWindow is not within the allowed limits.',
        );
      const minutes = asked.availabilityViewInterval ?? 30;
      return {
        '@odata.context': `${call.base}/$metadata#Collection(microsoft.graph.scheduleInformation)`,
        value: asked.schedules.map((scheduleId) => schedule(context, call, { scheduleId, within, minutes })),
      };
    },
  };
}

function instant({ dateTime, timeZone }: Static<typeof moment>): number {
  const zone = zoneNamed(timeZone);
  const at = zone === undefined ? undefined : instantOf(dateTime, zone);
  if (at === undefined)
    throw new GraphRefusal(400, 'ErrorInvalidParameter', 'The time or its zone is not valid.');
  return at;
}

function schedule(
  { state }: SandboxContext,
  { account, zone }: GraphCall,
  { scheduleId, within, minutes }: { scheduleId: string; within: Interval; minutes: number },
): object {
  if (scheduleId.toLowerCase() !== account.address)
    return {
      scheduleId,
      error: {
        message: `Unable to resolve e-mail address ${scheduleId} to an Active Directory object.`,
        responseCode: 'ErrorMailRecipientNotFound',
      },
    };
  const items = eventsOf(state, account)
    .filter((event) => !event.isDeleted)
    .map((event) => ({ event, status: statusOf(event), ...intervalOf(event.span, account.timezone) }))
    .filter((item) => overlaps(item, within))
    .toSorted((left, right) => left.startAt - right.startAt);
  const shown = (at: number) => ({ dateTime: `${wallText(at, zone.iana)}.0000000`, timeZone: zone.name });
  return {
    scheduleId,
    availabilityView: view(items, within, minutes * 60_000),
    scheduleItems: items.map(({ event, status, startAt, endAt }) => ({
      isPrivate: event.details['sensitivity'] === 'private',
      status,
      subject: event.title,
      isMeeting: false,
      isRecurring: false,
      isException: false,
      isReminderSet: true,
      start: shown(startAt),
      end: shown(endAt),
    })),
  };
}

function statusOf({ details, isFree }: CalendarEvent): Status {
  const names: Status[] = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'];
  return names.find((name) => name === details['showAs']) ?? (isFree ? 'free' : 'busy');
}

/** One digit for each stretch of time: the busiest status in it. */
function view(items: readonly (Interval & { status: Status })[], within: Interval, stepMs: number): string {
  const count = Math.ceil((within.endAt - within.startAt) / stepMs);
  return Array.from({ length: count }, (_, index) => {
    const startAt = within.startAt + index * stepMs;
    const inside = items.filter((item) => overlaps(item, { startAt, endAt: startAt + stepMs }));
    return (
      inside
        .map(({ status }) => statuses[status])
        .toSorted()
        .at(-1) ?? '0'
    );
  }).join('');
}
