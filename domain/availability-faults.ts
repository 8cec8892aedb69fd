import type { AvailabilityRules, MinuteRange, Override, WeeklyWindow } from './availability.ts';
import { isLocalDate } from './local-date.ts';
import type { Fault } from './problem.ts';
import { isIanaZone } from './zone.ts';

/** Bounds of what a lawyer may enter; each keeps a loop or a list short. */
export const availabilityBounds = {
  bufferMinutes: { min: 0, max: 240 },
  stepMinutes: { min: 5, max: 240 },
  minNoticeMinutes: { min: 0, max: 43_200 },
  maxAdvanceDays: { min: 1, max: 365 },
  limitPerDay: { min: 1, max: 100 },
  limitPerWeek: { min: 1, max: 700 },
} as const;
export const windowsPerDayMax = 10;
export const overridesMax = 400;

/** What is wrong with the rules, each with a pointer into them; none when they can be kept. */
export function availabilityFaults(rules: AvailabilityRules): Fault[] {
  const zone = isIanaZone(rules.timezone) ? [] : [{ pointer: '/timezone', detail: 'Not an IANA time zone' }];
  return [
    ...zone,
    ...numberFaults(rules),
    ...rules.windows.flatMap((window, index) => windowFaults(window, `/windows/${index}`)),
    ...crowdFaults(rules.windows),
    ...rules.overrides.flatMap((override, index) => overrideFaults(override, `/overrides/${index}`)),
    ...tooMany(rules.overrides.length),
  ];
}

/** As it comes: an override may lack what its kind needs. */
type PossibleRange = { [Name in keyof MinuteRange]?: number | undefined };

const boundedNames = [
  'bufferMinutes',
  'stepMinutes',
  'minNoticeMinutes',
  'maxAdvanceDays',
  'limitPerDay',
  'limitPerWeek',
] as const;

function numberFaults(rules: AvailabilityRules): Fault[] {
  return boundedNames.flatMap((name) => {
    const { min, max } = availabilityBounds[name];
    const value = rules[name];
    if (value === undefined || isWithin(value, min, max)) return [];
    return [{ pointer: `/${name}`, detail: `Must be a whole number from ${min} to ${max}` }];
  });
}

function windowFaults(window: WeeklyWindow, pointer: string): Fault[] {
  const day = isWithin(window.dayOfWeek, 0, 6)
    ? []
    : [{ pointer: `${pointer}/dayOfWeek`, detail: 'Must be 0 for Sunday to 6 for Saturday' }];
  return [...day, ...rangeFaults(window, pointer)];
}

function rangeFaults({ startMinute, endMinute }: PossibleRange, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if (!isWithin(startMinute, 0, 1439)) {
    faults.push({ pointer: `${pointer}/startMinute`, detail: 'Must be a time from 00:00 to 23:59' });
  }
  if (!isWithin(endMinute, 0, 1440)) {
    faults.push({ pointer: `${pointer}/endMinute`, detail: 'Must be a time from 00:00 to 24:00' });
  }
  if (faults.length === 0 && startMinute === endMinute) {
    faults.push({
      pointer: `${pointer}/endMinute`,
      detail: 'Must differ from the start; a whole day is 00:00 to 24:00',
    });
  }
  return faults;
}

/** A window with its place in the list, and its end counted on past midnight. */
interface PlacedWindow {
  index: number;
  start: number;
  end: number;
}

function crowdFaults(windows: readonly WeeklyWindow[]): Fault[] {
  return [0, 1, 2, 3, 4, 5, 6].flatMap((day) => {
    const ofDay = windows.flatMap(({ dayOfWeek, startMinute, endMinute }, index) => {
      const end = endMinute > startMinute ? endMinute : endMinute + 1440;
      return dayOfWeek === day ? [{ index, start: startMinute, end }] : [];
    });
    const crowd =
      ofDay.length > windowsPerDayMax
        ? [{ pointer: '/windows', detail: `At most ${windowsPerDayMax} windows a day` }]
        : [];
    return [...overlapFaults(ofDay), ...crowd];
  });
}

/** Windows of one weekday may touch, but not overlap. One that crosses midnight may reach into the next day's. */
function overlapFaults(ofDay: readonly PlacedWindow[]): Fault[] {
  let lastEnd = -Infinity;
  return ofDay
    .toSorted((a, b) => a.start - b.start)
    .flatMap(({ index, start, end }) => {
      const isOverlap = start < lastEnd;
      lastEnd = Math.max(lastEnd, end);
      return isOverlap
        ? [{ pointer: `/windows/${index}`, detail: 'Overlaps another window of this day' }]
        : [];
    });
}

function overrideFaults(override: Override, pointer: string): Fault[] {
  const { kind, startDate, endDate, startMinute, endMinute } = override;
  const faults: Fault[] = [];
  if (!isLocalDate(startDate)) faults.push({ pointer: `${pointer}/startDate`, detail: 'Not a date' });
  if (!isLocalDate(endDate)) faults.push({ pointer: `${pointer}/endDate`, detail: 'Not a date' });
  if (faults.length === 0 && endDate < startDate) {
    faults.push({ pointer: `${pointer}/endDate`, detail: 'Lies before the start date' });
  }
  const hasTimes = kind === 'custom_hours' || kind === 'partial_block';
  if (hasTimes) return [...faults, ...rangeFaults(override, pointer)];
  if (startMinute === undefined && endMinute === undefined) return faults;
  return [...faults, { pointer, detail: 'Closes whole dates and takes no times; use partial_block' }];
}

function tooMany(overrides: number): Fault[] {
  return overrides > overridesMax
    ? [{ pointer: '/overrides', detail: `At most ${overridesMax} overrides` }]
    : [];
}

function isWithin(n: number | undefined, min: number, max: number): n is number {
  return Number.isInteger(n) && n !== undefined && n >= min && n <= max;
}
