import { randomBytes } from 'node:crypto';
import { randomText } from '#sandbox/identifiers.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { addEvent, changeEvent, findEvent } from './events.ts';
import type { CalendarAccount, CalendarEvent, CalendarProvider, Span } from './records.ts';
import { dateAfter, instantOf, isDate, zoneNamed } from './zones.ts';

/** A time as a person enters it into their calendar. */
export interface EnteredTime {
  title?: string | undefined;
  date: string;
  /** `09:00`; without it the whole day. */
  start?: string | undefined;
  /** Not after `start`: on the next day. */
  end?: string | undefined;
  /** The last one of whole days. */
  endDate?: string | undefined;
  zone?: string | undefined;
  isTransparent?: boolean | undefined;
}

/** Somebody enters something into their own calendar, with the provider's own program. Says what is wrong with it. */
export function enterEvent(
  context: SandboxContext,
  account: CalendarAccount,
  entered: EnteredTime,
): CalendarEvent | string {
  const span = spanOf(entered, account);
  if (typeof span === 'string') return span;
  return addEvent(context, account, {
    id: newEventId(account.provider),
    title: entered.title?.trim() || 'Busy',
    span,
    isFree: entered.isTransparent ?? false,
    madeBy: 'person',
    details: account.provider === 'microsoft' && entered.isTransparent ? { showAs: 'free' } : {},
  });
}

/** Somebody moves something in their own calendar, also what the product wrote there. */
export function moveEvent(
  context: SandboxContext,
  { account, id, entered }: { account: CalendarAccount; id: string; entered: EnteredTime },
): CalendarEvent | string | undefined {
  const event = findEvent(context.state, account, id);
  if (!event || event.isDeleted) return undefined;
  const span = spanOf(entered, account);
  return typeof span === 'string' ? span : changeEvent(context, event, { span });
}

/** Somebody deletes something in their own calendar, also what the product wrote there. */
export function deleteEventThere(context: SandboxContext, account: CalendarAccount, id: string): boolean {
  const event = findEvent(context.state, account, id);
  if (!event || event.isDeleted) return false;
  changeEvent(context, event, { isDeleted: true });
  return true;
}

/** The provider forgets what it knew about changes: tokens of before are refused, and programs read everything anew. */
export function forgetChanges({ state }: SandboxContext, account: CalendarAccount): void {
  const revision = account.revision + 1;
  state.calendarAccounts.put(account.id, { ...account, revision, revisionMin: revision });
}

function spanOf(entered: EnteredTime, account: CalendarAccount): Span | string {
  const { date, start, end, endDate = date } = entered;
  if (!isDate(date) || !isDate(endDate)) return 'A date is missing or is none.';
  const days = (Date.parse(endDate) - Date.parse(date)) / 86_400_000;
  if (days < 0 || days > 366) return 'The last day comes before the first, or more than a year after it.';
  if (!start) return { allDay: true, startDate: date, endDate: dateAfter(endDate, 1) };
  const zone = entered.zone ? zoneNamed(entered.zone) : account.timezone;
  if (zone === undefined) return 'There is no such time zone.';
  const startAt = instantOf(`${date}T${start}`, zone);
  const lastDate = !entered.endDate && end !== undefined && end <= start ? dateAfter(date, 1) : endDate;
  const endAt = end ? instantOf(`${lastDate}T${end}`, zone) : undefined;
  if (startAt === undefined || endAt === undefined) return 'A time is missing or is none; enter it as 09:30.';
  if (endAt <= startAt) return 'It ends before it starts.';
  return { allDay: false, startAt, endAt, startZone: zone, endZone: zone };
}

/** An id as the provider gives it. */
export function newEventId(provider: CalendarProvider): string {
  switch (provider) {
    case 'google':
      return randomBytes(13).toString('hex');
    case 'microsoft':
      return `AAMkAG${randomBytes(84).toString('base64url')}AAA=`;
    case 'ics':
      return randomText(20);
  }
}
