import { DateTime, IANAZone } from 'luxon';

/** The names that Microsoft uses beside those of IANA, for the zones that somebody here is likely to name. */
const windowsZones: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  'Arabian Standard Time': 'Asia/Dubai',
  'Arab Standard Time': 'Asia/Riyadh',
  'Egypt Standard Time': 'Africa/Cairo',
  'GMT Standard Time': 'Europe/London',
  'Romance Standard Time': 'Europe/Paris',
  'W. Europe Standard Time': 'Europe/Berlin',
  'India Standard Time': 'Asia/Kolkata',
  'Pakistan Standard Time': 'Asia/Karachi',
  'Singapore Standard Time': 'Asia/Singapore',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Pacific Standard Time': 'America/Los_Angeles',
};

/** The IANA name of a zone, by either of its names; undefined when there is no such zone. */
export function zoneNamed(name: string): string | undefined {
  const known = windowsZones[name];
  if (known) return known;
  return /^[A-Za-z][\w+/-]*$/.test(name) && IANAZone.isValidZone(name) ? name : undefined;
}

/** The instant of a date and time without an offset; undefined when it is none. A time that a clock change skips moves forward. */
export function instantOf(wall: string, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(wall)) return undefined;
  const moment = DateTime.fromISO(wall, { zone });
  return moment.isValid ? moment.toMillis() : undefined;
}

/** The instant of a date and time with an offset or `Z`. */
export function instantWithOffset(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined;
  const moment = DateTime.fromISO(text, { setZone: true });
  return moment.isValid ? moment.toMillis() : undefined;
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'UTC' }).isValid;
}

/** `2026-11-24T09:00:00` in this zone. */
export function wallText(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** `2026-11-24T09:00:00+04:00`; `Z` in UTC. */
export function offsetText(at: number, zone: string): string {
  const text = DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true });
  return text ?? new Date(at).toISOString();
}

/** The first instant of a date in this zone; midnight, unless a clock change skips it. */
export function startOfDate(date: string, zone: string): number {
  return DateTime.fromISO(date, { zone }).startOf('day').toMillis();
}

export function dateOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd');
}

export function dateAfter(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'UTC' }).plus({ days }).toFormat('yyyy-MM-dd');
}
