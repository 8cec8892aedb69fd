import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { askToBook, bookedIn } from '#test/stories/bookings.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { killPart, startPart } from '#test/setup/parts.ts';
import { expectInvariants } from './invariants.ts';
import { openLossyDatabase } from './lossy-database.ts';
import type { LossyDatabase } from './lossy-database.ts';
import { expectBookedOnce, newAttempt, patienceMs } from './moments.ts';
import type { Attempt } from './moments.ts';

let scene: Scene;
let lossy: LossyDatabase;
beforeAll(async () => {
  scene = await openScene();
  lossy = await openLossyDatabase(inject('databaseUrl'));
});
afterAll(async () => {
  await startPart('worker');
  await Promise.all([scene.close(), lossy.close()]);
});

/** Asks again while the answer is to ask again. */
function untilAnswered({ client, wish, key }: Attempt) {
  return vi.waitFor(
    async () => {
      const answer = await askToBook(client, wish, { key });
      expect(answer.status).not.toBe(503);
      return answer;
    },
    { timeout: patienceMs, interval: 500 },
  );
}

async function isHeld({ id }: Attempt): Promise<boolean> {
  const row = scene.db.selectFrom('consultation').where('id', '=', id).select('id');
  return (await row.executeTakeFirst()) !== undefined;
}

describe('a hold that was committed, and nobody heard of it', () => {
  it('is found by the next attempt of the worker', async () => {
    await startPart('worker', { DATABASE_URL: lossy.url });
    const attempt = await newAttempt(scene);
    const lost = lossy.loseCommitOf(attempt.id);
    const answer = askToBook(attempt.client, attempt.wish, attempt);
    await lost;
    expect(await isHeld(attempt)).toBe(true);
    expect(bookedIn(await answer)).toMatchObject({ id: attempt.id, status: 'payment_pending' });
    await expectBookedOnce(scene, attempt);
  });

  it('is found by the next worker, and by the same key, when that worker is killed', async () => {
    await startPart('worker', { DATABASE_URL: lossy.url });
    const attempt = await newAttempt(scene);
    const lost = lossy.loseCommitOf(attempt.id);
    const first = askToBook(attempt.client, attempt.wish, attempt);
    await lost;
    await killPart('worker');
    expect(await isHeld(attempt)).toBe(true);
    await startPart('worker');
    expect([201, 503]).toContain((await first).status);
    expect(bookedIn(await untilAnswered(attempt)).id).toBe(attempt.id);
    await expectBookedOnce(scene, attempt);
  });

  it('leaves everything in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
