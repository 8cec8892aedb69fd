import { Problem } from '#domain/problem.ts';

export interface AtOnceOptions {
  max: number;
  /** What somebody can do who is refused. */
  detail: string;
}

export interface AtOnce {
  /** Begins one, or throws `too_many_requests`. What it returns ends it. */
  enter: (userId: string) => () => void;
}

/** Counts what each person has under way at once, in this process. */
export function createAtOnce({ max, detail }: AtOnceOptions): AtOnce {
  const open = new Map<string, number>();
  const change = (userId: string, by: number) => {
    const count = (open.get(userId) ?? 0) + by;
    if (count > 0) open.set(userId, count);
    else open.delete(userId);
  };
  return {
    enter: (userId) => {
      if ((open.get(userId) ?? 0) >= max) throw new Problem('too_many_requests', detail);
      change(userId, 1);
      let isOpen = true;
      return () => {
        if (isOpen) change(userId, -1);
        isOpen = false;
      };
    },
  };
}
