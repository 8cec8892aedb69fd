import type { MinuteRange, WeeklyWindow } from './availability.ts';
import type { Fault } from './problem.ts';

export const windowsPerDayMax = 10;

/** What is wrong with a week of windows, which stands at `pointer`, each window by itself and all of them together. */
export function weekFaults(windows: readonly WeeklyWindow[], pointer: string): Fault[] {
  return [
    ...windows.flatMap((window, index) => windowFaults(window, `${pointer}/${index}`)),
    ...[0, 1, 2, 3, 4, 5, 6].flatMap((day) => dayFaults(windows, day, pointer)),
  ];
}

/** As it comes: an override may lack what its kind needs. */
type PossibleRange = { [Name in keyof MinuteRange]?: number | undefined };

/** What is wrong with a range of minutes. Its end may lie before its start: then it is on the next date. */
export function rangeFaults({ startMinute, endMinute }: PossibleRange, pointer: string): Fault[] {
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

/** Whether it is a whole number from `min` to `max`. */
export function isWithin(n: number | undefined, min: number, max: number): n is number {
  return Number.isInteger(n) && n !== undefined && n >= min && n <= max;
}

function windowFaults(window: WeeklyWindow, pointer: string): Fault[] {
  const day = isWithin(window.dayOfWeek, 0, 6)
    ? []
    : [{ pointer: `${pointer}/dayOfWeek`, detail: 'Must be 0 for Sunday to 6 for Saturday' }];
  return [...day, ...rangeFaults(window, pointer)];
}

function dayFaults(windows: readonly WeeklyWindow[], day: number, pointer: string): Fault[] {
  const ofDay = windows.flatMap(({ dayOfWeek, startMinute, endMinute }, index) => {
    const end = endMinute > startMinute ? endMinute : endMinute + 1440;
    return dayOfWeek === day ? [{ index, start: startMinute, end }] : [];
  });
  const crowd =
    ofDay.length > windowsPerDayMax ? [{ pointer, detail: `At most ${windowsPerDayMax} windows a day` }] : [];
  return [...overlapFaults(ofDay, pointer), ...crowd];
}

/** A window with its place in the list, and its end counted on past midnight. */
interface PlacedWindow {
  index: number;
  start: number;
  end: number;
}

/** Windows of one weekday may touch, but not overlap. One that crosses midnight may reach into the next day's. */
function overlapFaults(ofDay: readonly PlacedWindow[], pointer: string): Fault[] {
  let lastEnd = -Infinity;
  return ofDay
    .toSorted((a, b) => a.start - b.start)
    .flatMap(({ index, start, end }) => {
      const isOverlap = start < lastEnd;
      lastEnd = Math.max(lastEnd, end);
      return isOverlap
        ? [{ pointer: `${pointer}/${index}`, detail: 'Overlaps another window of this day' }]
        : [];
    });
}
