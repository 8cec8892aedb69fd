import { patched } from '@temporalio/workflow';
import { calendarEvents, shown } from './activities.ts';
import type { Course } from './course.ts';

/** Consultations that were confirmed before this was there have no event, and replay without one. */
const isThere = () => patched('2026-11-24-calendar-event');

/** A confirmed consultation appears in the lawyer's calendars. Nothing waits for it. */
export function showInCalendar({ state, beside }: Course): void {
  if (!isThere()) return;
  const { consultationId } = state.input;
  beside.run("event in the lawyer's calendar", () =>
    calendarEvents.writeCalendarEvent.executeWithOptions(shown("Write into the lawyer's calendar"), [
      { consultationId },
    ]),
  );
}

/** One that was confirmed and does not take place disappears from them. */
export function takeOutOfCalendar({ state, beside }: Course): void {
  if (state.confirmedAt === undefined || !isThere()) return;
  const { consultationId } = state.input;
  beside.run("event out of the lawyer's calendar", () =>
    calendarEvents.removeCalendarEvent.executeWithOptions(shown("Take out of the lawyer's calendar"), [
      { consultationId },
    ]),
  );
}
