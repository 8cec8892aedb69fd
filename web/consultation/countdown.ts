/** When the time that is left is said aloud; each second would drown everything else. */
const SAID_AT_MINUTES = [5, 2, 1];

/** `14:05`, never below zero. */
export function clockLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The minutes to announce now: the smallest of 5, 2 and 1 that the time left has come down to. */
export function minutesToSay(leftMs: number): number | undefined {
  if (leftMs <= 0) return undefined;
  return SAID_AT_MINUTES.findLast((minutes) => leftMs <= minutes * 60_000);
}
