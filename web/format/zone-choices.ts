import { cityName } from '#web/i18n/names.ts';
import { serverNow } from '#web/state/clock.ts';
import { zoneCity, zoneOffset } from './time.ts';

/** All zones by city, with the one in use even where the browser does not list it. */
export function zoneChoices(current: string): { value: string; label: string }[] {
  const zones = [...new Set([current, ...Intl.supportedValuesOf('timeZone')])];
  return zones
    .map((value) => ({ value, label: `${cityName(zoneCity(value))} (${zoneOffset(serverNow(), value)})` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
