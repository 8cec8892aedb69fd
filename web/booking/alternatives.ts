const SHOWN = 3;

/** The times nearest to the one that was lost, in the order of the day. */
export function nearestTimes<Time extends { startTime: string }>(
  times: readonly Time[],
  lost: string,
): Time[] {
  const wanted = Date.parse(lost);
  const distance = ({ startTime }: Time) => Math.abs(Date.parse(startTime) - wanted);
  return times
    .filter((time) => distance(time) > 0)
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, SHOWN)
    .toSorted((a, b) => Date.parse(a.startTime) - Date.parse(b.startTime));
}
