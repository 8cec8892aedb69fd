import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askToBook, detailFor, untilStatus, wishOf } from '#test/stories/bookings.ts';
import { ask } from '#test/stories/http.ts';
import { createClient } from '#test/stories/people.ts';
import { armedOutcome, breakDown, ledgerOf, mend, payAt, setWebhooks } from '#test/stories/sandbox.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { expectInvariants } from './invariants.ts';
import { takeShortHold } from './short-hold.ts';
import type { ShortHold } from './short-hold.ts';

const totalPrice = 57_750;

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterEach(() => mend());
afterAll(() => scene.close());

/** Where the money is at Stripe, and what Postgres says of it. */
async function moneyOf({ client, id }: ShortHold) {
  const { sessions, payments, refunds } = await ledgerOf(id);
  const { payment } = await detailFor(client, id);
  return {
    session: sessions.map(({ status }) => status),
    captured: payments.reduce((sum, { captured }) => sum + captured, 0),
    authorised: payments.filter(({ status }) => status === 'requires_capture').length,
    refunds: refunds.length,
    row: payment?.status,
  };
}

const taken = { session: ['complete'], captured: totalPrice, authorised: 0, refunds: 0, row: 'captured' };
const none = { session: ['expired'], captured: 0, authorised: 0, refunds: 0, row: 'expired' };
const voided = { session: ['complete'], captured: 0, authorised: 0, refunds: 0, row: 'voided' };

/** Stripe's answer to the request that expires the session reaches us or is lost, and its webhooks come or do not. */
const circumstances = [
  { answer: 'heard', webhooks: 'deliver' },
  { answer: 'heard', webhooks: 'drop' },
  { answer: 'lost', webhooks: 'drop' },
] as const;

async function arrange({ answer, webhooks }: (typeof circumstances)[number]): Promise<void> {
  await setWebhooks(webhooks);
  if (answer === 'heard') return;
  await breakDown({ provider: 'stripe', operation: 'checkout.sessions.expire', kind: 'reset', times: 2 });
}

/** A hold that somebody pays while it is being expired, on this side of its effect; it has this status then. */
async function raced(first: 'pay' | 'expire', status: 'confirmed' | 'expired') {
  const hold = await takeShortHold(scene);
  await payAt(hold.session, { during: 'expire', first });
  const { timeline } = await untilStatus(hold.client, hold.id, status);
  const kinds = timeline.map(({ kind }) => kind);
  return { hold, kinds, outcome: await armedOutcome(hold.session), money: await moneyOf(hold) };
}

describe('a payment in the moment of the expiry', () => {
  it.each(circumstances)(
    'brings money and time when it is first, else neither: answer $answer, webhooks: $webhooks',
    async (how) => {
      await arrange(how);
      const [paid, late] = await Promise.all([raced('pay', 'confirmed'), raced('expire', 'expired')]);
      expect(paid).toMatchObject({ kinds: ['held', 'confirmed'], outcome: 'paid', money: taken });
      expect(late).toMatchObject({ kinds: ['held', 'expired'], outcome: 'closed', money: none });
      const { lawyer, startAt } = late.hold;
      const next = await askToBook(await createClient(scene.db), wishOf(lawyer, startAt));
      expect(next.status).toBe(201);
    },
  );
});

describe('payments spread over the moment of the expiry', () => {
  it('each end with the money and the time, or with neither', async () => {
    await setWebhooks('drop');
    const holds = await Promise.all(Array.from({ length: 12 }, () => takeShortHold(scene)));
    const endings = await Promise.all(
      holds.map(async (hold, index) => {
        await pause(Math.max(hold.holdExpiresAt.getTime() + (index - 4) * 25 - Date.now(), 0));
        const isPaid = (await payAt(hold.session)) === 200;
        await untilStatus(hold.client, hold.id, isPaid ? 'confirmed' : 'expired');
        return { isPaid, money: await moneyOf(hold) };
      }),
    );
    expect(endings.map(({ money }) => money)).toEqual(endings.map(({ isPaid }) => (isPaid ? taken : none)));
  });
});

describe('a payment in the moment in which the unpaid hold is cancelled', () => {
  it.each([
    ['pay', 'paid', voided],
    ['expire', 'closed', none],
  ] as const)('with the %s first: cancelled, and no money is kept', async (first, outcome, money) => {
    await setWebhooks('drop');
    const hold = await takeShortHold(scene);
    await payAt(hold.session, { during: 'expire', first });
    const by = { by: hold.client, body: { reasonCode: 'mistake' } };
    const answer = await ask('POST', `/api/consultations/${hold.id}/cancel`, by);
    expect([answer.status, answer.body]).toMatchObject([200, { consultation: { status: 'cancelled' } }]);
    expect(await armedOutcome(hold.session)).toBe(outcome);
    await untilStatus(hold.client, hold.id, 'cancelled');
    expect(await moneyOf(hold)).toEqual(money);
  });
});

describe('after all of these races', () => {
  it('everything is in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
