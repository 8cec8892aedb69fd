import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { askToBook, bookedIn } from '#test/stories/bookings.ts';
import type { Answer } from '#test/stories/http.ts';
import { createClient } from '#test/stories/people.ts';
import { breakDown, ledgerOf, mend } from '#test/stories/sandbox.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { expectInvariants } from './invariants.ts';
import {
  attemptOf,
  cancel,
  expectBookedOnce,
  hasWorkflow,
  newAttempt,
  patienceMs,
  untilHeld,
  whileDown,
} from './moments.ts';
import type { Attempt } from './moments.ts';

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterEach(() => mend());
afterAll(() => scene.close());

function send({ client, wish, key }: Attempt, signal?: AbortSignal): Promise<Answer> {
  return askToBook(client, wish, { key, ...(signal && { signal }) });
}

/** While "try again" is the answer it is tried again, as the api says. */
function untilAnswered(attempt: Attempt): Promise<Answer> {
  return vi.waitFor(
    async () => {
      const answer = await send(attempt);
      expect(answer.status).not.toBe(503);
      return answer;
    },
    { timeout: patienceMs, interval: 500 },
  );
}

/** The checkout takes its time, so that the hold has committed long before the booking is answered. */
function slowCheckout(): Promise<void> {
  return breakDown({
    provider: 'stripe',
    operation: 'checkout.sessions.create',
    kind: 'latency',
    ms: 6_000,
    times: 1,
  });
}

describe('the same key', () => {
  it('after an answer that was lost finds the same consultation', async () => {
    const attempt = await newAttempt(scene);
    await slowCheckout();
    const lost = new AbortController();
    const first = send(attempt, lost.signal);
    await untilHeld(scene, attempt.id);
    lost.abort();
    await expect(first).rejects.toThrow('abort');

    const repeats = [await send(attempt), ...(await Promise.all([send(attempt), send(attempt)]))];
    expect(repeats.map((answer) => bookedIn(answer).id)).toEqual([attempt.id, attempt.id, attempt.id]);
    await expectBookedOnce(scene, attempt);
    const { paymentUrl } = bookedIn(await send(attempt));
    expect(paymentUrl).not.toBeNull();
  });

  it('after a refusal stays refused, although the time is free again; a new key books', async () => {
    const first = await newAttempt(scene);
    bookedIn(await send(first));
    const second = attemptOf(await createClient(scene.db), first.lawyer, first.wish);
    const refused = await send(second);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'slot_taken' }]);

    expect((await cancel(first.client, first.id)).status).toBe(200);
    const repeated = await send(second);
    expect([repeated.status, repeated.body]).toMatchObject([409, { code: 'slot_taken' }]);
    expect(await hasWorkflow(scene, second.id)).toBe(false);
    expect((await ledgerOf(second.id)).sessions).toEqual([]);

    const third = attemptOf(second.client, first.lawyer, first.wish);
    expect(bookedIn(await send(third)).id).toBe(third.id);
    await expectBookedOnce(scene, third);
  });

  it('after a kill of the worker just after the hold finds the same consultation', async () => {
    const attempt = await newAttempt(scene);
    await slowCheckout();
    const first = send(attempt);
    await untilHeld(scene, attempt.id);
    await whileDown('worker', async () => {
      expect(bookedIn(await send(attempt))).toMatchObject({
        id: attempt.id,
        status: 'payment_pending',
        paymentUrl: null,
      });
    });

    expect((await first).status).toBeOneOf([201, 503]);
    expect(bookedIn(await untilAnswered(attempt)).id).toBe(attempt.id);
    await expectBookedOnce(scene, attempt);
  });

  it('after a kill of Temporal with no worker running books once', async () => {
    const attempt = await newAttempt(scene);
    await whileDown('worker', async () => {
      const first = send(attempt);
      await vi.waitFor(async () => expect(await hasWorkflow(scene, attempt.id)).toBe(true), {
        timeout: patienceMs,
        interval: 50,
      });
      await whileDown('Temporal', async () => expect((await first).status).toBe(503));
    });

    expect(bookedIn(await untilAnswered(attempt)).id).toBe(attempt.id);
    expect(bookedIn(await send(attempt)).id).toBe(attempt.id);
    await expectBookedOnce(scene, attempt);
  });

  it('leaves everything in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
