import { Problem } from '#domain/problem.ts';

/** A person looks at a few consultations in a few tabs; each stream costs a look at Postgres a second. */
const STREAMS_MAX = 5;

/** Counts the streams that are open, for each person, in this process; what `enter` returns ends one. */
export function createOpenStreams(): { enter: (userId: string) => () => void } {
  const open = new Map<string, number>();
  const change = (userId: string, by: number) => {
    const count = (open.get(userId) ?? 0) + by;
    if (count > 0) open.set(userId, count);
    else open.delete(userId);
  };
  return {
    enter: (userId) => {
      if ((open.get(userId) ?? 0) >= STREAMS_MAX)
        throw new Problem('too_many_requests', 'Close a page that is open elsewhere first.');
      change(userId, 1);
      let isOpen = true;
      return () => {
        if (isOpen) change(userId, -1);
        isOpen = false;
      };
    },
  };
}
