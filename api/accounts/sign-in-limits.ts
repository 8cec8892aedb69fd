import { createHash } from 'node:crypto';
import { Problem } from '#domain/problem.ts';
import { bumpCount, clearCount } from '#db/rate-counts.ts';
import type { ApiDeps } from '#api/deps.ts';

const WINDOW_MS = 15 * 60_000;
const ATTEMPTS_MAX = 20;

/**
 * Brakes guessing at one account from any number of addresses. An attempt is counted before the password is looked at, so
 * that many at once cannot slip through; a success starts the count again.
 */
export function createSignInLimits({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>) {
  return {
    async attempt(email: string): Promise<void> {
      const now = clock();
      const { count, since } = await bumpCount(db, { key: keyOf(email), now, windowMs: WINDOW_MS });
      if (count <= ATTEMPTS_MAX) return;
      throw new Problem('too_many_requests', 'Too many attempts to sign in. Wait a few minutes.', {
        retryAfterSeconds: Math.ceil((since + WINDOW_MS - now) / 1000),
      });
    },
    async succeeded(email: string): Promise<void> {
      await clearCount(db, keyOf(email));
    },
  };
}

function keyOf(email: string): string {
  return `sign-in:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`;
}
