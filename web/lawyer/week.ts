/** One open interval of a weekday, as `<input type="time">` writes it. An end at or before the start is on the next day. */
export interface TimeWindow {
  startTime: string;
  endTime: string;
}

/** The windows of each weekday, 0 to 6 from Sunday. */
export type Week = readonly (readonly TimeWindow[])[];

interface Schedule extends TimeWindow {
  dayOfWeek: number;
}

export type WindowFault = 'incomplete' | 'empty' | 'overlap';

/** The order in which a week is read here. */
export const daysFromMonday = [1, 2, 3, 4, 5, 6, 0] as const;

/** As many as the api takes of one day. */
export const windowsMax = 10;

const DAY_MINUTES = 1_440;
/** Where a first window usually lies. */
const usual: TimeWindow = { startTime: '09:00', endTime: '17:00' };

/** A time input knows no 24:00; at the end of a window 00:00 means the same. */
export function weekOf(schedules: readonly Schedule[]): Week {
  return Array.from({ length: 7 }, (_, day) =>
    schedules
      .filter(({ dayOfWeek }) => dayOfWeek === day)
      .map(({ startTime, endTime }) => ({ startTime, endTime: endTime === '24:00' ? '00:00' : endTime })),
  );
}

export function schedulesOf(week: Week): Schedule[] {
  return week.flatMap((windows, dayOfWeek) =>
    windows.map(({ startTime, endTime }) => ({
      dayOfWeek,
      startTime,
      endTime: endTime === '00:00' ? '24:00' : endTime,
    })),
  );
}

/** What is wrong with each window of a day, while it is being typed. */
export function windowFaults(windows: readonly TimeWindow[]): (WindowFault | undefined)[] {
  return windows.map((window, index) => {
    const own = rangeOf(window);
    if (own === undefined) return 'incomplete';
    if (own.start === own.end) return 'empty';
    const isOverlapping = windows.some((other, at) => {
      const range = rangeOf(other);
      return at !== index && range !== undefined && own.start < range.end && range.start < own.end;
    });
    return isOverlapping ? 'overlap' : undefined;
  });
}

export function hasFaults(week: Week): boolean {
  return week.some((windows) => windowFaults(windows).some((fault) => fault !== undefined));
}

/** The next sensible window: the usual day first, then an hour after the last one, up to midnight. */
export function nextWindow(windows: readonly TimeWindow[]): TimeWindow {
  const ends = windows.map((window) => rangeOf(window)?.end ?? 0);
  const start = Math.max(0, ...ends) + 60;
  if (windows.length === 0) return usual;
  if (start >= DAY_MINUTES - 60) return { startTime: '', endTime: '' };
  return { startTime: timeOf(start), endTime: timeOf(Math.min(start + 180, DAY_MINUTES)) };
}

export function withDay(week: Week, day: number, windows: readonly TimeWindow[]): Week {
  return week.map((known, at) => (at === day ? windows : known));
}

export function copyDay(week: Week, from: number, to: readonly number[]): Week {
  const source = week[from] ?? [];
  return week.map((known, day) => (to.includes(day) ? source.map((window) => ({ ...window })) : known));
}

/** Whether it ends on the day after it began. Midnight itself still belongs to the day. */
export function endsNextDay({ startTime, endTime }: TimeWindow): boolean {
  return startTime !== '' && endTime !== '' && endTime !== '00:00' && endTime <= startTime;
}

export function endsAtMidnight({ startTime, endTime }: TimeWindow): boolean {
  return startTime !== '' && endTime === '00:00';
}

function rangeOf({ startTime, endTime }: TimeWindow): { start: number; end: number } | undefined {
  if (startTime === '' || endTime === '') return undefined;
  const start = minuteOf(startTime);
  const end = minuteOf(endTime);
  if (end === 0) return { start, end: DAY_MINUTES };
  return { start, end: end < start ? end + DAY_MINUTES : end };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function timeOf(minute: number): string {
  const within = minute % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}
