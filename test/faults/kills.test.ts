import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from 'kysely';
import {
  askToBook,
  bookAndPay,
  bookedIn,
  detailFor,
  sessionOf,
  startIn,
  untilStatus,
} from '#test/stories/bookings.ts';
import { ask } from '#test/stories/http.ts';
import type { Person } from '#test/stories/people.ts';
import { breakDown, ledgerOf, mend, messagesTo, payAt } from '#test/stories/sandbox.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { expectInvariants } from './invariants.ts';
import {
  cancel,
  expectBookedOnce,
  newAttempt,
  patienceMs,
  untilHeld,
  untilLedger,
  whileDown,
} from './moments.ts';
import type { Attempt } from './moments.ts';

const totalPrice = 57_750;

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterEach(() => mend());
afterAll(() => scene.close());

/** Booked, with a checkout that can be paid. */
async function held(): Promise<Attempt & { session: string }> {
  const attempt = await newAttempt(scene);
  bookedIn(await askToBook(attempt.client, attempt.wish, attempt));
  return { ...attempt, session: await sessionOf(attempt.id) };
}

async function confirmed(): Promise<Attempt> {
  const attempt = await newAttempt(scene);
  const { id } = await bookAndPay(attempt.client, attempt.lawyer, startIn(48));
  return { ...attempt, id };
}

/** As the return page does. */
function checkPayment(client: Person, id: string) {
  return ask('POST', `/api/consultations/${id}/payment/check`, { by: client });
}

/** Each side has this news by e-mail at least once and by SMS once, and Postgres has it once for each. */
async function untilTold({ client, lawyer, id }: Attempt, ...kinds: string[]): Promise<void> {
  const sides = ['client', 'lawyer'].flatMap((recipient) =>
    kinds.flatMap((kind) => ['email', 'sms'].map((channel) => `${kind} ${channel} ${recipient}`)),
  );
  await vi.waitFor(
    async () => {
      const rows = await scene.db
        .selectFrom('notification')
        .where('consultationId', '=', id)
        .where('status', 'in', ['sent', 'delivered'])
        .selectAll()
        .execute();
      const told = rows.map(({ kind, channel, recipient }) => `${kind} ${channel} ${recipient}`);
      expect(told.toSorted()).toEqual(sides.toSorted());
    },
    { timeout: patienceMs, interval: 200 },
  );
  for (const { email, phone } of [client, lawyer]) {
    expect(await messagesTo(phone)).toHaveLength(kinds.length);
    const subjects = new Set((await messagesTo(email)).map(({ subject }) => subject));
    expect(subjects.size).toBe(kinds.length);
  }
}

/** Paid once and kept, with both sides told. */
async function expectConfirmedOnce(attempt: Attempt): Promise<void> {
  const detail = await untilStatus(attempt.client, attempt.id, 'confirmed', patienceMs);
  expect(detail.payment).toMatchObject({ captured: totalPrice, refunded: 0 });
  expect(await ledgerOf(attempt.id)).toMatchObject({
    sessions: [{ status: 'complete' }],
    payments: [{ captured: totalPrice, refunded: 0 }],
    refunds: [],
  });
  await untilTold(attempt, 'confirmed');
}

/** Everything went back, once. */
async function expectRefundedOnce(attempt: Attempt): Promise<void> {
  await untilStatus(attempt.client, attempt.id, 'cancelled', patienceMs);
  await vi.waitFor(
    async () => {
      expect((await detailFor(attempt.client, attempt.id)).payment).toMatchObject({
        captured: totalPrice,
        refunded: totalPrice,
        refunds: [{ amount: totalPrice, status: 'succeeded' }],
      });
    },
    { timeout: patienceMs, interval: 200 },
  );
  expect(await ledgerOf(attempt.id)).toMatchObject({
    sessions: [{ status: 'complete' }],
    payments: [{ captured: totalPrice, refunded: totalPrice }],
    refunds: [{ amount: totalPrice, status: 'succeeded' }],
  });
  await untilTold(attempt, 'confirmed', 'cancelled');
}

describe('a worker that is killed between the answer of Stripe and the record of it', () => {
  // One kill for all three: whoever waits for an attempt that died with its worker waits for most of a minute.
  it('opens one checkout, captures once and refunds once', async () => {
    const [opening, capturing, refunding] = [await newAttempt(scene), await held(), await confirmed()];
    const fault = { provider: 'stripe', kind: 'timeout-after', times: 1 } as const;
    await breakDown({ ...fault, operation: 'checkout.sessions.create' });
    await breakDown({ ...fault, operation: 'payment_intents.capture' });
    await breakDown({ ...fault, operation: 'refunds.create' });
    const opened = askToBook(opening.client, opening.wish, opening);
    await payAt(capturing.session);
    expect((await cancel(refunding.lawyer, refunding.id)).status).toBe(200);

    await untilLedger(opening.id, ({ sessions }) => expect(sessions).toHaveLength(1));
    await untilLedger(capturing.id, ({ payments }) =>
      expect(payments).toMatchObject([{ captured: totalPrice }]),
    );
    await untilLedger(refunding.id, ({ refunds }) => expect(refunds).toHaveLength(1));
    await whileDown('worker', async () => {
      const seen = await Promise.all(
        [opening, capturing, refunding].map(({ client, id }) => detailFor(client, id)),
      );
      expect(seen).toMatchObject([
        { paymentUrl: null },
        { status: 'payment_pending' },
        { payment: { refunds: [{ status: 'requested' }] } },
      ]);
    });

    expect([201, 503]).toContain((await opened).status);
    await expectBookedOnce(scene, opening);
    await payAt(await sessionOf(opening.id));
    await expectConfirmedOnce(opening);
    await expectConfirmedOnce(capturing);
    await expectRefundedOnce(refunding);
  });
});

describe('a worker that is killed between the answer of Twilio and the record of it', () => {
  it('finds the message that went out, and sends no second one', async () => {
    const attempt = await held();
    await breakDown({ provider: 'twilio', operation: 'messages.create', kind: 'timeout-after', times: 2 });
    await payAt(attempt.session);
    const phones = [attempt.client.phone, attempt.lawyer.phone];
    await vi.waitFor(
      async () => {
        for (const phone of phones) expect(await messagesTo(phone)).toHaveLength(1);
      },
      { timeout: patienceMs, interval: 20 },
    );
    await whileDown('worker', async () => undefined);
    await expectConfirmedOnce(attempt);
  });
});

describe('an api that is killed in the middle of a booking', () => {
  it('after the slot was held, answers the repeat with the same consultation', async () => {
    const attempt = await newAttempt(scene);
    await breakDown({
      provider: 'stripe',
      operation: 'checkout.sessions.create',
      kind: 'latency',
      ms: 5_000,
      times: 1,
    });
    const lost = askToBook(attempt.client, attempt.wish, attempt).catch(() => 'lost');
    await untilHeld(scene, attempt.id);
    await whileDown('api', async () => expect(await lost).toBe('lost'));

    expect(bookedIn(await askToBook(attempt.client, attempt.wish, attempt)).id).toBe(attempt.id);
    await payAt(await sessionOf(attempt.id));
    await expectConfirmedOnce(attempt);
    await expectBookedOnce(scene, attempt);
  });

  it('before the workflow was started, books with the repeat', async () => {
    const attempt = await newAttempt(scene);
    await scene.db.transaction().execute(async (trx) => {
      // The api waits for this lock after it has written the key down, and before it calls Temporal.
      await sql`select pg_advisory_xact_lock(hashtextextended(${attempt.id}, 0))`.execute(trx);
      const first = askToBook(attempt.client, attempt.wish, attempt).catch(() => 'lost');
      await vi.waitFor(
        () =>
          trx
            .selectFrom('intake')
            .where('consultationId', '=', attempt.id)
            .select('consultationId')
            .executeTakeFirstOrThrow(),
        { timeout: patienceMs, interval: 20 },
      );
      await whileDown('api', async () => expect(await first).toBe('lost'));
    });

    expect(bookedIn(await askToBook(attempt.client, attempt.wish, attempt)).id).toBe(attempt.id);
    await expectBookedOnce(scene, attempt);
    await payAt(await sessionOf(attempt.id));
    await expectConfirmedOnce(attempt);
  });
});

describe.each(['Temporal', 'PostgreSQL'] as const)('%s that is killed with open consultations', (part) => {
  it('comes back with all of them: a payment of the meantime confirms, a cancellation refunds', async () => {
    const [paying, waiting, leaving] = [await held(), await held(), await confirmed()];
    await whileDown(part, async () => {
      await payAt(paying.session);
      const answer = await cancel(leaving.client, leaving.id);
      expect([answer.status, answer.body]).toMatchObject([503, { code: 'temporarily_unavailable' }]);
    });

    await vi.waitFor(async () => expect((await checkPayment(paying.client, paying.id)).status).toBe(202), {
      timeout: patienceMs,
      interval: 500,
    });
    await expectConfirmedOnce(paying);
    await vi.waitFor(async () => expect((await cancel(leaving.client, leaving.id)).status).toBe(200), {
      timeout: patienceMs,
      interval: 500,
    });
    await expectRefundedOnce(leaving);
    await payAt(waiting.session);
    await expectConfirmedOnce(waiting);
  });
});

describe('after all of that', () => {
  it('everything is in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
