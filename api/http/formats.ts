import Format from 'typebox/format';
import { isLocalDate } from '#domain/local-date.ts';
import { isIanaZone } from '#domain/zone.ts';

const INSTANT =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** Postgres knows no year 0, and no plan reaches this far. */
const YEARS = { first: '1970-01-01', last: '2199-12-31' };
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** What our accounts take, which is less than the library's check does: no quotes, no bare host, a name of 64 characters. */
const EMAIL =
  /^(?=.{1,64}@)(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,}$/i;

/** RFC 3339 with an offset, of a date that exists. The library's own check also takes `[Asia/Dubai]` and `:60`. */
export function isInstantText(text: string): boolean {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isDateText(date);
}

function isDateText(text: string): boolean {
  return isLocalDate(text) && YEARS.first <= text && text <= YEARS.last;
}

/** The runtime takes longer to judge a name than to compute a page of free times; of names that are zones there are few. */
const knownZones = new Set<string>();

function isZoneText(text: string): boolean {
  if (knownZones.has(text)) return true;
  if (!isIanaZone(text)) return false;
  knownZones.add(text);
  return true;
}

/** `date-time`, `date`, `email`, `iana-zone`, `wall-time` (`09:30`) and `wall-time-end` (also `24:00`), for every schema of the API. */
export function registerFormats(): void {
  Format.Set('date-time', isInstantText);
  Format.Set('date', isDateText);
  Format.Set('email', (text) => EMAIL.test(text));
  Format.Set('iana-zone', isZoneText);
  Format.Set('wall-time', (text) => TIME.test(text));
  Format.Set('wall-time-end', (text) => text === '24:00' || TIME.test(text));
}
