import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { minutes } from '#domain/instant.ts';
import { listSilentCalendars } from '#db/calendars-silent.ts';
import type { Database } from '#db/schema.ts';
import { calendarChanged, calendarSyncOptions, calendarSyncWorkflowType } from '#workflows/contract.ts';

/** After a long outage all calendars are silent; what one round leaves the next one takes up. */
const roundMax = 100;

/**
 * Every ten minutes wakes the workflow of each calendar that is silent, or begins it: its start may have been lost when
 * Temporal was away, and people can end workflows. Each worker does it; a second call in a row does no harm. Returns what
 * stops it.
 */
export function watchSilentCalendars(db: Kysely<Database>, temporal: Client, log: Logger): () => void {
  const run = () => {
    wakeSilentCalendars(db, temporal).then(
      (count) => count > 0 && log.warn({ count }, 'woke calendars that had gone silent'),
      (error: unknown) => log.warn({ error }, 'could not look after silent calendars'),
    );
  };
  run();
  const timer = setInterval(run, minutes(10));
  return () => clearInterval(timer);
}

/** Returns how many there were. */
export async function wakeSilentCalendars(
  db: Kysely<Database>,
  { workflow }: Pick<Client, 'workflow'>,
): Promise<number> {
  const silent = await listSilentCalendars(db, { now: Date.now(), limit: roundMax });
  for (const connectionId of silent) {
    await workflow.signalWithStart(calendarSyncWorkflowType, {
      ...calendarSyncOptions(connectionId),
      signal: calendarChanged,
      signalArgs: [{ reason: 'revived' }],
    });
  }
  return silent.length;
}
