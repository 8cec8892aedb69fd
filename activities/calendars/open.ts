import type { Kysely } from 'kysely';
import { findCalendar } from '#db/calendars.ts';
import { replaceSecret } from '#db/calendars-state.ts';
import type { CalendarConnection } from '#db/rows/calendars.ts';
import type { Database } from '#db/schema.ts';
import { createSealer, SealError } from '#db/sealed.ts';
import type { RotatingSealer } from '#db/sealed.ts';
import { CalendarFailure } from './calendar-failure.ts';
import { openGoogle } from './google.ts';
import { openIcs } from './ics.ts';
import { openOutlook } from './outlook.ts';
import type { ReadableCalendar } from './provider.ts';
import { refreshAccess } from './refresh.ts';
import type { OAuthClient } from './refresh.ts';

/** What the configuration says of calendars. A provider without an id is not set up. */
export interface CalendarSettings {
  CALENDAR_KEYS?: string | undefined;
  GOOGLE_CALENDAR_CLIENT_ID?: string | undefined;
  GOOGLE_CALENDAR_CLIENT_SECRET?: string | undefined;
  GOOGLE_API_BASE?: string | undefined;
  OUTLOOK_CLIENT_ID?: string | undefined;
  OUTLOOK_CLIENT_SECRET?: string | undefined;
  OUTLOOK_API_BASE?: string | undefined;
  ICS_ALLOWED_ORIGINS?: string | undefined;
}

/** What opens a calendar: the part of its row that names and unlocks it, or what is left of the row. */
export type CalendarKey = Pick<CalendarConnection, 'id' | 'provider' | 'secret' | 'calendarId'>;

/** Opens a calendar with what its row holds; throws `CalendarFailure`. */
export type OpenCalendar = (key: CalendarKey) => Promise<ReadableCalendar>;

export interface OpeningDependencies {
  db: Kysely<Database>;
  settings: CalendarSettings;
}

export function createOpening({ db, settings }: OpeningDependencies): OpenCalendar {
  const sealer = settings.CALENDAR_KEYS === undefined ? undefined : createSealer(settings.CALENDAR_KEYS);
  const clients = { google: googleClient(settings), outlook: outlookClient(settings) };
  const origins = (settings.ICS_ALLOWED_ORIGINS ?? '').split(',').map((origin) => origin.trim());
  const rules = { allowedOrigins: new Set(origins.filter((origin) => origin !== '')) };
  return async (key) => {
    if (!sealer) throw new CalendarFailure('not_configured');
    if (key.provider === 'ics') return openIcs(await addressOf(key, { db, sealer }), rules);
    const client = clients[key.provider];
    if (!client) throw new CalendarFailure('not_configured');
    const accessToken = await accessTo(key, { db, sealer, client });
    const { calendarId } = key;
    return key.provider === 'google'
      ? openGoogle({ apiBase: settings.GOOGLE_API_BASE, accessToken, calendarId })
      : openOutlook({ apiBase: settings.OUTLOOK_API_BASE, accessToken, calendarId });
  };
}

function googleClient(settings: CalendarSettings): OAuthClient | undefined {
  const { GOOGLE_CALENDAR_CLIENT_ID: clientId, GOOGLE_CALENDAR_CLIENT_SECRET: clientSecret } = settings;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const tokenUrl = `${settings.GOOGLE_API_BASE ?? 'https://oauth2.googleapis.com'}/token`;
  return { tokenUrl, clientId, clientSecret };
}

function outlookClient(settings: CalendarSettings): OAuthClient | undefined {
  const { OUTLOOK_CLIENT_ID: clientId, OUTLOOK_CLIENT_SECRET: clientSecret } = settings;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const base = settings.OUTLOOK_API_BASE ?? 'https://login.microsoftonline.com';
  return { tokenUrl: `${base}/common/oauth2/v2.0/token`, clientId, clientSecret };
}

/** A key that was taken away comes back with the configuration: nothing is lost yet. */
function unsealed(sealer: RotatingSealer, { id, secret }: Pick<CalendarKey, 'id' | 'secret'>): string {
  try {
    return sealer.open(secret, id);
  } catch (error) {
    throw error instanceof SealError ? new CalendarFailure('key_missing') : error;
  }
}

interface Lock {
  db: Kysely<Database>;
  sealer: RotatingSealer;
}

/** What an older key sealed is sealed again while it is in hand, so that the older key can go. */
async function keep(key: CalendarKey, text: string, { db, sealer }: Lock): Promise<void> {
  const next = sealer.seal(text, key.id);
  await replaceSecret(db, { connectionId: key.id, used: key.secret, next });
}

async function addressOf(key: CalendarKey, lock: Lock): Promise<string> {
  const address = unsealed(lock.sealer, key);
  if (lock.sealer.isOutdated(key.secret)) await keep(key, address, lock);
  return address;
}

interface Access extends Lock {
  client: OAuthClient;
}

/**
 * A token for this calendar. A provider may give a new refresh token with each use and take the old one back, so when ours
 * is refused, somebody who came first may have left a better one in the row: that is tried once.
 */
async function accessTo(key: CalendarKey, access: Access): Promise<string> {
  try {
    return await refresh(key, access);
  } catch (error) {
    if (!(error instanceof CalendarFailure) || error.code !== 'access_withdrawn') throw error;
    const now = await findCalendar(access.db, key.id);
    if (!now || now.secret === key.secret) throw error;
    return await refresh(now, access);
  }
}

async function refresh(key: CalendarKey, { client, ...lock }: Access): Promise<string> {
  const held = unsealed(lock.sealer, key);
  const { accessToken, refreshToken = held } = await refreshAccess(client, held);
  if (refreshToken !== held || lock.sealer.isOutdated(key.secret)) await keep(key, refreshToken, lock);
  return accessToken;
}
