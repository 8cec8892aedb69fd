import { useState } from 'preact/hooks';
import { clockTime, zoneCity, zoneOffset } from '#web/format/time.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName } from '#web/i18n/names.ts';
import { now } from '#web/state/clock.ts';
import { changeHourCycle, changeZone, hourCycle, zone } from '#web/state/zone.ts';
import { Dialog } from './dialog.tsx';
import { matchingZones } from './zone-search.ts';

/** The zones, found by city or country, and the clock that the reader likes. */
export function ZoneDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={commonWords().zone.label} onClose={onClose}>
      <ZoneChoice onChosen={onClose} />
    </Dialog>
  );
}

function ZoneChoice({ onChosen }: { onChosen: () => void }) {
  const [search, setSearch] = useState('');
  const words = commonWords().zone;
  const zones = matchingZones(search, zone.value);
  return (
    <>
      <p class="small soft">{words.hint}</p>
      <ClockChoice />
      <div class="field">
        <label for="zone-search">{words.search}</label>
        <input
          id="zone-search"
          class="input"
          type="search"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {zones.length === 0 && <p role="status">{words.none}</p>}
      <ul class="zone-list">
        {zones.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={name === zone.value}
              onClick={() => {
                changeZone(name);
                onChosen();
              }}
            >
              <span>{cityName(zoneCity(name))}</span>
              <span class="small soft">
                <bdi>{zoneOffset(now.value, name)}</bdi> · {clockTime(now.value, name)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function ClockChoice() {
  const words = commonWords().zone;
  const choices = [
    { cycle: 'h12', label: words.twelve },
    { cycle: 'h23', label: words.twentyFour },
  ] as const;
  return (
    <div class="segments" role="group" aria-label={words.clock}>
      {choices.map(({ cycle, label }) => (
        <button
          key={cycle}
          type="button"
          aria-pressed={hourCycle.value === cycle}
          onClick={() => changeHourCycle(cycle)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
