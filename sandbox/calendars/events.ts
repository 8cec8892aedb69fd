import type { SandboxContext } from '#sandbox/context.ts';
import type { State } from '#sandbox/state.ts';
import { announce, type Change } from './announcements.ts';
import type { CalendarAccount, CalendarEvent } from './records.ts';

const keyOf = (accountId: string, id: string): string => `${accountId}/${id}`;

/** Everything in one calendar, also what was deleted, in the order in which it was made. */
export function eventsOf(state: State, account: CalendarAccount): CalendarEvent[] {
  return state.calendarEvents.list().filter((event) => event.accountId === account.id);
}

export function findEvent(state: State, account: CalendarAccount, id: string): CalendarEvent | undefined {
  return state.calendarEvents.find(keyOf(account.id, id));
}

export type NewEvent = Pick<CalendarEvent, 'id' | 'title' | 'span' | 'isFree' | 'madeBy' | 'details'>;

export type EventChanges = Partial<
  Pick<CalendarEvent, 'title' | 'span' | 'isFree' | 'isDeleted' | 'details'>
>;

export function addEvent(context: SandboxContext, account: CalendarAccount, event: NewEvent): CalendarEvent {
  const now = context.clock.nowMs();
  const added = {
    ...event,
    accountId: account.id,
    isDeleted: false,
    sequence: 0,
    createdAt: now,
    updatedAt: now,
    revision: 0,
  };
  return keep(context, added, 'created');
}

/** Another time counts as another edition of the event: its sequence goes up, as in invitations. */
export function changeEvent(
  context: SandboxContext,
  event: CalendarEvent,
  changes: EventChanges,
): CalendarEvent {
  const moved = changes.span !== undefined && JSON.stringify(changes.span) !== JSON.stringify(event.span);
  const changed = {
    ...event,
    ...changes,
    sequence: event.sequence + (moved ? 1 : 0),
    updatedAt: context.clock.nowMs(),
  };
  return keep(context, changed, changeBetween(event, changed));
}

/** Providers remember deletions for about as long as they take tokens for reading changes. */
const deletedKeptMs = 31 * 86_400_000;

export function forgetDeleted({ state, clock }: SandboxContext): void {
  const before = clock.nowMs() - deletedKeptMs;
  for (const { accountId, id, isDeleted, updatedAt } of state.calendarEvents.list())
    if (isDeleted && updatedAt <= before) state.calendarEvents.remove(keyOf(accountId, id));
}

function changeBetween(before: CalendarEvent, after: CalendarEvent): Change {
  if (after.isDeleted) return 'deleted';
  return before.isDeleted ? 'created' : 'updated';
}

function keep(context: SandboxContext, event: CalendarEvent, change: Change): CalendarEvent {
  const { state } = context;
  const account = state.calendarAccounts.find(event.accountId);
  const revision = (account?.revision ?? 0) + 1;
  const kept = { ...event, revision };
  state.calendarEvents.put(keyOf(event.accountId, event.id), kept);
  if (account) {
    state.calendarAccounts.put(account.id, { ...account, revision });
    announce(context, account, kept, change);
  }
  return kept;
}
