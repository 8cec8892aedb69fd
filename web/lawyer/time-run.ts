import type { Slot } from '#web/requests/availability.ts';

/** Times that follow each other and are all offered, or all refused for the same reason. */
export interface TimeRun {
  /** Absent: they are offered. */
  reason: string | undefined;
  /** On the lawyer's clock: `09:00`. */
  times: readonly string[];
}

export function timeRunsOf(slots: readonly Slot[]): TimeRun[] {
  const runs: { reason: string | undefined; times: string[] }[] = [];
  for (const { lawyerTime, reason } of slots) {
    const last = runs.at(-1);
    if (last && last.reason === reason) last.times.push(wallTimeOf(lawyerTime));
    else runs.push({ reason, times: [wallTimeOf(lawyerTime)] });
  }
  return runs;
}

/** `09:00` out of `2026-11-26T09:00:00+04:00`. */
function wallTimeOf(instant: string): string {
  return instant.slice(11, 16);
}
