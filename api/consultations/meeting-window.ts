import { minutes } from '#domain/instant.ts';
import type { Interval } from '#domain/instant.ts';

const EARLY = minutes(10);
const LATE = minutes(10);

/** When a meeting can be joined: from ten minutes before its start until ten minutes after its end. */
export function joinableSpan({ start, end }: Interval): Interval {
  return { start: start - EARLY, end: end + LATE };
}
