import { DateTime } from 'luxon';

/** Time in grains of five minutes: every clock of today changes on one. */
export const grainMinutes = 5;
export const grainMs = grainMinutes * 60_000;
const dayMs = 86_400_000;
const grains = (15 * dayMs) / grainMs;

/** Fifteen days around a date, grain after grain, as walls anywhere show them. */
export interface Scene {
  timezone: string;
  date: string;
  first: number;
  wallIn: (zone: string) => Wall;
}

/** What a wall shows, as indexes of grains. */
export interface Wall {
  /** The first grain, or the last, that shows this time; where none does, the first that shows a later one. */
  reading: (date: string, minuteOfDay: number, which: 'first' | 'last') => number;
  /** The first grain of that date or of a later one. */
  begun: (date: string) => number;
}

export function sceneAround(timezone: string, date: string): Scene {
  const first = startOf(date) - 7 * dayMs;
  const known = new Map<string, Wall>();
  const wallIn = (zone: string) => {
    const wall = known.get(zone) ?? wallOf(zone, first);
    known.set(zone, wall);
    return wall;
  };
  return { timezone, date, first, wallIn };
}

function wallOf(zone: string, first: number): Wall {
  const shown = shownIn(zone, first);
  return {
    reading: (date, minuteOfDay, which) => {
      const wanted = startOf(date) + minuteOfDay * 60_000;
      const index = which === 'first' ? shown.indexOf(wanted) : shown.lastIndexOf(wanted);
      return index >= 0 ? index : shown.findIndex((time) => time > wanted);
    },
    begun: (date) => {
      const start = startOf(date);
      return shown.findIndex((time) => time >= start);
    },
  };
}

/** What is shown at each grain, as a moment in UTC. luxon is asked for each where the ends of its day differ. */
function shownIn(zone: string, first: number): Float64Array {
  const offsetAt = (at: number) => DateTime.fromMillis(at, { zone }).offset * 60_000;
  const shown = new Float64Array(grains);
  for (let day = 0; day < grains; day += dayMs / grainMs) {
    const [before, after] = [day, day + dayMs / grainMs].map((index) => offsetAt(first + index * grainMs));
    for (let index = day; index < day + dayMs / grainMs; index += 1) {
      const at = first + index * grainMs;
      shown[index] = at + (before !== undefined && before === after ? before : offsetAt(at));
    }
  }
  return shown;
}

const starts = new Map<string, number>();

function startOf(date: string): number {
  const start = starts.get(date) ?? DateTime.fromISO(date, { zone: 'utc' }).toMillis();
  starts.set(date, start);
  return start;
}

const sums = new Map<string, string>();

export function plusDays(date: string, n: number): string {
  const key = `${date} ${n}`;
  const sum = sums.get(key) ?? DateTime.fromISO(date, { zone: 'utc' }).plus({ days: n }).toISODate() ?? '';
  sums.set(key, sum);
  return sum;
}
