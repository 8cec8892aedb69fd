import { localHour } from '#web/format/time.ts';

export const dayParts = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

/** Times of one day in the parts that people think in, in the reader's zone; empty parts are left out. */
export function byDayPart<Time extends { startTime: string }>(
  times: readonly Time[],
  timeZone: string,
): { part: DayPart; times: Time[] }[] {
  return dayParts
    .map((part) => ({
      part,
      times: times.filter(({ startTime }) => partOf(localHour(startTime, timeZone)) === part),
    }))
    .filter((group) => group.times.length > 0);
}

function partOf(hour: number): DayPart {
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
}
