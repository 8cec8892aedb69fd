import { createHash } from 'node:crypto';
import { bumpCount, clearCount } from '#db/rate-counts.ts';
import type { CodeKind } from '#domain/account-code.ts';
import { hours, minutes } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import type { ApiDeps } from '#api/deps.ts';

interface Limit {
  windowMs: number;
  max: number;
}

/** A mailbox is not to be flooded; and every mail brings a new code, at which three guesses are allowed. */
const sends: readonly Limit[] = [
  { windowMs: minutes(1), max: 1 },
  { windowMs: hours(1), max: 5 },
  { windowMs: hours(24), max: 10 },
];

/** Counted for addresses without an account and without a code as well, so that they answer like the others. */
const guesses: readonly Limit[] = [{ windowMs: hours(1), max: 15 }];

/** How often codes may be asked for and tried, for each address, wherever the requests come from. */
export function createCodeLimits({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>) {
  /** Counts one more, and tells from when on yet another is allowed. */
  async function count(name: string, email: string, limits: readonly Limit[]): Promise<Date> {
    const now = clock();
    let nextAt = now;
    for (const { windowMs, max } of limits) {
      const { count, since } = await bumpCount(db, { key: keyOf(name, email, windowMs), now, windowMs });
      const endsAt = since + windowMs;
      if (count > max) throw tooMany(endsAt, now);
      if (count === max) nextAt = Math.max(nextAt, endsAt);
    }
    return new Date(nextAt);
  }
  return {
    /** Counts one more mail, and tells when the next may be asked for. */
    async send(kind: CodeKind, email: string): Promise<Date> {
      return await count(`code-send-${kind}`, email, sends);
    },
    /** Before the code is looked at, so that many at once cannot slip through. */
    async guess(kind: CodeKind, email: string): Promise<void> {
      await count(`code-guess-${kind}`, email, guesses);
    },
    async guessed(kind: CodeKind, email: string): Promise<void> {
      for (const { windowMs } of guesses) await clearCount(db, keyOf(`code-guess-${kind}`, email, windowMs));
    },
  };
}

function tooMany(endsAt: number, now: number): Problem {
  return new Problem('too_many_requests', 'Too many codes. Wait until the time that Retry-After gives.', {
    retryAfterSeconds: Math.ceil((endsAt - now) / 1000),
    members: { nextCodeAt: new Date(endsAt).toISOString() },
  });
}

function keyOf(name: string, email: string, windowMs: number): string {
  return `${name}-${windowMs}:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`;
}
