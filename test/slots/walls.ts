import { DateTime } from 'luxon';

/** Time in grains of five minutes: every clock of today changes on one. */
export const grainMinutes = 5;
export const grainMs = grainMinutes * 60_000;
const hour = 3_600_000;

/** What a wall shows at one grain. */
export interface Wall {
  date: string;
  minuteOfDay: number;
}

/** Fifteen days around a date, grain after grain, as walls anywhere show them. */
export interface Scene {
  timezone: string;
  date: string;
  first: number;
  wallsIn: (zone: string) => Walls;
}

export interface Walls {
  walls: Wall[];
  /** The grain that first, or last, shows this time; where none does, the first that shows a later one. */
  reading: (date: string, minuteOfDay: number, which: 'first' | 'last') => number;
  /** The first grain of that date or of a later one. */
  begun: (date: string) => number;
}

const grains = (15 * 24 * 60) / grainMinutes;

export function plusDays(date: string, n: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days: n }).toISODate() ?? '';
}

export function sceneAround(timezone: string, date: string): Scene {
  const first = DateTime.fromISO(date, { zone: 'utc' }).minus({ days: 7 }).toMillis();
  const known = new Map<string, Walls>();
  const wallsIn = (zone: string) => {
    const walls = known.get(zone) ?? readWalls(zone, first);
    known.set(zone, walls);
    return walls;
  };
  return { timezone, date, first, wallsIn };
}

function readWalls(zone: string, first: number): Walls {
  const walls = Array.from({ length: grains }, (_, index) => wallAt(first + index * grainMs, zone));
  const shown = { first: new Map<string, number>(), last: new Map<string, number>() };
  for (const [index, { date, minuteOfDay }] of walls.entries()) {
    const key = `${date} ${minuteOfDay}`;
    if (!shown.first.has(key)) shown.first.set(key, index);
    shown.last.set(key, index);
  }
  return {
    walls,
    reading: (date, minuteOfDay, which) =>
      shown[which].get(`${date} ${minuteOfDay}`) ??
      walls.findIndex((wall) => wall.date > date || (wall.date === date && wall.minuteOfDay > minuteOfDay)),
    begun: (date) => walls.findIndex((wall) => wall.date >= date),
  };
}

const offsets = new Map<string, number>();
const dates = new Map<number, string>();

/** luxon is asked at the ends of each hour, and at the grain itself where they differ. */
function wallAt(at: number, zone: string): Wall {
  const start = Math.floor(at / hour) * hour;
  const [before, after] = [offsetAt(start, zone), offsetAt(start + hour, zone)];
  const wall = at + (before === after ? before : offsetAt(at, zone)) * 60_000;
  const day = Math.floor(wall / 86_400_000);
  const date = dates.get(day) ?? DateTime.fromMillis(wall, { zone: 'utc' }).toISODate() ?? '';
  dates.set(day, date);
  return { date, minuteOfDay: (wall - day * 86_400_000) / 60_000 };
}

function offsetAt(at: number, zone: string): number {
  const key = `${zone} ${at}`;
  const offset = offsets.get(key) ?? DateTime.fromMillis(at, { zone }).offset;
  offsets.set(key, offset);
  return offset;
}
