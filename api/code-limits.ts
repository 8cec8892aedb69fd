import { createHash } from 'node:crypto';
import { bumpCount, clearCount } from '#db/rate-counts.ts';
import type { CodeKind } from '#domain/account-code.ts';
import { hours, minutes } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import type { ApiDeps } from './deps.ts';

interface Limit {
  windowMs: number;
  max: number;
}

/** Between two mails to one address there is so much time. */
const PAUSE_MS = minutes(1);

/** A mailbox is not to be flooded; and every mail brings a new code, at which three guesses are allowed. */
const sends: readonly Limit[] = [
  { windowMs: PAUSE_MS, max: 1 },
  { windowMs: hours(1), max: 5 },
  { windowMs: hours(24), max: 10 },
];

/** Counted for addresses without an account and without a code as well, so that they answer like the others. */
const guesses: readonly Limit[] = [{ windowMs: hours(1), max: 15 }];

/** How often codes may be asked for and tried, for each address, wherever the requests come from. */
export function createCodeLimits({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>) {
  async function count(name: string, email: string, limits: readonly Limit[]): Promise<void> {
    const now = clock();
    for (const { windowMs, max } of limits) {
      const key = keyOf(name, email, windowMs);
      const { count, since } = await bumpCount(db, { key, now, windowMs });
      if (count <= max) continue;
      throw new Problem('too_many_requests', 'Too many codes. Wait until the time that Retry-After gives.', {
        retryAfterSeconds: Math.ceil((since + windowMs - now) / 1000),
      });
    }
  }
  return {
    /** Counts one more mail, and tells when the next may be asked for. */
    async send(kind: CodeKind, email: string): Promise<Date> {
      await count(`code-send-${kind}`, email, sends);
      return new Date(clock() + PAUSE_MS);
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

function keyOf(name: string, email: string, windowMs: number): string {
  return `${name}-${windowMs}:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`;
}
