import { commonWords } from '#web/i18n/common.ts';
import { intlLocale } from '#web/i18n/locale.ts';

/** More than fit on a screen help nobody; the search finds the rest. */
const SHOWN_MAX = 40;

/** Zones of places where many clients sit, shown before anything is typed. */
const usual = [
  'Asia/Dubai',
  'Asia/Riyadh',
  'Asia/Kolkata',
  'Asia/Karachi',
  'Africa/Cairo',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'Asia/Singapore',
];

/** The zones whose city, name or country's time contains what was typed; the usual ones and the current while it is empty. */
export function matchingZones(search: string, current: string): string[] {
  const wanted = folded(search);
  if (wanted === '') return [...new Set([current, ...usual])];
  return Intl.supportedValuesOf('timeZone')
    .filter((name) => folded(namesOf(name)).includes(wanted))
    .slice(0, SHOWN_MAX);
}

function namesOf(zone: string): string {
  const city = zone.replaceAll('_', ' ');
  const cities: Readonly<Record<string, string>> = commonWords().cities;
  const translated = cities[city.slice(city.lastIndexOf('/') + 1)] ?? '';
  const long = new Intl.DateTimeFormat(intlLocale.value, { timeZone: zone, timeZoneName: 'longGeneric' });
  const name = long.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${city} ${translated} ${name}`;
}

function folded(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}
