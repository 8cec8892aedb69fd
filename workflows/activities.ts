import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type {
  AccountMailActivities,
  CalendarActivities,
  CalendarMailActivities,
  ConsultationActivities,
  MeetingActivities,
  MessageActivities,
  PaymentActivities,
} from '#activities/contract.ts';
import { calendarQueue, messageQueue, roomQueue } from './contract.ts';

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/** The client waits for the slot: a few quick tries within the workflow task. */
export const quickly = proxyLocalActivities<Pick<ConsultationActivities, 'holdSlot'>>({
  startToCloseTimeout: '3s',
  retry: { maximumAttempts: 3, initialInterval: '100ms' },
});

/** The same step once more as an ordinary activity, when the quick tries met a database that was just away. */
export const patientHold = proxyActivities<Pick<ConsultationActivities, 'holdSlot'>>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '20s',
  retry,
});

/** Rows in Postgres. Without an end: nothing can be decided while the record cannot be written. */
export const records = proxyActivities<
  Omit<ConsultationActivities, 'holdSlot'> & Pick<PaymentActivities, 'sealCheckout' | 'recordRefundHandled'>
>({ startToCloseTimeout: '10s', retry });

/** Money. How long each step is tried before an operator is asked comes with the call. */
export const money = proxyActivities<Omit<PaymentActivities, 'sealCheckout' | 'recordRefundHandled'>>({
  startToCloseTimeout: '45s',
  scheduleToCloseTimeout: '15m',
  retry,
});

/** A look that comes again by itself: one try, so that the next deadline is never late because of it. */
const once = {
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '30s',
  retry: { maximumAttempts: 2, initialInterval: '1s' },
} as const;

export const glance = proxyActivities<Pick<PaymentActivities, 'checkPayment' | 'checkRefunds'>>(once);

export const presence = proxyActivities<Pick<MeetingActivities, 'readPresence'>>({
  ...once,
  taskQueue: roomQueue,
});

/** Rooms at the provider. How long each is tried comes with the call. */
export const rooms = proxyActivities<Pick<MeetingActivities, 'openRoom' | 'closeRoom'>>({
  taskQueue: roomQueue,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '1h',
  retry,
});

export const messages = proxyActivities<MessageActivities>({
  taskQueue: messageQueue,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '2h',
  retry,
});

/** Codes are good for ten minutes, and nobody waits for one longer. */
export const accountMails = proxyActivities<AccountMailActivities>({
  taskQueue: messageQueue,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry,
});

/** The event of a consultation in the lawyer's calendars. What does not come about in a day, the next reading makes up for. */
export const calendarEvents = proxyActivities<
  Pick<CalendarActivities, 'writeCalendarEvent' | 'removeCalendarEvent'>
>({
  taskQueue: calendarQueue,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '24h',
  retry: { ...retry, maximumInterval: '10m' },
});

/** Reading a whole year, page by page. What the provider refuses is a result; tried again is what Postgres did not take. */
export const calendarReading = proxyActivities<Pick<CalendarActivities, 'syncCalendar'>>({
  taskQueue: calendarQueue,
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '15m',
  retry,
});

/** Channels are a convenience: the calendar is read at its times all the same. */
export const calendarChannels = proxyActivities<Pick<CalendarActivities, 'renewChannel' | 'stopChannel'>>({
  taskQueue: calendarQueue,
  startToCloseTimeout: '1m',
  scheduleToCloseTimeout: '2m',
  retry,
});

/** What does not go out now goes out after the next reading. */
export const calendarMails = proxyActivities<CalendarMailActivities & Pick<MessageActivities, 'sendEmail'>>({
  taskQueue: messageQueue,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '2m',
  retry,
});

/** Options of one call: what the Temporal UI shows for it, and, where it differs, how long it is tried. */
export function shown(summary: string, options: ActivityOptions = {}): ActivityOptions {
  return { summary, ...options };
}
