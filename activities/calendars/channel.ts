import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { deleteFarewell, findCalendar, findFarewell } from '#db/calendars.ts';
import { recordChannel } from '#db/calendars-state.ts';
import type { CalendarConnection } from '#db/rows/calendars.ts';
import type { Database } from '#db/schema.ts';
import { asActivityFailure, CalendarFailure } from './calendar-failure.ts';
import type { OpenCalendar } from './open.ts';
import { isWritable } from './provider.ts';
import type { WritableCalendar } from './provider.ts';

export interface ChannelDependencies {
  db: Kysely<Database>;
  open: OpenCalendar;
  publicUrl: string;
  /** Providers themselves speak to nothing but https; the sandbox stands in for some of them. */
  sandboxed: ReadonlySet<CalendarConnection['provider']>;
}

/**
 * Opens the channel by which the provider says that something changed, or its successor. Channels are a convenience:
 * where there is none, the calendar is read at its times all the same.
 */
export async function renewChannel(
  deps: ChannelDependencies,
  connectionId: string,
): Promise<{ renewAt?: number }> {
  const { db, open } = deps;
  const connection = await findCalendar(db, connectionId);
  if (!connection || !canBeReached(deps, connection)) return {};
  try {
    const calendar = await open(connection);
    return isWritable(calendar) ? await renew(deps, connection, calendar) : {};
  } catch (error) {
    throw error instanceof CalendarFailure ? asActivityFailure(error) : error;
  }
}

function canBeReached(
  { publicUrl, sandboxed }: ChannelDependencies,
  { provider }: CalendarConnection,
): boolean {
  return provider !== 'ics' && (publicUrl.startsWith('https:') || sandboxed.has(provider));
}

async function renew(
  { db, publicUrl }: ChannelDependencies,
  { id, provider, channelId, channelResourceId, channelSecret }: CalendarConnection,
  calendar: WritableCalendar,
): Promise<{ renewAt: number }> {
  const current = channelId === null ? undefined : { channelId, resourceId: channelResourceId };
  const secret = channelSecret ?? randomBytes(32).toString('base64url');
  const address = `${publicUrl}/api/calendars/webhook/${provider}`;
  const opened = await calendar.watch({ address, secret, current });
  await recordChannel(db, id, {
    channelId: opened.channelId,
    channelResourceId: opened.resourceId,
    channelSecret: secret,
    channelExpiresAt: new Date(opened.expiresAt),
  });
  if (current && current.channelId !== opened.channelId) await calendar.unwatch(current);
  const now = Date.now();
  return { renewAt: now + (opened.expiresAt - now) * 0.75 };
}

/** For a connection that was taken away: its channel is closed with what is left of its row, which goes then. */
export async function sayFarewell(
  { db, open }: Pick<ChannelDependencies, 'db' | 'open'>,
  connectionId: string,
): Promise<void> {
  const left = await findFarewell(db, connectionId);
  if (!left) return;
  const { channelId, channelResourceId: resourceId, provider, secret } = left;
  try {
    if (channelId !== null) {
      const calendar = await open({ id: connectionId, provider, secret, calendarId: 'primary' });
      if (isWritable(calendar)) await calendar.unwatch({ channelId, resourceId });
    }
  } catch (error) {
    if (!(error instanceof CalendarFailure)) throw error;
    // Where we are not let in any more, nobody speaks to us for long.
    if (error.kind === 'passing') throw asActivityFailure(error);
  }
  await deleteFarewell(db, connectionId);
}
