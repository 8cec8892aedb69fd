import { useState } from 'preact/hooks';
import { clockTime, zoneCity, zoneOffset } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName } from '#web/i18n/names.ts';
import { now } from '#web/state/clock.ts';
import { zone } from '#web/state/zone.ts';
import { Icon } from './icon.tsx';
import { later } from './later.tsx';

/** Few change the zone; the list is fetched for who does. */
const ZoneDialog = later(async () => (await import('./zone-dialog.tsx')).ZoneDialog);

/** Says in which zone times are shown, with its clock, and lets the reader choose another. */
export function ZoneSwitcher() {
  const [open, setOpen] = useState(false);
  const words = commonWords().zone;
  const city = cityName(zoneCity(zone.value));
  return (
    <>
      <button
        type="button"
        class="button quiet zone-button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="globe" />
        <span>
          {bookingWords().time.shownIn(city)} · <bdi>{zoneOffset(now.value, zone.value)}</bdi> ·{' '}
          {clockTime(now.value, zone.value)}
        </span>
        <span class="hidden-visually">{words.change}</span>
      </button>
      {open && <ZoneDialog onClose={() => setOpen(false)} />}
    </>
  );
}
