import {
  condition,
  continueAsNew,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CalendarReading } from '#activities/contract.ts';
import { hours, minutes } from '#domain/instant.ts';
import { calendarChannels, calendarMails, calendarReading, shown } from './activities.ts';
import { calendarFile } from './calendar-file.ts';
import type { CalendarWatch } from './calendar-file.ts';
import { calendarChanged, calendarDisconnected } from './contract.ts';
import type { CalendarHint, CalendarSyncInput, CalendarSyncOutcome } from './contract.ts';

/** Reading at these times is the truth; what providers say in between only makes it sooner. */
const readEvery = minutes(10);
/** Only the lawyer can mend it, and will connect it again; this is for those who gave access back at the provider. */
const askAgainEvery = hours(6);
/** What a provider reports comes in flocks, our own changes among them: it is waited for. A person is not kept waiting. */
const flockTime = 2_000;
const readApart = 10_000;
/** Histories stay short enough to be read, and to be replayed quickly. */
const roundsMax = 100;
/** A lawyer who clears a calendar is asked about the nearest ones first. */
const questionsMax = 10;

/**
 * Reads one calendar for as long as it is connected: every ten minutes, and when `calendarChanged` says that it may have
 * changed. Ends when `calendarDisconnected` says so, or when the connection's row is gone. What fails is tried again,
 * more slowly each time; the lawyer is told after an hour, or at once when nobody else can mend it. Never ends as failed.
 */
export async function calendarSync(input: CalendarSyncInput): Promise<CalendarSyncOutcome> {
  const { connectionId } = input;
  const watch: CalendarWatch = { failures: input.failures ?? 0, renewChannelAt: input.renewChannelAt ?? 0 };
  const desk: CalendarDesk = { wanted: 'no', disconnected: false };
  setHandler(calendarChanged, (hint) => receive(desk, hint), {
    description: 'The calendar may have changed: read it now, {}',
  });
  setHandler(calendarDisconnected, () => void (desk.disconnected = true), {
    description: 'The lawyer took the calendar away',
  });

  for (let round = 1; !desk.disconnected; round += 1) {
    desk.wanted = 'no';
    const reading = await read(connectionId);
    if (reading.outcome === 'gone') return await leave(connectionId, 'gone');
    note(watch, reading);
    await tellLawyer(connectionId, reading);
    if (reading.hasChannel === true) await keepChannel(connectionId, watch);
    await rest(watch, desk);
    const isLong = round >= roundsMax || workflowInfo().continueAsNewSuggested;
    // The next run begins with a reading, so of what came meanwhile only the end has to be heard now.
    if (isLong && !desk.disconnected) {
      const { failures, renewChannelAt } = watch;
      await continueAsNew<typeof calendarSync>({ connectionId, failures, renewChannelAt });
    }
  }
  return await leave(connectionId, 'disconnected');
}

/** What has arrived since the last reading. */
interface CalendarDesk {
  wanted: 'no' | 'soon' | 'now';
  disconnected: boolean;
}

function receive(desk: CalendarDesk, hint: CalendarHint | undefined): void {
  if (hint?.reason !== 'pushed') desk.wanted = 'now';
  else if (desk.wanted === 'no') desk.wanted = 'soon';
}

async function read(connectionId: string): Promise<CalendarReading> {
  const call = calendarReading.syncCalendar.executeWithOptions(shown('Read the calendar'), [
    { connectionId },
  ]);
  return await orElse(call, { outcome: 'failing', failureCode: 'no_record' });
}

function note(watch: CalendarWatch, reading: CalendarReading): void {
  const now = Date.now();
  watch.last = reading;
  watch.lastAt = now;
  if (reading.outcome === 'read') watch.readAt = now;
  watch.failures = reading.outcome === 'read' ? 0 : watch.failures + 1;
}

/** Each is told once by what its activity keeps in Postgres, so a try that fails comes again after the next reading. */
async function tellLawyer(
  connectionId: string,
  { isToBeTold, deletedEvents }: CalendarReading,
): Promise<void> {
  if (isToBeTold === true) {
    const options = shown('E-mail to the lawyer: the calendar cannot be read');
    await orElse(calendarMails.sendCalendarMail.executeWithOptions(options, [{ connectionId }]), undefined);
  }
  const questions = (deletedEvents ?? []).slice(0, questionsMax).map((consultationId) => {
    const options = shown('E-mail to the lawyer: an event was deleted');
    const message = {
      consultationId,
      kind: 'calendar_event_deleted',
      recipient: 'lawyer',
      sequence: 0,
    } as const;
    return orElse(calendarMails.sendEmail.executeWithOptions(options, [message]), undefined);
  });
  await Promise.all(questions);
}

async function keepChannel(connectionId: string, watch: CalendarWatch): Promise<void> {
  if (Date.now() < watch.renewChannelAt) return;
  const options = shown('Open a channel for changes');
  const renewed = orElse(calendarChannels.renewChannel.executeWithOptions(options, [{ connectionId }]), {});
  watch.renewChannelAt = (await renewed).renewAt ?? Date.now() + hours(1);
}

/** Waits until the calendar is to be read again. */
async function rest(watch: CalendarWatch, desk: CalendarDesk): Promise<void> {
  const now = Date.now();
  watch.nextAt = Math.max(now + waitOf(watch), watch.last?.nextAt ?? 0);
  setCurrentDetails(calendarFile(watch));
  const isUrgent = () => desk.wanted === 'now' || desk.disconnected;
  const isCalled = await condition(() => desk.wanted !== 'no' || desk.disconnected, watch.nextAt - now, {
    summary: 'Until the next reading',
  });
  if (!isCalled || isUrgent()) return;
  const flock = Math.max(flockTime, (watch.lastAt ?? 0) + readApart - Date.now());
  await condition(isUrgent, flock, { summary: 'More changes may follow' });
}

function waitOf({ last, failures, renewChannelAt }: CalendarWatch): number {
  if (last?.outcome === 'needs_reauth') return askAgainEvery;
  if (last?.outcome === 'failing') return Math.min(minutes(1) * 2 ** Math.min(failures - 1, 10), readEvery);
  const untilChannelEnds = renewChannelAt - Date.now();
  return untilChannelEnds > 0 ? Math.min(readEvery, untilChannelEnds) : readEvery;
}

async function leave(connectionId: string, outcome: CalendarSyncOutcome): Promise<CalendarSyncOutcome> {
  const options = shown('Close the channel', { scheduleToCloseTimeout: '1h' });
  await orElse(calendarChannels.stopChannel.executeWithOptions(options, [{ connectionId }]), undefined);
  setCurrentDetails(`## Calendar: ${outcome}`);
  return outcome;
}

/** An activity that gave up changes nothing here: what it was for comes again. */
async function orElse<Result>(call: Promise<Result>, otherwise: Result): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('a step of the calendar was given up');
    return otherwise;
  }
}
