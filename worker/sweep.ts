import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { hours, minutes } from '#domain/instant.ts';
import { deleteOldFarewells } from '#db/calendars-silent.ts';
import { deleteLeftovers } from '#db/leftovers.ts';
import { deleteOldKeys } from '#db/old-keys.ts';
import type { Database } from '#db/schema.ts';

/**
 * Every ten minutes deletes what is left of bookings that never came to be, of codes, and of calendars that were taken
 * away, when it is older than a day; and webhooks and keys that nothing will ask for again, when they are older than 30 days.
 * Each worker does it; more than one at a time does no harm. Returns what stops it.
 */
export function startSweep(db: Kysely<Database>, log: Logger): () => void {
  const sweep = async () => {
    const yesterday = new Date(Date.now() - hours(24));
    const deleted = {
      ...(await deleteLeftovers(db, { before: yesterday, limit: 500 })),
      calendarFarewells: await deleteOldFarewells(db, yesterday),
      ...(await deleteOldKeys(db, { before: new Date(Date.now() - hours(24 * 30)), limit: 500 })),
    };
    if (Object.values(deleted).some((count) => count > 0)) log.info(deleted, 'deleted what nothing needs');
  };
  const run = () => {
    sweep().catch((error: unknown) => log.warn({ error }, 'could not delete what nothing needs'));
  };
  run();
  const timer = setInterval(run, minutes(10));
  return () => clearInterval(timer);
}
